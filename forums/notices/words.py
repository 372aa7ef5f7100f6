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
    "auto-hide": gettext_lazy("Hidden after several reports"),
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
    "appoint-editor": gettext_lazy("Appointed as an editor"),
    "revoke-editor": gettext_lazy("An editor's grant taken back"),
    "uphold-appeal": gettext_lazy("Appeal upheld"),
    "refuse-appeal": gettext_lazy("Appeal refused"),
    "uphold": gettext_lazy("Stays hidden"),
    "attend": gettext_lazy("Looked after"),
    "look-behind": gettext_lazy("Looked behind an alias"),
    "amend": gettext_lazy("Text changed by a moderator"),
    "redact": gettext_lazy("Quotation taken out"),
    "answer": gettext_lazy("Answer chosen"),
    "move": gettext_lazy("Moved to another board"),
    "split": gettext_lazy("Split off as a thread of its own"),
    "merge": gettext_lazy("Joined to another thread"),
    "label": gettext_lazy("Label set"),
    "slow": gettext_lazy("Slowed down"),
    "close": gettext_lazy("Closing date set"),
}


def action_label(action: str) -> str:
    """The name of a decision's action."""
    return str(ACTIONS.get(action, action))


def outcome(decision: Decision) -> str:
    """How a report ended, said to the person who sent it."""
    if decision.action in ("hide", "uphold", "reject"):
        return _("You reported a post. A moderator read it and took it out of sight. Thank you.")
    if decision.action == "amend":
        return _("You reported a post. A moderator read it and changed its text. Thank you.")
    if decision.action == "attend":
        return _("You reported that somebody may be in danger. A moderator has looked after it. Thank you.")
    return _("You reported a post. A moderator read it, and it stays: it is within the rules. Thank you for looking.")


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
        "auto-hide": _("Several readers reported your post. It is hidden until a moderator has read it."),
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
        "appoint-editor": _("You were appointed an editor of an article. Set up a second factor to use your powers."),
        "revoke-editor": _("You are no longer an editor of an article that you looked after."),
        "uphold-appeal": _("Your appeal was upheld: the decision is taken back, as far as it still stood."),
        "refuse-appeal": _("Your appeal was refused: the decision stands."),
        "attend": _("A moderator has read what you wrote, and has a word for you."),
        "uphold": _("A moderator read your post again. It stays hidden."),
        "look-behind": _("A moderator was shown who writes under your alias. Nobody else is told."),
        "amend": _("A moderator changed the text of your post. Readers see that it was changed, and why."),
        "redact": _("A post that you quoted was hidden. The quotation was taken out of your post; the rest stands."),
        "answer": _("A moderator changed which post is the answer to your question."),
        "move": _("A moderator moved your thread to another board. Its old address leads there."),
        "split": _("A moderator made a thread of its own of posts that began with yours. Their old places lead there."),
        "merge": _("A moderator joined your thread to another one. Its old address leads there."),
        "close": _("A moderator set or changed the date after which your thread takes no more replies."),
    }.get(decision.action, "")
