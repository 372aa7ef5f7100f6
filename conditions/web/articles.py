"""The article of a condition."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from conditions.articles.authorship import missing
from conditions.articles.disclaimers import in_force
from conditions.articles.glossary import in_place
from conditions.articles.models import Revision
from conditions.articles.read import article_of, review_of, sources_of
from conditions.articles.text import CITES
from conditions.catalogue import lookup
from conditions.catalogue.models import Condition
from conditions.catalogue.read import Card, card, told
from conditions.editors.read import editors_of, edits
from conditions.importers.provenance import Stated, records_of, stated_in
from conditions.web.linked_data import article_data
from medigest.kit.cards import EMERGENCY
from medigest.kit.helplines import with_emergency_number
from medigest.kit.kept import kept
from medigest.kit.prepared import Prepared
from medigest.kit.surfaces import surface
from medigest.members.viewer import Viewer, viewer_of


def _with_article(slug: str) -> QuerySet[Condition]:
    return Condition.objects.select_related("article__current", "article__review", "merged_into").filter(slug=slug)


_the_condition = Prepared(_with_article)
_told = Prepared(lambda condition_id: told(condition_id, editors_of(condition_id), [records_of(condition_id)]))


def condition_of(slug: str) -> Condition:
    """The condition with its article and current revision, in one query; Http404."""
    condition = _the_condition.get(slug)
    if condition is None:
        raise Http404
    return condition


def revision_context(condition: Condition, revision: Revision | None, viewer: Viewer | None = None) -> dict[str, Any]:
    """What every page that shows a revision's text needs."""
    article = article_of(condition)
    # What the words of an earlier version mean is told by the glossary's own pages.
    explained = article.explained if article and revision and article.current_id == revision.pk else {}
    lead, sections = article.html_of(revision) if article and revision else ("", [])
    html = " ".join([lead, *(section["html"] for section in sections)])
    emergency = EMERGENCY in html
    return {
        "condition": condition,
        "article": {"publisher_notice": article.publisher_notice if article else ""},
        "revision": revision,
        "lacks": missing(revision.authorship, cites=CITES in html) if revision else [],
        "lead_html": in_place(lead, explained),
        "sections": [section | {"html": in_place(section["html"], explained)} for section in sections],
        "explained": explained,
        "emergency_numbers": with_emergency_number() if emergency else [],
        "emergency": emergency,
        "sources": sources_of(revision) if revision else [],
        "disclaimer": in_force(viewer),
    }


def _provenance(condition: Condition, shown: Card, stated: Stated) -> list[dict[str, Any]]:
    """Each name, the definition and each code, and where it is from (see Stated)."""
    names = [condition.name, *shown.names, *shown.former, *shown.related]
    told = [(_("Name"), name, name in stated.names, stated.names.get(name)) for name in names]
    if definition := condition.definition:
        release = stated.definitions.get(definition)
        told.append((_("Definition"), definition, definition in stated.definitions, release))
    for code in shown.codes:
        key = (code["system"], code["value"])
        told.append((*key, key in stated.codes, stated.codes.get(key)))
    return [dict(zip(("what", "text", "imported", "release"), one, strict=True)) for one in told]


@surface(disclaimer=True)
@kept("condition", "slug")
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """The current article."""
    condition = condition_of(slug)
    if condition.merged_into:
        return redirect(condition.merged_into.url, permanent=True)
    written = article_of(condition)
    review = review_of(written)
    rows = _told.rows(condition.pk)
    shown, stated = card(rows), stated_in(rows)
    viewer = viewer_of(request)
    context = revision_context(condition, written.current if written else None, viewer) | {
        "names": shown.names,
        "former": shown.former,
        "related": shown.related,
        "codes": shown.codes,
        "parents": shown.parents,
        "children": shown.children,
        "more_beneath": shown.more_beneath,
        "definition_from": stated.definitions.get(condition.definition),
        "provenance": _provenance(condition, shown, stated),
        "review": review,
        "linked_data": article_data(condition, written.current if written else None, shown, review),
        "can_edit": edits(viewer, condition),
        "editors": shown.editors,
    }
    return render(request, "conditions/article.html", context)


@surface()
def by_code(request: HttpRequest, value: str) -> HttpResponse:
    """The address of a condition by its id in an ontology, such as DOID:4239, merged ids included."""
    condition = lookup.by_code(value)
    if condition is None:
        raise Http404
    return redirect(condition.url, permanent=True)
