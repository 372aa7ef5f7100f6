"""What may be SEEN. Every read of boards, threads and posts goes through here, by `visible_to` on the managers.

Hidden is 404: what these conditions leave out does not exist for the viewer.
"""

from django.db.models import Q

from conditions.models import Closure
from medigest.members.viewer import Viewer

PUBLIC, MEMBERS = "public", "members"
PUBLISHED, HIDDEN, REMOVED = "published", "hidden", "removed"
# Once these were public: their place in the thread stays, their text does not.
STUBS = (HIDDEN, REMOVED)


def moderated_boards(viewer: Viewer, board: str = "") -> Q:
    """Rows on boards that the viewer moderates; `board` is the path to the board, such as "thread__board__"."""
    scope = viewer.moderation
    if scope.everywhere:
        return ~Q(pk=None)
    beneath = Closure.objects.filter(ancestor_id__in=scope.conditions).values("descendant_id")
    return Q(**{f"{board}id__in": scope.boards}) | Q(**{f"{board}condition_id__in": beneath})


def seen_boards(viewer: Viewer, board: str = "") -> Q:
    """Rows on boards whose existence the viewer may know."""
    audiences = [PUBLIC, MEMBERS] if viewer.is_member else [PUBLIC]
    return Q(**{f"{board}audience__in": audiences})


def seen_threads(viewer: Viewer, thread: str = "") -> Q:
    """Rows of threads that the viewer may open: published ones, their own in any state, those they moderate."""
    seen = Q(**{f"{thread}state": PUBLISHED}) & seen_boards(viewer, f"{thread}board__")
    if viewer.is_member:
        seen |= Q(**{f"{thread}author_id": viewer.member_id})
    if viewer.is_moderator:
        seen |= moderated_boards(viewer, f"{thread}board__")
    return seen


def seen_posts(viewer: Viewer, post: str = "") -> Q:
    """Rows of posts whose text the viewer may read; `post` is the path to the post."""
    published = Q(**{f"{post}thread__state": PUBLISHED}) & seen_boards(viewer, f"{post}thread__board__")
    seen = Q(**{f"{post}state": PUBLISHED}) & published
    if viewer.is_member:
        seen |= Q(**{f"{post}author_id": viewer.member_id})
    if viewer.is_moderator:
        seen |= moderated_boards(viewer, f"{post}thread__board__")
    return seen


def sees_text(viewer: Viewer, *, state: str, author_id: int | None, thread_state: str, moderates: bool) -> bool:
    """`seen_posts` for one post of a thread that the viewer may open."""
    if moderates or (viewer.is_member and author_id == viewer.member_id):
        return True
    return state == PUBLISHED and thread_state == PUBLISHED


def sees_stub(*, state: str, thread_state: str) -> bool:
    """Whether somebody who may not read the post is shown that something stood in its place."""
    return state in STUBS and thread_state == PUBLISHED
