"""What a notice says, in words that disclose no condition."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from medigest.audit.models import Decision

# The names of decisions, for the queue, the log and notices.
ACTIONS = {
    "approve": gettext_lazy("Published"),
    "approve-edit": gettext_lazy("Edit published"),
    "keep": gettext_lazy("Kept after a report"),
    "reject": gettext_lazy("Not published"),
    "reject-edit": gettext_lazy("Edit not published"),
    "hide": gettext_lazy("Hidden"),
    "restore": gettext_lazy("Shown again"),
    "lock": gettext_lazy("Locked"),
    "unlock": gettext_lazy("Unlocked"),
    "pin": gettext_lazy("Pinned"),
    "unpin": gettext_lazy("Unpinned"),
    "warning": gettext_lazy("Warning"),
    "silence": gettext_lazy("Silenced"),
    "suspension": gettext_lazy("Suspended"),
    "ban": gettext_lazy("Banned from a board"),
    "confirm": gettext_lazy("Confirmed by a second moderator"),
    "lift": gettext_lazy("Sanction lifted"),
    "appoint": gettext_lazy("Appointed"),
    "revoke": gettext_lazy("Grant taken back"),
    "role": gettext_lazy("Role changed"),
    "uphold-appeal": gettext_lazy("Appeal upheld"),
    "refuse-appeal": gettext_lazy("Appeal refused"),
}


def action_label(action: str) -> str:
    """The name of a decision's action."""
    return str(ACTIONS.get(action, action))


def sentence(decision: Decision) -> str:
    """What happened, said to the person it touches."""
    post = decision.target_kind == "post"
    return {
        "approve": _("A moderator read your post and published it."),
        "approve-edit": _("A moderator read your edit and published it."),
        "keep": _("A reader reported your post. A moderator read it, and it stays."),
        "reject": _(
            "A moderator read your post and did not publish it. "
            "Your text is kept, and you can change it and send it again."
        ),
        "reject-edit": _("A moderator read your edit and did not take it. The earlier text stays."),
        "hide": _("A moderator hid your post.") if post else _("A moderator hid your thread."),
        "restore": _("Your post is shown again.") if post else _("Your thread is shown again."),
        "lock": _("A moderator locked your thread. It takes no more replies."),
        "unlock": _("Your thread takes replies again."),
        "warning": _("A moderator has warned you. Nothing is taken from you."),
        "silence": _("A moderator has silenced your account for a while. You can read, export your data and appeal."),
        "suspension": _("Your account is suspended for a while. You can read, export your data and appeal."),
        "ban": _("A moderator has banned you from a board for a while. You can still read it, and appeal."),
        "confirm": _("A second moderator agreed to a decision about your account: it has no end."),
        "lift": _("A sanction on your account was lifted."),
        "appoint": _("You were appointed a moderator. Set up a second factor to use your powers."),
        "revoke": _("You are no longer a moderator of a board that you looked after."),
        "role": _("Your role on the site was changed."),
        "uphold-appeal": _("Your appeal was upheld: the decision was taken back."),
        "refuse-appeal": _("Your appeal was refused: the decision stands."),
    }.get(decision.action, "")
