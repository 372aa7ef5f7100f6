"""The kinds of notices: what each says, to whom, and by which way unless its member chose another.

To add a kind, write a module beside this one with a `Kind`, and have `forums/wiring.py` register it:

    REPLIES = Kind(
        name="reply",
        label=_("Somebody answers you"),
        subject=_("Something new for you"),   # of its mails; on locked screens too, so it discloses nothing
        default=Way.DIGEST,
        tell=tell,                            # the words of many notices, in a constant number of queries
        address=address,                      # where one of them leads
    )

`tell` is the re-check: it asks `visible_to(viewer)`, and who blocked whom, each time a notice is shown, mailed or put
in a digest, and leaves out what may not be told any more. Then call `notify` where it happens, or `notify_audience`
for more than a handful of members.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.models import QuerySet

from forums.notices.models import Notice, Way
from medigest.members.viewer import Viewer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Words: TypeAlias = "StrOrPromise"


@dataclass(frozen=True)
class Telling:
    """What a notice says now: no condition, board or title, since it stands in mails too.

    `statement` is quoted beneath; `why_url` leads to the reasons; `thread` is equal for mails that belong together.
    """

    text: str
    statement: str = ""
    reason: str = ""
    why_url: str = ""
    thread: str = ""


# By the notice's id; what may not be told any more is not in it.
Tell = Callable[[Sequence[Notice], Viewer], dict[int, Telling]]


@dataclass(frozen=True)
class Kind:
    """A kind of event. `owed`: the member always finds it on the site, only the mail can be declined.

    `audience` answers, for the id of an event, with rows that have a `member` (such as Follow): who is told of it by
    `notify_audience`.
    """

    name: str
    label: Words
    subject: Words
    tell: Tell
    address: Callable[[Notice], str]
    default: Way = Way.SITE
    owed: bool = False
    audience: Callable[[int], QuerySet[Any]] | None = None

    @property
    def ways(self) -> list[Way]:
        """The ways that a member may choose."""
        return [way for way in Way if way != Way.NONE or not self.owed]


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Let members be told of these kinds."""
    _kinds.update({kind.name: kind for kind in kinds})


def kinds() -> list[Kind]:
    """Every kind, in the order of registering."""
    return list(_kinds.values())


def kind_named(name: str) -> Kind:
    """The kind of that name. Raises KeyError for one that nobody registered."""
    return _kinds[name]


def tell(notices: Sequence[Notice], viewer: Viewer) -> dict[int, Telling]:
    """What the notices say to their member now, by id: kinds that are told by one function are asked together."""
    by_teller: dict[Tell, list[Notice]] = {}
    for notice in notices:
        if notice.kind in _kinds:
            by_teller.setdefault(_kinds[notice.kind].tell, []).append(notice)
    told: dict[int, Telling] = {}
    for teller, theirs in by_teller.items():
        told.update(teller(theirs, viewer))
    return told
