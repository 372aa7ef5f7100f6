"""Tell a member of a decision about them or about what they wrote. In the decision's transaction."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forums.notices.kinds import Kind, Telling, Words
from forums.notices.models import Notice, Way
from forums.notices.notify import notify
from forums.notices.words import action_label, sentence
from forums.review.reasons import Reason
from forums.threads.models import Post, Thread
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer

# A reported post that stays is no news to its author; pins and labels are nobody's loss.
SILENT = ("keep", "pin", "unpin", "label", "slow")


def notify_of_decision(decision_id: int) -> None:
    """Tell the member whom the decision touches, unless it is their own doing."""
    decision = Decision.objects.get(pk=decision_id)
    if decision.member_id is None or decision.member_id == decision.actor_id or decision.action in SILENT:
        return
    notify(kind=kind_of(decision.action), event_id=decision.pk, members=[decision.member_id])


def kind_of(action: str) -> str:
    """The name of the kind that tells of decisions with this action."""
    return next((name for name, actions in _ACTIONS.items() if action in actions), "decision")


def tell(notices: Sequence[Notice], viewer: Viewer) -> dict[int, Telling]:
    """What was decided, to whom it touches and nobody else."""
    decisions = Decision.objects.filter(member=viewer.member).in_bulk([one.event_id for one in notices])
    return {one.pk: _telling(decisions[one.event_id]) for one in notices if one.event_id in decisions}


def _telling(decision: Decision) -> Telling:
    return Telling(
        text=sentence(decision) or action_label(decision.action),
        statement=decision.statement,
        reason=_reason(decision),
        why_url=reverse("decisions:decision", args=[decision.pk]),
        thread=f"decisions-{decision.target_kind}-{decision.target_id}",
    )


def _reason(decision: Decision) -> str:
    label = dict(Reason.choices).get(decision.reason)
    if label is None or decision.reason == Reason.FINE:
        return ""
    return _now("Reason: %(reason)s.") % {"reason": label}


def address(notice: Notice) -> str:
    """Where the notice's decision leads."""
    decision = Decision.objects.filter(pk=notice.event_id).first()
    return address_of(decision) if decision else reverse("notices:index")


def address_of(decision: Decision) -> str:
    """Where the member reads what was decided: the post's permanent link, the thread, or the decision's own page."""
    if decision.target_kind in ("sanction", "appeal", "member"):
        return reverse("decisions:decision", args=[decision.pk])
    if decision.target_kind == "post":
        post = Post.objects.filter(pk=decision.target_id).first()
        return post.get_absolute_url() if post else "/"
    thread = Thread.objects.filter(pk=decision.target_id).select_related("board").first()
    return thread.get_absolute_url() if thread else "/"


# Every other action is a decision about a post or thread.
_ACTIONS = {
    "published": ("approve", "approve-edit"),
    "sanction": ("warning", "silence", "suspension", "ban", "confirm", "lift"),
    "appeal": ("uphold-appeal", "refuse-appeal"),
    "office": ("appoint", "revoke", "role", "appoint-editor", "revoke-editor"),
}
_SUBJECT = format_lazy(_("A decision by the moderators of {site}"), site=settings.SITE_NAME)


def _kind(name: str, label: Words, *, owed: bool = True) -> Kind:
    return Kind(name=name, label=label, subject=_SUBJECT, tell=tell, address=address, default=Way.MAIL, owed=owed)


KINDS = (
    _kind("published", _("A moderator read your post or edit, and published it"), owed=False),
    _kind("decision", _("A moderator decided about a post or thread of yours")),
    _kind("sanction", _("A moderator warned you, or took something from your account")),
    _kind("appeal", _("An appeal of yours was decided")),
    _kind("office", _("You were given powers, or they were taken back")),
)
