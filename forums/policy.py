"""What may be DONE: pure functions over a viewer and facts. Each returns why not, or an empty string.

Forbidden is 403 with that reason; `enforce` turns it into the exception that the web layer answers.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from medigest.kit.refusals import Forbidden
from medigest.members.viewer import Viewer

NEWCOMER_POSTS = 3
NEWCOMER_LINKS = 2
# Posts in ten minutes, by standing.
NEWCOMERS_PACE, MEMBERS_PACE, MODERATORS_PACE = 5, 12, 60
ACTIVE_STATES = ("held", "published", "rejected")


@dataclass(frozen=True)
class Stop:
    """A sanction in force that takes something away. `board_id` None: everywhere; `until` None: without an end."""

    kind: str
    board_id: int | None
    until: datetime | None

    def lasts(self) -> datetime:
        """When it ends, to compare by."""
        return self.until or datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Standing:
    """What the forums know of a writer. `consented`: stands by every document of today, and is old enough."""

    consented: bool
    newcomer: bool
    stops: tuple[Stop, ...] = ()

    def stop_on(self, board_id: int) -> Stop | None:
        """The sanction that keeps the writer from this board longest."""
        held = [stop for stop in self.stops if stop.board_id in (None, board_id)]
        return max(held, key=Stop.lasts, default=None)


def enforce(why_not: str) -> None:
    """Raise Forbidden with the reason, where there is one."""
    if why_not:
        raise Forbidden(why_not)


def why_stopped(stop: Stop) -> str:
    """What a sanction keeps its member from, until when, and what they can do about it."""
    what = {
        "silence": _("A moderator has silenced your account, so you can't write."),
        "suspension": _("Your account is suspended, so nothing can be sent or changed."),
        "ban": _("A moderator has banned you from this board, so you can't write here."),
    }[stop.kind]
    if stop.until is None:
        end = _("It has no end.")
    else:
        moment = date_format(timezone.localtime(stop.until), "j F Y, H:i")
        end = _("It ends by itself on %(moment)s (%(zone)s).") % {
            "moment": moment,
            "zone": timezone.get_current_timezone_name(),
        }
    return f"{what} {end} {_('You can still read, export your data and appeal.')}"


def why_not_write(viewer: Viewer, standing: Standing, *, board_id: int) -> str:
    """Why the viewer may not write anything on a board."""
    if not viewer.is_member:
        return _("Log in to take part.")
    if viewer.is_leaving:
        return _("Your account is about to be deleted. To write again, keep it first, under Settings.")
    stop = standing.stop_on(board_id)
    if stop:
        return why_stopped(stop)
    if not standing.consented:
        return _("Before you write, please accept the community rules and say what else you agree to.")
    return ""


def why_not_reply(
    viewer: Viewer, standing: Standing, *, state: str, locked: bool, moderates: bool, board_id: int
) -> str:
    """Why the viewer may not reply in a thread."""
    if state != "published":
        return _("This thread takes no replies, because it is not published.")
    if locked and not moderates:
        return _("This thread is locked. It can be read, and takes no more replies.")
    return why_not_write(viewer, standing, board_id=board_id)


def posts_allowed(standing: Standing, *, moderates: bool) -> int:
    """How many posts the writer may send in ten minutes."""
    if moderates:
        return MODERATORS_PACE
    return NEWCOMERS_PACE if standing.newcomer else MEMBERS_PACE


def review_needed(
    standing: Standing, *, review: str, moderates: bool, links: int = 0, hurried: bool = False, pictures: int = 0
) -> bool:
    """Whether what is written is read by a moderator before it appears.

    `hurried`: it was sent sooner after the form was opened than somebody types; of a newcomer it is always read,
    and so is what comes with pictures.
    """
    if moderates:
        return False
    if standing.newcomer and (hurried or pictures):
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
    viewer: Viewer,
    standing: Standing,
    *,
    author_id: int | None,
    state: str,
    locked: bool,
    thread_state: str,
    board_id: int,
) -> str:
    """Why the viewer may not edit a post."""
    if not viewer.is_member or author_id != viewer.member_id:
        return _("Only its author can edit a post.")
    if state not in ACTIVE_STATES or thread_state not in ACTIVE_STATES:
        return _("This post is gone, so it can't be edited.")
    if locked:
        return _("This thread is locked, so its posts can't be edited.")
    return why_not_write(viewer, standing, board_id=board_id)


def why_not_history(viewer: Viewer, *, author_id: int | None, moderates: bool) -> str:
    """Why the viewer may not read what a post said before it was edited."""
    if moderates or (viewer.is_member and author_id == viewer.member_id):
        return ""
    return _("Only its author and the moderators can see what a post said before it was edited.")


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
    if viewer.suspension:
        return viewer.suspension
    if author_id == viewer.member_id:
        return _("This is your own post. You can edit or remove it.")
    if state != "published":
        return _("This post is not published, so there is nothing to report.")
    return ""


def why_not_react(viewer: Viewer, standing: Standing, *, author_id: int | None, published: bool, board_id: int) -> str:
    """Why the viewer may not react to a post that they may see."""
    if author_id is not None and author_id == viewer.member_id:
        return _("This is your own post. Reactions are for what others wrote.")
    if not published:
        return _("This post is not published, so nobody can react to it.")
    return why_not_write(viewer, standing, board_id=board_id)


def why_not_accept(viewer: Viewer, *, question: bool, own: bool, moderates: bool, published: bool) -> str:
    """Why the viewer may not choose a post as the answer; `own`: they asked the question."""
    if not (own or moderates):
        return _("Only who asked, or a moderator, can choose the answer.")
    if viewer.suspension:
        return viewer.suspension
    if not question:
        return _("Only a reply to a question can be chosen as its answer.")
    if not published:
        return _("This post is not published, so it can't be the answer.")
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


def why_not_decide(*, moderates: bool, own: bool) -> str:
    """Why the viewer may not decide about a text; `own`: they wrote it, and nobody is judge in their own case."""
    if not moderates:
        return why_not_moderate(moderates)
    return _("You wrote this yourself, so another moderator decides about it.") if own else ""


def why_not_sanction(
    viewer: Viewer, *, member_id: int, looks_after: bool, moderates: bool, everywhere: bool, on_board: bool
) -> str:
    """Why the viewer may not sanction a member. `looks_after`: the member has powers; `on_board`: it is about one."""
    if member_id == viewer.member_id:
        return _("You can't sanction yourself.")
    if on_board and not moderates:
        return _("Only a moderator of this board can do that.")
    if not on_board and not everywhere:
        return _("Only a moderator of the whole site can decide about all boards. Choose one of yours.")
    if looks_after and not viewer.is_administrator:
        return _("This member looks after boards or articles. Only an administrator can sanction them.")
    return ""


def why_not_confirm(viewer: Viewer, *, member_id: int, imposed_by_id: int | None, allowed: bool) -> str:
    """Why the viewer may not be the second pair of eyes; `allowed`: their powers reach what it is about."""
    if viewer.member_id == imposed_by_id:
        return _("You imposed it yourself. What has no end needs a second moderator.")
    return why_not_lift(viewer, member_id=member_id, allowed=allowed)


def why_not_lift(viewer: Viewer, *, member_id: int, allowed: bool) -> str:
    """Why the viewer may not lift a sanction; `allowed`: their powers reach what it is about."""
    if viewer.member_id == member_id:
        return _("You can't decide about yourself. You can appeal.")
    return why_not_moderate(allowed)
