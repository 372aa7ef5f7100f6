"""What every way of writing shares: the writer's standing, the checked text, the key that makes a form count once."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from forums import policy
from forums.pictures.attach import chosen
from forums.pictures.models import Picture
from forums.pictures.redraw import PictureRefused
from forums.sanctions.models import Sanction
from forums.threads.mentions import pages_of
from forums.threads.models import Post, Thread
from medigest.kit import mailboxes, markup
from medigest.kit.prepared import Prepared
from medigest.members.consents import documents
from medigest.members.viewer import Viewer


class TextRefused(ValueError):
    """The text can't be taken; the message says how to mend it. `field` is the form field it belongs to."""

    def __init__(self, message: str, field: str = "body") -> None:
        super().__init__(message)
        self.field = field


class SentBefore(Exception):
    """This form was sent before with another text; `post` is what came of it then."""

    def __init__(self, post: Post) -> None:
        super().__init__("the form was sent before")
        self.post = post


@dataclass(frozen=True)
class Submitted:
    """What came of a submission; `repeated` where the same form had been taken before."""

    post: Post
    thread: Thread
    repeated: bool = False


def _standing(member_id: int) -> QuerySet[Any, Any]:
    """A row for each consent, with whether enough was published, and one for each sanction in force."""
    published = Post.objects.filter(author_id=member_id, published_at__isnull=False).order_by()
    enough = Exists(published[policy.NEWCOMER_POSTS - 1 : policy.NEWCOMER_POSTS])
    nowhere, never = Cast(Value(None), models.BigIntegerField()), Cast(Value(None), models.DateTimeField())
    given = documents.standing(member_id).values_list("kind", "version", "of_age", enough, nowhere, never)
    stops = Sanction.objects.stopping().filter(member_id=member_id)
    held = stops.values_list("kind", Value(""), Value(False), Value(False), "board_id", "until")
    return given.union(held, all=True)


_facts = Prepared(_standing)


def standing_of(viewer: Viewer) -> policy.Standing:
    """The viewer's standing as a writer, in one query: consents, sanctions, and whether enough posts were published."""
    if viewer.member_id is None:
        return policy.Standing(consented=False, newcomer=True)
    rows = _facts.rows(viewer.member_id)
    # Whoever uses an address that is thrown away stays a newcomer: nothing is refused, a moderator reads first.
    lasting = not mailboxes.is_thrown_away(viewer.member.email if viewer.member else "")
    return policy.Standing(
        consented=documents.complete(documents.Given(*row[:3]) for row in rows if row[1]),
        newcomer=not (lasting and any(row[3] for row in rows)),
        stops=tuple(policy.Stop(row[0], *row[4:]) for row in rows if not row[1]),
    )


def links_in(html: str) -> int:
    """How many links to other sites the rendered text holds."""
    return html.count('rel="nofollow')


def enforce_links(standing: policy.Standing, html: str, *, moderates: bool) -> None:
    """Raise TextRefused where a newcomer's text holds too many links."""
    why_not = policy.why_not_so_many_links(standing, links=links_in(html), moderates=moderates)
    if why_not:
        raise TextRefused(why_not)


def rendered(body: str) -> str:
    """The post's HTML. Raises TextRefused."""
    if not body.strip():
        raise TextRefused(_("Please write something."))
    try:
        return markup.render(body, members=pages_of(body))
    except markup.MarkupError as error:
        raise TextRefused(str(error)) from error


def chosen_pictures(viewer: Viewer, key: str, *, post_id: int | None = None) -> list[Picture]:
    """The pictures that go with a form; `post_id`: the post that it edits. Raises TextRefused."""
    try:
        return chosen(owner_id=viewer.member_id, key=key, post_id=post_id)
    except PictureRefused as error:
        raise TextRefused(str(error), "pictures") from error


def with_words_of(pictures: list[Picture], text: str) -> str:
    """What the rules read: the text, and what is said of its pictures."""
    return "\n".join([text, *(picture.alternative for picture in pictures)])


def earlier(viewer: Viewer, key: str, body: str) -> Submitted | None:
    """What the same form made before, or None. Raises SentBefore where its text was another."""
    post = Post.objects.filter(author_id=viewer.member_id, submission_key=key).select_related("thread__board").first()
    if post is None:
        return None
    # Compared with what was sent then: the first revision, where the post was edited since.
    first = post.revisions.order_by("number").first()
    if (first.source if first else post.source) != body:
        raise SentBefore(post)
    return Submitted(post, post.thread, repeated=True)
