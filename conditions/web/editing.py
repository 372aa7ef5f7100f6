"""Editors write: the whole of an article or a section, kept as they type, shown beside the text, published."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from conditions.articles.draft import DraftRefused, EditedMeanwhile, discard_draft, draft_of, save_draft
from conditions.articles.join import join_draft, meet
from conditions.articles.models import Article, Draft, Origin
from conditions.articles.publish import NothingChanged, PublishedMeanwhile, publish
from conditions.articles.sections import WHOLE, section_of
from conditions.articles.text import TextError
from conditions.catalogue.models import Condition
from conditions.web.desk import Desk, fresh, number_in, preview_of, sent, typed, with_source
from conditions.web.gates import only_its_editors
from medigest.kit.compare import compare
from medigest.kit.join import Kind, Side
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of


@surface(access=Access.EDITOR, methods=("GET", "POST"), disclaimer=True)
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the article of a condition."""
    condition = get_object_or_404(Condition, slug=slug)
    viewer = viewer_of(request)
    only_its_editors(viewer, condition)
    if request.method != "POST":
        return _page(request, fresh(condition, viewer.member_id, request.GET.get("section", "")))
    do = request.POST.get("do", "save")
    if do == "discard":
        return _discard(request, condition)
    if do == "join":
        return _join(request, condition)
    return _save(request, condition, do)


def _page(request: HttpRequest, desk: Desk, status: int = 200) -> HttpResponse:
    told = {
        "desk": desk,
        "condition": desk.condition,
        "form": desk.form,
        "sources": desk.sources,
        "earlier": desk.earlier(),
        "writing": desk.writing(),
        "draft": desk.draft,
        "preview": desk.preview,
        "errors": desk.errors,
        "disclaimer": in_force(),
    }
    return render(request, "conditions/edit.html", told, status=status)


def _save(request: HttpRequest, condition: Condition, do: str) -> HttpResponse:
    """Keep what was typed whatever was asked, so that nothing is lost; then do what was asked."""
    data, editor_id = request.POST, viewer_of(request).member_id or 0
    desk = sent(condition, request, data)
    if do in ("add-source", "take-source"):
        key = data.get("earlier") if do == "take-source" else None
        desk = sent(
            condition, request, with_source(data, next((one for one in desk.earlier() if one.key == key), None))
        )
    try:
        desk.draft = save_draft(
            condition_id=condition.pk,
            editor_id=editor_id,
            typed=typed(data, desk.sources),
            opened_version=desk.version,
            base_number=desk.base,
            tab=desk.tab,
            same_tab=do != "keep",
        )
    except EditedMeanwhile as meanwhile:
        return _elsewhere(request, desk, meanwhile.draft, do)
    except DraftRefused as refused:
        if do == "keep":
            return _kept(request, desk, str(refused))
        desk.errors = [str(refused)]
        return _page(request, desk, 422)
    desk.version, desk.article = desk.draft.version, desk.article or desk.draft.article
    if do == "keep":
        return _kept(request, desk)
    if do in ("add-source", "take-source"):
        return _page(request, desk)
    if do == "compare":
        return _meeting(request, condition, 200)
    if do == "go":
        return _back(condition, data.get("part", WHOLE))
    if not desk.sources.is_valid() or not desk.form.is_valid():
        return _page(request, desk, 422)
    if do == "publish":
        return _publish(request, desk, desk.draft)
    if do == "preview":
        return _page(request, desk, _look(desk))
    messages.success(request, _("The draft is saved. Nobody else reads it before it is published."))
    return _back(condition, desk.section if section_of(desk.body, desk.section) else WHOLE)


def _look(desk: Desk) -> int:
    """Put the preview on the page, or what is wrong with the text; the status of the answer."""
    try:
        desk.preview = preview_of(desk)
    except TextError as error:
        desk.errors = error.problems
        return 422
    return 200


def _back(condition: Condition, section: str) -> HttpResponseRedirect:
    query = f"?{urlencode({'section': section})}" if section else ""
    return HttpResponseRedirect(reverse("conditions:edit", args=[condition.slug]) + query)


def _kept(request: HttpRequest, desk: Desk, problem: str = "") -> HttpResponse:
    """For the script: that the text is kept, the preview anew, and what can be cited."""
    if not problem:
        _look(desk)
    return render(request, "conditions/_kept.html", {"desk": desk, "problem": problem})


def _elsewhere(request: HttpRequest, desk: Desk, there: Draft, do: str) -> HttpResponse:
    """The editor wrote in another tab too: both are compared, and saving again keeps what stands here."""
    desk.draft = there
    if do == "keep":
        return _kept(request, desk, _("Not kept: you wrote this in another tab too. Save it here to compare the two."))
    desk.version = there.version
    desk.errors = [
        _(
            "You wrote this in another tab too. What you typed here is in the form and not saved yet; below you see "
            "how it differs. Bring the two together, then save again: that keeps what stands in the form."
        )
    ]
    mine = request.POST.get("body", "")
    theirs = section_of(there.body, desk.section) or ""
    desk.preview = {"differs": [row.parts for row in compare(theirs, mine)]}
    return _page(request, desk, 409)


def _publish(request: HttpRequest, desk: Desk, draft: Draft) -> HttpResponse:
    condition = desk.condition
    try:
        publish(
            condition_id=condition.pk,
            body=draft.body,
            sources=desk.sources.facts(),
            origin=Origin.EDITOR,
            author_id=draft.editor_id,
            note=draft.note,
            authorship=draft.authorship,
            draft=draft,
        )
    except TextError as error:
        desk.errors = error.problems
        return _page(request, desk, 422)
    except PublishedMeanwhile:
        return _meeting(request, condition, 409)
    except NothingChanged:
        discard_draft(draft_id=draft.pk, editor_id=draft.editor_id, version=draft.version)
        messages.info(request, _("The article already reads so; there is nothing to publish."))
        return redirect(condition.url)
    messages.success(request, _("The article is published."))
    return redirect(condition.url)


def _meeting(request: HttpRequest, condition: Condition, status: int) -> HttpResponse:
    """The editor's draft beside what was published since it was begun."""
    article = Article.objects.select_related("current__author").filter(condition=condition).first()
    draft, published = draft_of(article, viewer_of(request).member_id), article.current if article else None
    if draft is None or published is None or draft.base_id == published.pk:
        return _back(condition, WHOLE)
    pieces, clash = [], 0
    for piece in meet(draft, published).pieces:
        told = {"kind": piece.kind, "text": piece.text(), "long": piece.text().count("\n") > 3, "clash": clash}
        before, after = (piece.theirs, piece.mine) if piece.kind == Kind.CLASH else (piece.base, piece.text())
        rows = [] if piece.kind == Kind.SAME else compare(before, after)
        pieces.append(told | {"parts": [part for row in rows for part in row.parts]})
        clash += piece.kind == Kind.CLASH
    context = {
        "condition": condition,
        "draft": draft,
        "published": published,
        "author_handle": published.author.handle if published.author else "",
        "pieces": pieces,
        "clashes": clash,
        "sides": [(Side.BOTH, _("Keep both")), (Side.THEIRS, _("Take theirs")), (Side.MINE, _("Keep mine"))],
        "disclaimer": in_force(),
    }
    return render(request, "conditions/join.html", context, status=status)


def _join(request: HttpRequest, condition: Condition) -> HttpResponse:
    """Bring both together as the editor decided, and go on with that."""
    decided = {name.removeprefix("side-"): value for name, value in request.POST.items() if name.startswith("side-")}
    try:
        join_draft(
            condition_id=condition.pk,
            editor_id=viewer_of(request).member_id or 0,
            version=number_in(request.POST, "version"),
            number=number_in(request.POST, "number"),
            sides={
                int(at): Side(side)
                for at, side in decided.items()
                if at.isdecimal() and len(at) < 6 and side in list(Side)
            },
        )
    except (EditedMeanwhile, PublishedMeanwhile):
        messages.info(request, _("Something came in between. Here are both texts as they stand now."))
        return _meeting(request, condition, 409)
    except (Draft.DoesNotExist, Article.DoesNotExist):
        return _back(condition, WHOLE)
    messages.success(request, _("Both texts are joined in your draft. Read it once more, then publish it."))
    return _back(condition, WHOLE)


def _discard(request: HttpRequest, condition: Condition) -> HttpResponse:
    draft = Draft.objects.filter(article__condition=condition, editor=viewer_of(request).member).first()
    version = number_in(request.POST, "version")
    if draft and discard_draft(draft_id=draft.pk, editor_id=draft.editor_id, version=version):
        messages.success(request, _("The draft is discarded."))
        return redirect(condition.url)
    messages.info(request, _("This draft was saved elsewhere meanwhile, so it stays. Here it is."))
    return _back(condition, WHOLE)
