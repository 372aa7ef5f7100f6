"""What a rule would have caught."""

from dataclasses import dataclass

from forums.boards.models import Board
from forums.rules import engine
from forums.rules.models import Rule
from forums.threads.models import Post
from medigest.members.viewer import Viewer

POSTS = 1000
SHOWN = 50


@dataclass(frozen=True)
class Caught:
    """Of how many posts a rule would have caught how many, and the newest of those with what was found."""

    looked_at: int
    number: int
    newest: list[tuple[Post, str]]


def dry_run(*, viewer: Viewer, board: Board | None, kind: str, text: str) -> Caught:
    """Try a rule on the last 1,000 posts that the viewer may read there. Raises engine.PatternRefused."""
    engine.check(kind, text)
    rule = Rule(kind=kind, text=text)
    posts = Post.objects.visible_to(viewer).select_related("thread__board").order_by("-pk")
    if board:
        posts = posts.filter(thread__board=board)
    looked_at = list(posts[:POSTS])
    caught = [(post, what) for post in looked_at if (what := engine.found(rule, post.source))]
    return Caught(len(looked_at), len(caught), caught[:SHOWN])
