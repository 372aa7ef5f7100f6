"""What machines are told of a thread: `DiscussionForumPosting`, with every field that Google requires of it
(author with a name, datePublished, text; the same of each comment)."""

from collections.abc import Sequence
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from forums.boards.models import Board
from forums.threads.models import State, Thread
from forums.threads.rows import PostRow, thread_url
from medigest.kit.blocks import without_folded
from medigest.kit.canonical import absolute
from medigest.kit.linked_data import script_of
from medigest.members.viewer import Viewer


def thread_data(viewer: Viewer, thread: Thread, posts: Sequence[PostRow]) -> str:
    """The thread's first page as JSON-LD; empty where machines are told nothing.

    Only what a visitor reads, on a board that may be found from outside, and only with its opening post: later pages
    do not hold its text.
    """
    board = thread.board
    if viewer.is_member or not board.indexable or board.audience != Board.Audience.PUBLIC:
        return ""
    told = [post for post in posts if post.state == State.PUBLISHED and not post.stub and post.position]
    if thread.state != State.PUBLISHED or not told or told[0].position != 1:
        return ""
    url = absolute(thread_url(thread, board))
    opening, *replies = told
    facts: dict[str, Any] = {
        "@type": "DiscussionForumPosting",
        "@id": url,
        "url": url,
        "headline": thread.title,
        **_post(opening),
        "commentCount": max(thread.posts - 1, 0),
        "comment": [{"@type": "Comment", "url": absolute(post.permalink), **_post(post)} for post in replies],
        "isPartOf": {"@type": "WebPage", "name": board.title, "url": absolute(board.url)},
    }
    if board.condition:
        facts["about"] = {"@type": "MedicalCondition", "name": board.condition.name}
    return script_of(facts)


def _post(post: PostRow) -> dict[str, Any]:
    return {
        "author": {
            "@type": "Person",
            "name": post.author_handle or _("A former member"),
            "url": absolute(post.author_url) if post.author_url else "",
        },
        "datePublished": post.published_at.isoformat() if post.published_at else "",
        "dateModified": post.edited_at.isoformat() if post.edited_at else "",
        "text": unescape(strip_tags(without_folded(post.html))).strip(),
    }
