"""The article of a condition, and its history."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.articles.disclaimers import in_force
from conditions.articles.models import Revision
from conditions.articles.read import article_of, sources_of
from conditions.catalogue import lookup
from conditions.catalogue.models import Condition
from conditions.catalogue.read import card
from medigest.kit.kept import kept
from medigest.kit.surfaces import surface
from medigest.members.viewer import viewer_of


def _condition(slug: str) -> Condition:
    """The condition with its article and current revision, in one query; Http404."""
    return get_object_or_404(Condition.objects.select_related("article__current", "merged_into"), slug=slug)


def _revision_context(condition: Condition, revision: Revision | None) -> dict[str, Any]:
    article = article_of(condition)
    return {
        "condition": condition,
        "article": {"publisher_notice": article.publisher_notice if article else ""},
        "revision": revision,
        "lead_html": revision.lead_html if revision else "",
        "sections": revision.sections if revision else [],
        "sources": sources_of(revision) if revision else [],
        "disclaimer": in_force(),
    }


@surface(disclaimer=True)
@kept("condition", "slug")
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """The current article."""
    condition = _condition(slug)
    if condition.merged_into:
        return redirect(condition.merged_into.url, permanent=True)
    written = article_of(condition)
    shown = card(condition)
    context = _revision_context(condition, written.current if written else None) | {
        "names": shown.names,
        "former": shown.former,
        "related": shown.related,
        "codes": shown.codes,
        "parents": shown.parents,
        "children": shown.children,
        "can_edit": viewer_of(request).is_editor,
    }
    return render(request, "conditions/article.html", context)


@surface()
def by_code(request: HttpRequest, value: str) -> HttpResponse:
    """The address of a condition by its id in an ontology, such as DOID:4239, merged ids included."""
    condition = lookup.by_code(value)
    if condition is None:
        raise Http404
    return redirect(condition.url, permanent=True)


@surface(disclaimer=True)
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every revision, newest first."""
    condition = _condition(slug)
    revisions = Revision.objects.filter(article__condition=condition).select_related("author").order_by("-number")
    rows = [
        {
            "number": revision.number,
            "published_at": revision.published_at,
            "author_handle": revision.author.handle if revision.author else "",
            "note": revision.note,
            "origin": revision.origin,
            "url": reverse("conditions:revision", args=[condition.slug, revision.number]),
        }
        for revision in revisions.defer("body", "sections", "lead_html")[:200]
    ]
    context = {"condition": condition, "revisions": rows, "disclaimer": in_force()}
    return render(request, "conditions/history.html", context)


@surface(disclaimer=True)
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One revision, for ever at this address."""
    condition = _condition(slug)
    written = article_of(condition)
    if written is None:
        raise Http404
    shown = get_object_or_404(Revision, article=written, number=number)
    context = _revision_context(condition, shown) | {"current": shown.pk == written.current_id}
    return render(request, "conditions/revision.html", context)
