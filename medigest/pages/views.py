"""Home, help and legal pages, and what machines ask for."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from conditions.articles.disclaimers import in_force
from conditions.models import Condition, Name
from forums.threads.models import Thread
from forums.web.lists import marked, newest, row
from forums.web.start import start_of
from medigest.kit import clock
from medigest.kit.canonical import absolute
from medigest.kit.kept import kept
from medigest.kit.prepared import Prepared
from medigest.kit.surfaces import surface
from medigest.members.consents.documents import CURRENT
from medigest.members.prepared import PreparedFor
from medigest.members.privacy import registry
from medigest.members.viewer import viewer_of
from medigest.pages.specimens import specimens

LATEST = 6
STARTERS = 8
SECURITY_TXT_LIFE = timedelta(days=180)


def _starters() -> QuerySet[Condition]:
    """Conditions that somebody wrote about, each with its first acronym."""
    acronym = Name.objects.filter(condition=OuterRef("pk"), kind=Name.Kind.ACRONYM).order_by("pk").values("text")[:1]
    written = Condition.objects.listed().exclude(article__current=None).order_by("article__pk")
    return written.annotate(acronym=Coalesce(Subquery(acronym), Value("")))[:STARTERS]


_starting = Prepared(_starters)
_latest = PreparedFor(lambda viewer: newest(marked(Thread.objects.listed_for(viewer), viewer), LATEST))


@surface(disclaimer=True)
@kept("latest")
def home(request: HttpRequest) -> HttpResponse:
    """Search, conditions to start from, the latest discussions; for a member first what is new for them."""
    viewer = viewer_of(request)
    context = {
        "starters": [
            {
                "name": condition.name,
                "slug": condition.slug,
                "url": condition.url,
                "definition": condition.definition,
                "acronym": condition.acronym,  # type: ignore[attr-defined]  # annotated above
            }
            for condition in _starting.rows()
        ],
        "latest": [row(thread) for thread in _latest.rows(viewer)],
        "start": start_of(viewer),
        "disclaimer": in_force(viewer),
    }
    return render(request, "medigest/pages/home.html", context)


def _page(request: HttpRequest, name: str, **more: Any) -> HttpResponse:
    versions = {kind.value.replace("-", "_"): version for kind, version in CURRENT.items()}
    context = {"disclaimer": in_force(), "versions": versions} | more
    return render(request, f"medigest/pages/{name}.html", context)


@surface(disclaimer=True)
@kept("site")
def disclaimer(request: HttpRequest) -> HttpResponse:
    """The disclaimer in force, in full."""
    return _page(request, "disclaimer")


@surface(disclaimer=True)
@kept("site")
def rules(request: HttpRequest) -> HttpResponse:
    """The community rules and the forum disclaimer."""
    return _page(request, "rules")


@surface(disclaimer=True)
@kept("site")
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, why, and for how long: by what the rooms placed in the registry."""
    return _page(request, "privacy", holdings=[holding for _table, holding in registry.holdings()])


@surface(disclaimer=True)
@kept("site")
def help_page(request: HttpRequest) -> HttpResponse:
    """How to read, write, format and report."""
    return _page(request, "help")


@surface(disclaimer=True)
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with its states, for those who build the site; not there in production."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return _page(request, "styleguide", **specimens())


@surface()
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@surface()
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can do its work: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


@surface()
def robots(request: HttpRequest) -> HttpResponse:
    """Where machines need not look, and where they find the rest; pages say themselves whether they may be indexed."""
    lines = ["User-agent: *", "Disallow: /accounts/", "Disallow: /settings/", "Disallow: /moderation/"]
    lines += ["Disallow: /search/", "Disallow: /conditions/suggest/", "", f"Sitemap: {absolute(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@surface()
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116)."""
    site = settings.SITE_URL.rstrip("/")
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        f"Expires: {(clock.now() + SECURITY_TXT_LIFE).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Canonical: {site}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@surface()
def change_password(request: HttpRequest) -> HttpResponse:
    """Where password managers go (W3C change-password URL)."""
    return redirect("account_change_password")
