"""Members whom a text names with an @: a link to their page, and a notice once others can read it."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower

from forums.boards.models import Board
from forums.threads.models import Post
from forums.threads.quotes import without_any
from medigest.kit.addresses import address_of
from medigest.kit.references import handles_in
from medigest.members.models import Member
from medigest.members.viewer import Viewer

# So many of a text are links and are told; whoever names more reaches nobody more, and pays for no more.
MOST = 5
OFFERED = 8


def mentioned(source: str) -> dict[str, int]:
    """The first few members named in what the text itself says, by handle in lower case. Nothing asked without an @."""
    named = handles_in(without_any(source))[:MOST]
    if not named:
        return {}
    there = Member.objects.annotate(lower=Lower("handle")).filter(lower__in=named, is_active=True, leaving_at=None)
    return dict(there.values_list("lower", "pk"))


def pages_of(source: str) -> dict[str, str]:
    """The pages of the members whom a text names, by handle in lower case."""
    return {handle: address_of("members:profile", handle) for handle in mentioned(source)}


def taking_part(*, viewer: Viewer, board: Board, beginning: str) -> list[str]:
    """Handles that begin so, of others who wrote on the board, as themselves, what the viewer may read."""
    wrote = Post.objects.listed_for(viewer).filter(thread__board=board, alias=None, author=OuterRef("pk"))
    members = Member.objects.filter(Exists(wrote), handle__istartswith=beginning, is_active=True, leaving_at=None)
    return list(members.exclude(pk=viewer.member_id or 0).order_by("handle").values_list("handle", flat=True)[:OFFERED])
