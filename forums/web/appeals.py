"""A moderator's side of appeals: which wait, and the answer to one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums.appeals import answer as answering
from forums.appeals.identities import with_alias
from forums.appeals.models import Appeal, AppealQuerySet
from forums.notices.words import action_label
from forums.sanctions.models import Sanction
from forums.threads.models import Post, Thread
from forums.threads.shown import handle_of
from forums.web.decisions import reason_label
from forums.web.forms.deciding import AnswerForm
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import Viewer, viewer_of

PAGE = 20


def _seen(viewer: Viewer) -> AppealQuerySet:
    appeals = Appeal.objects.visible_to(viewer).select_related("decision", "board", "member", "answer")
    return with_alias(appeals)


def _who(appeal: Any) -> str:
    """Who appeals, by the name under which they wrote what was decided about."""
    return appeal.alias or handle_of(appeal.member)


@surface(access=Access.MODERATOR, disclaimer=True)
def index(request: HttpRequest) -> HttpResponse:
    """Appeals that wait, newest first; those that the viewer can't decide say why."""
    viewer = viewer_of(request)
    page = keyset(
        _seen(viewer).waiting(),
        order=[("pk", int)],
        cursor=request.GET.get("after", ""),
        size=PAGE,
        key=lambda appeal: [appeal.pk],
    )
    context = {
        "appeals": [
            {
                "url": reverse("moderation:appeal", args=[appeal.pk]),
                "action_label": action_label(appeal.decision.action),
                "board": appeal.board.title if appeal.board else "",
                "handle": _who(appeal),
                "created_at": appeal.created_at,
                "why_not": answering.why_not_answer(viewer, appeal),
            }
            for appeal in page.rows
        ],
        "next_url": f"?{urlencode({'after': page.after})}" if page.after else "",
        "disclaimer": in_force(),
    }
    return render(request, "forums/moderation/appeals.html", context)


def _about(appeal: Appeal) -> tuple[str, str]:
    """Where a moderator reads what the decision was about: its address and the words of the link."""
    target, kind = appeal.decision.target_id, appeal.decision.target_kind
    if kind == "post" and Post.objects.filter(pk=target).exists():
        return reverse("moderation:item", args=[target]), _("Read the post in its thread")
    if kind == "thread":
        thread = Thread.objects.filter(pk=target).select_related("board").first()
        return (thread.get_absolute_url(), _("Read the thread")) if thread else ("", "")
    sanction = Sanction.objects.filter(pk=target).select_related("member").first() if kind == "sanction" else None
    return (
        (reverse("moderation:member", args=[sanction.member.handle]), _("Read the member's record"))
        if sanction
        else ("", "")
    )


def _show(request: HttpRequest, appeal: Appeal, form: AnswerForm, status: int = 200) -> HttpResponse:
    decision = appeal.decision
    target_url, target_label = _about(appeal)
    context = {
        "appeal": {
            "id": appeal.pk,
            "handle": _who(appeal),
            "text": appeal.text,
            "created_at": appeal.created_at,
            "open": appeal.outcome == Appeal.Outcome.OPEN,
            "outcome_label": appeal.get_outcome_display(),
            "answer": appeal.answer.statement if appeal.answer else "",
        },
        "decision": {
            "action_label": action_label(decision.action),
            "reason_label": reason_label(decision.reason),
            "created_at": decision.created_at,
            "statement": decision.statement,
        },
        "board": appeal.board,
        "target_url": target_url,
        "target_label": target_label,
        "why_not": answering.why_not_answer(viewer_of(request), appeal),
        "form": form,
        "disclaimer": in_force(),
    }
    return render(request, "forums/moderation/appeal.html", context, status=status)


@surface(access=Access.MODERATOR, methods=("GET", "POST"), disclaimer=True)
def appeal(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """One appeal with the decision it is about; its answer."""
    viewer = viewer_of(request)
    shown = _seen(viewer).filter(pk=appeal_id).first()
    if shown is None:
        raise Http404
    if request.method != "POST":
        return _show(request, shown, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, shown, form, status=422)
    try:
        done = answering.answer(
            viewer=viewer,
            appeal_id=shown.pk,
            upheld=form.cleaned_data["outcome"] == "uphold",
            statement=form.cleaned_data["statement"],
        )
    except answering.AlreadyAnswered:
        messages.warning(request, _("Nothing was changed: this appeal was decided or closed meanwhile."))
        return redirect("moderation:appeal", shown.pk)
    if done.reversed:
        messages.success(request, _("Done: the decision is taken back, and the member is told."))
    elif done.appeal.outcome == Appeal.Outcome.UPHELD:
        messages.success(
            request,
            _(
                "Done: the appeal is upheld, and the member is told. Nothing was put back: things have moved on since, "
                "or more people would read what was written for fewer."
            ),
        )
    else:
        messages.success(request, _("Done: the decision stands, and the member is told."))
    return redirect("moderation:appeals")
