"""Tell a member that their post was chosen as the answer to a question, once a post. In the choice's transaction."""

from collections.abc import Sequence

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forums.notices.kinds import Kind, Telling
from forums.notices.models import Notice, Way
from forums.notices.notify import notify
from forums.threads.models import Post
from medigest.members.viewer import Viewer


def notify_of_answer(post_id: int, by_id: int | None) -> None:
    """Tell the post's author, where somebody else chose it."""
    post = Post.objects.select_related("thread").get(pk=post_id)
    # Who asked chooses as whoever they are in the thread; a moderator as themselves.
    alias_id = post.thread.alias_id if post.thread.author_id == by_id else None
    if post.author_id is not None:
        notify(kind="accepted", event_id=post_id, members=[post.author_id], author_id=by_id, alias_id=alias_id)


def _tell(notices: Sequence[Notice], viewer: Viewer) -> dict[int, Telling]:
    """Of the posts that still are the answer: one query."""
    posts = Post.objects.listed_for(viewer).filter(author=viewer.member, pk__in={one.event_id for one in notices})
    chosen = set(posts.filter(thread__answer=F("pk")).values_list("pk", flat=True))
    text = _now("A post of yours was chosen as the answer to a question.")
    return {one.pk: Telling(text=text, thread=f"accepted-{one.event_id}") for one in notices if one.event_id in chosen}


def _address(notice: Notice) -> str:
    return reverse("forums:post", args=[notice.event_id])


KIND = Kind(
    name="accepted",
    label=_("A post of yours is chosen as the answer to a question"),
    subject=_("Something about what you wrote"),
    tell=_tell,
    address=_address,
    default=Way.DIGEST,
)
