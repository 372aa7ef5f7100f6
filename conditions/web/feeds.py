"""The articles that were changed last, as an Atom feed."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from conditions.articles.models import Disclaimer
from conditions.articles.read import changed_last
from medigest.kit.canonical import absolute
from medigest.kit.surfaces import surface

MOST = 50


class _Feed(Atom1Feed):
    """With the disclaimer beneath the title, as HTML."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("subtitle", self.feed["disclaimer"], {"type": "html"})


@surface(disclaimer=True)
def changed(request: HttpRequest) -> HttpResponse:
    """The newest revisions, each under the disclaimer in force."""
    disclaimer = in_force()
    feed = _Feed(
        title=_("%(site)s: changed articles") % {"site": settings.SITE_NAME},
        link=absolute(reverse("conditions:index")),
        description=None,  # the disclaimer stands there
        language=get_language(),
        author_name=settings.SITE_NAME,
        feed_url=absolute(reverse("conditions:feed")),
        disclaimer=disclaimer.short_html,
    )
    for condition, revision in changed_last(MOST):
        feed.add_item(
            title=condition.name,
            link=absolute(condition.url),
            description=_entry(condition.definition, revision.note, disclaimer),
            # A later revision is the same article, changed: readers are shown it once.
            unique_id=absolute(condition.url),
            updateddate=revision.published_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _entry(definition: str, note: str, disclaimer: Disclaimer) -> str:
    told = format_html("<p>{}</p>", definition) if definition else ""
    changed = format_html("<p>{}</p>", note) if note else ""
    return told + changed + disclaimer.short_html
