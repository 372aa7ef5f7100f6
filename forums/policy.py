"""What may be DONE: pure functions over a viewer and facts. Each returns why not, or an empty string.

Forbidden is 403 with that reason; `enforce` turns it into the exception that the web layer answers.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from medigest.kit.refusals import Forbidden
from medigest.members.viewer import Viewer

NEWCOMER_POSTS = 3
NEWCOMER_LINKS = 2
# Posts in ten minutes, by standing.
NEWCOMERS_PACE, MEMBERS_PACE, MODERATORS_PACE = 5, 12, 60
ACTIVE_STATES = ("held", "published", "rejected")


@dataclass(frozen=True)
class Standing:
    """What the forums know of a writer. `consented`: stands by the rules and the forum disclaimer of today."""

    consented: bool
    newcomer: bool


def enforce(why_not: str) -> None:
    """Raise Forbidden with the reason, where there is one."""
    if why_not:
        raise Forbidden(why_not)


def why_not_write(viewer: Viewer, standing: Standing) -> str:
    """Why the viewer may not write anything anywhere."""
    if not viewer.is_member:
        return _("Log in to take part.")
    if not standing.consented:
        return _("Please read and accept the community rules first.")
    return ""


def why_not_reply(viewer: Viewer, standing: Standing, *, state: str, locked: bool, moderates: bool) -> str:
    """Why the viewer may not reply in a thread."""
    if state != "published":
        return _("This thread takes no replies, because it is not published.")
    if locked and not moderates:
        return _("This thread is locked. It can be read, and takes no more replies.")
    return why_not_write(viewer, standing)


def posts_allowed(standing: Standing, *, moderates: bool) -> int:
    """How many posts the writer may send in ten minutes."""
    if moderates:
        return MODERATORS_PACE
    return NEWCOMERS_PACE if standing.newcomer else MEMBERS_PACE


def review_needed(standing: Standing, *, review: str, moderates: bool, links: int = 0, hurried: bool = False) -> bool:
    """Whether what is written is read by a moderator before it appears.

    `hurried`: it was sent sooner after the form was opened than somebody types; of a newcomer it is always read.
    """
    if moderates:
        return False
    if standing.newcomer and hurried:
        return True
    return (
        review == "everyone"
        or (review in ("newcomers", "links") and standing.newcomer)
        or (review == "links" and links > 0)
    )


def why_not_so_many_links(standing: Standing, *, links: int, moderates: bool) -> str:
    """Why a text may not hold so many web addresses."""
    if moderates or not standing.newcomer or links <= NEWCOMER_LINKS:
        return ""
    return _(
        "While you are new here, a post can hold two links at most, because of advertisers. "
        "Please keep the ones that matter most."
    )


def why_not_edit(
    viewer: Viewer, standing: Standing, *, author_id: int | None, state: str, locked: bool, thread_state: str
) -> str:
    """Why the viewer may not edit a post."""
    if not viewer.is_member or author_id != viewer.member_id:
        return _("Only its author can edit a post.")
    if state not in ACTIVE_STATES or thread_state not in ACTIVE_STATES:
        return _("This post is gone, so it can't be edited.")
    if locked:
        return _("This thread is locked, so its posts can't be edited.")
    return why_not_write(viewer, standing)


def why_not_remove(viewer: Viewer, *, author_id: int | None, state: str) -> str:
    """Why the viewer may not remove a post. Consent is not asked: taking back is always free."""
    if not viewer.is_member or author_id != viewer.member_id:
        return _("Only its author can remove a post.")
    if state in ("removed", "withdrawn"):
        return _("This post is removed already.")
    return ""


def why_not_report(viewer: Viewer, *, author_id: int | None, state: str) -> str:
    """Why the viewer may not report a post."""
    if not viewer.is_member:
        return _("Log in to report a post.")
    if author_id == viewer.member_id:
        return _("This is your own post. You can edit or remove it.")
    if state != "published":
        return _("This post is not published, so there is nothing to report.")
    return ""


def why_not_move(*, members_only: tuple[bool, bool], indexable: tuple[bool, bool]) -> str:
    """Why what was written on one board may not stand on another: its audience must never widen. Each (from, to)."""
    if members_only == (True, False):
        return _("What was written for members only can't be moved to a board that everybody reads.")
    if indexable == (False, True):
        return _("What search engines do not list can't be moved to a board that they do.")
    return ""


def why_not_moderate(moderates: bool) -> str:
    """Why the viewer may not decide about a post or thread."""
    return "" if moderates else _("Only a moderator of this board can do that.")
