"""Editors write: save a draft, preview it, publish it as a revision."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from conditions.articles import text
from conditions.articles.authorship import NOBODY, how_to_mend, missing
from conditions.articles.disclaimers import in_force
from conditions.articles.draft import EditedMeanwhile, SourceFact, save_draft
from conditions.articles.models import Article, Draft, Origin
from conditions.articles.publish import NothingChanged, fact_of, publish
from conditions.articles.reading_age import PLAIN, reading_age
from conditions.articles.unsourced import unsourced
from conditions.catalogue.models import Condition
from conditions.web.forms import DraftForm, SourceFormSet
from conditions.web.gates import only_its_editors
from medigest.kit.cards import EMERGENCY
from medigest.kit.compare import compare
from medigest.kit.helplines import with_emergency_number
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

PREFIX = "sources"


@dataclass
class _Desk:
    """What the editing page holds at the moment."""

    condition: Condition
    draft: Draft | None
    form: Any
    sources: Any
    preview: dict[str, Any] | None = None
    errors: list[str] = field(default_factory=list)


def _open(condition: Condition) -> tuple[Article | None, Draft | None]:
    article = Article.objects.select_related("current").filter(condition=condition).first()
    return article, Draft.objects.filter(article=article).first() if article else None


def _fresh(condition: Condition) -> _Desk:
    """The page as it opens: the draft, else the published text."""
    article, draft = _open(condition)
    facts: list[SourceFact] = []
    body = ""
    if draft:
        body, facts = draft.body, [SourceFact.from_json(stored) for stored in draft.sources]
    elif article and article.current:
        body = article.current.body
        facts = [fact_of(one.source) for one in article.current.citations.select_related("source")]
    by = draft.authorship if draft else article.current.authorship if article and article.current else NOBODY
    stands = {"body": body, "version": draft.version if draft else 0, "note": draft.note if draft else ""}
    form = DraftForm(initial=stands | asdict(by))
    return _Desk(condition, draft, form, SourceFormSet(prefix=PREFIX, initial=[vars(fact) for fact in facts]))


def _render(request: HttpRequest, desk: _Desk, status: int = 200) -> HttpResponse:
    return render(request, "conditions/edit.html", vars(desk) | {"disclaimer": in_force()}, status=status)


def _one_more(data: QueryDict) -> QueryDict:
    """The posted form with room for another source."""
    more = data.copy()
    total = f"{PREFIX}-TOTAL_FORMS"
    shown = more.get(total, "0")
    more[total] = str(min(int(shown) + 1, 100)) if shown.isascii() and shown.isdigit() else "1"
    return more


@surface(access=Access.EDITOR, methods=("GET", "POST"), disclaimer=True)
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the article of a condition."""
    condition = get_object_or_404(Condition, slug=slug)
    only_its_editors(viewer_of(request), condition)
    if request.method != "POST":
        return _render(request, _fresh(condition))
    do = request.POST.get("do", "save")
    _article, draft = _open(condition)
    posted = _one_more(request.POST) if do == "add-source" else request.POST
    desk = _Desk(condition, draft, DraftForm(posted), SourceFormSet(posted, prefix=PREFIX))
    if do == "add-source":
        return _render(request, desk)
    if not (desk.form.is_valid() & desk.sources.is_valid()):
        return _render(request, desk, 422)
    return _save(request, desk, do)


def _save(request: HttpRequest, desk: _Desk, do: str) -> HttpResponse:
    """Save the draft whatever was asked, so that nothing is lost; then preview or publish it."""
    data, facts, viewer = desk.form.cleaned_data, desk.sources.facts(), viewer_of(request)
    try:
        desk.draft = save_draft(
            condition_id=desk.condition.pk,
            body=data["body"],
            sources=facts,
            note=data["note"],
            authorship=desk.form.authorship(),
            editor_id=viewer.member_id,
            opened_version=data["version"],
        )
    except EditedMeanwhile as meanwhile:
        return _conflict(request, desk, meanwhile.draft)
    try:
        if do == "publish":
            publish(
                condition_id=desk.condition.pk,
                body=data["body"],
                sources=facts,
                origin=Origin.EDITOR,
                author_id=viewer.member_id,
                note=data["note"],
                authorship=desk.form.authorship(),
            )
            messages.success(request, _("The article is published."))
            return redirect("conditions:article", desk.condition.slug)
        rendered = text.render(data["body"])
    except text.TextError as error:
        desk.errors = error.problems
        return _again(request, desk, 422)
    except NothingChanged:
        messages.info(request, _("The article already reads so; there is nothing to publish."))
        return redirect("conditions:article", desk.condition.slug)
    if do == "preview":
        desk.preview = _preview(desk, rendered, facts)
        return _again(request, desk)
    messages.success(request, _("The draft is saved. Only editors see it."))
    return redirect("conditions:edit", desk.condition.slug)


def _preview(desk: _Desk, rendered: text.Rendered, facts: list[SourceFact]) -> dict[str, Any]:
    """The text as readers will see it, what speaks against it, and what changes by it."""
    body = desk.form.cleaned_data["body"]
    numbered = {key: number for number, key in enumerate(rendered.cited, start=1)}
    parts = [rendered.lead_html, *(section.html for section in rendered.sections)]
    age = reading_age(parts)
    lacks = missing(desk.form.authorship(), cites=bool(rendered.cited))
    article, _draft = _open(desk.condition)
    current = article.current if article else None
    return {
        "reading_age": age,
        "hard": age is not None and age > PLAIN,
        "lacks": [how_to_mend(mark) for mark in lacks],
        "unsourced": unsourced(body),
        "lead_html": rendered.lead_html,
        "sections": rendered.sections,
        "emergency": any(EMERGENCY in html for html in parts),
        "emergency_numbers": with_emergency_number(),
        "sources": [vars(fact) | {"number": numbered[fact.key]} for fact in facts if fact.key in numbered],
        "published": current is not None,
        "changes": [row.parts for row in compare(current.body, body) if row.changed] if current else [],
    }


def _again(request: HttpRequest, desk: _Desk, status: int = 200) -> HttpResponse:
    """The same page, now at the version that was just saved."""
    posted = desk.form.data.copy()
    posted["version"] = str(desk.draft.version if desk.draft else 0)
    desk.form = DraftForm(posted)
    return _render(request, desk, status)


def _conflict(request: HttpRequest, desk: _Desk, theirs: Draft) -> HttpResponse:
    """Somebody else saved meanwhile: both texts are shown, and saving again keeps this editor's."""
    desk.draft = theirs
    desk.errors = [
        _(
            "Somebody else saved this draft while you wrote. Your text is in the form and not saved yet; theirs is "
            "shown below. Bring the two together, then save again."
        )
    ]
    desk.preview = {"theirs": theirs.body}
    return _again(request, desk, 409)
