"""A member's side of decisions: what was decided about them, why, and the appeal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums.appeals import bring as appealing
from forums.appeals.models import Appeal
from forums.notices.decisions import address_of
from forums.notices.words import ACTIONS, action_label, sentence
from forums.review.reasons import Reason
from forums.sanctions.models import Sanction
from forums.web.forms.deciding import AppealForm
from medigest.audit.models import Decision
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import Viewer, viewer_of

PAGE = 20
MOST_STANDING = 20


def sanction_row(sanction: Sanction) -> dict[str, Any]:
    """A sanction in words."""
    return {
        "id": sanction.pk,
        "kind": sanction.kind,
        "label": sanction.get_kind_display(),
        "board": sanction.board.title if sanction.board else "",
        "reason_label": reason_label(sanction.reason),
        "until": sanction.until,
        "imposed_at": sanction.imposed_at,
        "waits": sanction.waits_for_a_second,
    }


def reason_label(code: str) -> str:
    """The reason's name."""
    return str(dict(Reason.choices).get(code, code))


@surface(access=Access.MEMBER, disclaimer=True)
def index(request: HttpRequest) -> HttpResponse:
    """What holds now, and every decision about the viewer, newest first."""
    viewer = viewer_of(request)
    page = keyset(
        Decision.objects.filter(member=viewer.member, action__in=ACTIONS).select_related("appeal"),
        order=[("pk", int)],
        cursor=request.GET.get("after", ""),
        size=PAGE,
        key=lambda decision: [decision.pk],
    )
    held = Sanction.objects.in_force().filter(member=viewer.member).select_related("board").order_by("-pk")
    context = {
        "sanctions": [sanction_row(one) for one in held[:MOST_STANDING]],
        "decisions": [
            {
                "text": sentence(one) or action_label(one.action),
                "created_at": one.created_at,
                "url": reverse("decisions:decision", args=[one.pk]),
                "appeal_label": one.appeal.get_outcome_display() if hasattr(one, "appeal") else "",
            }
            for one in page.rows
        ],
        "next_url": f"?{urlencode({'after': page.after})}" if page.after else "",
        "disclaimer": in_force(),
    }
    return render(request, "forums/decisions/index.html", context)


def _about_me(viewer: Viewer, decision_id: int) -> Decision:
    """A decision about the viewer; those about others are not there: Http404."""
    rows = Decision.objects.filter(member=viewer.member, action__in=ACTIONS)
    return get_object_or_404(rows.select_related("appeal__answer"), pk=decision_id)


def _show(request: HttpRequest, decision: Decision, form: AppealForm, status: int = 200) -> HttpResponse:
    viewer = viewer_of(request)
    appeal: Appeal | None = getattr(decision, "appeal", None)
    sanction = None
    if decision.target_kind == "sanction":
        sanction = Sanction.objects.filter(pk=decision.target_id).select_related("board").first()
    context = {
        "decision": {
            "id": decision.pk,
            "action_label": action_label(decision.action),
            "text": sentence(decision),
            "created_at": decision.created_at,
            "reason_label": reason_label(decision.reason) if decision.reason != Reason.FINE else "",
            "statement": decision.statement,
            "basis": decision.basis,
            "basis_label": decision.get_basis_display() if decision.basis else "",
            "target_url": address_of(decision) if decision.target_kind in ("post", "thread") else "",
        },
        "sanction": sanction_row(sanction) if sanction else None,
        "lifted": bool(sanction and sanction.lifted_at),
        "appeal": appeal
        and {
            "text": appeal.text,
            "created_at": appeal.created_at,
            "outcome": appeal.outcome,
            "outcome_label": appeal.get_outcome_display(),
            "statement": appeal.answer.statement if appeal.answer else "",
        },
        "why_not": appealing.why_not_appeal(viewer, decision),
        "appeal_until": appealing.ends_at(decision),
        "form": form,
        "disclaimer": in_force(),
    }
    return render(request, "forums/decisions/decision.html", context, status=status)


@surface(access=Access.MEMBER, disclaimer=True)
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The statement of reasons: what was decided, on which facts and which rule, by whom or what, and the way back."""
    return _show(request, _about_me(viewer_of(request), decision_id), AppealForm())


@surface(access=Access.MEMBER, methods=("POST",), disclaimer=True, suspended=True)
def appeal(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Appeal against a decision."""
    viewer = viewer_of(request)
    about = _about_me(viewer, decision_id)
    form = AppealForm(request.POST)
    if not form.is_valid():
        return _show(request, about, form, status=422)
    try:
        appealing.bring(viewer=viewer, decision_id=about.pk, text=form.cleaned_data["body"])
    except appealing.AppealRefused as error:
        form.add_error("body", str(error))
        return _show(request, about, form, status=422)
    except appealing.AppealedBefore:
        messages.info(request, _("You have appealed against this decision already. Your first text is kept."))
    else:
        messages.success(request, _("Your appeal is sent. Another moderator reads it, and you are told the answer."))
    return redirect("decisions:decision", about.pk)
