"""Threads whose titles are like another one."""

import re

from forums.search.backends import backend
from forums.search.backends.shape import shape_of
from forums.search.models import PostEntry
from forums.search.snippets import stem
from forums.threads.models import Post, Thread
from forums.threads.rows import ThreadRow, listed, thread_row
from medigest.members.viewer import Viewer

MOST = 5
# The newest that share a word with the title; those of them that share the most are shown.
CANDIDATES = 60
# Shorter words are mostly "how", "the", "you".
SHORTEST = 4
MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")


def similar(*, viewer: Viewer, title: str, besides: Thread | None = None) -> list[ThreadRow]:
    """At most five threads that lists show to the viewer, by how many words their titles share with this one.

    `besides` is left out, and among equals the threads of its board come first. One query.
    """
    words = _words(title)
    if not words:
        return []
    wanted = [sorted(words)]
    sent = backend().sent(wanted, [], titles=True)
    keys = backend().matching(PostEntry._meta.db_table, "post_id", shape_of(wanted), sent, titles=True)
    opened = Post.objects.listed_for(viewer).filter(pk__in=keys, opening=True)
    threads = listed(Thread.objects.listed_for(viewer)).filter(pk__in=opened.values("thread"))
    if besides:
        threads = threads.exclude(pk=besides.pk)
    stems = {stem(word) for word in words}

    def likeness(thread: Thread) -> tuple[int, bool]:
        shared = stems & {stem(word) for word in _words(thread.title)}
        return len(shared), besides is not None and thread.board_id == besides.board_id

    found = sorted(threads.order_by("-pk")[:CANDIDATES], key=likeness, reverse=True)
    return [thread_row(thread) for thread in found[:MOST]]


def _words(title: str) -> set[str]:
    """The longest words of a title."""
    words = {word.lower() for word in _WORD.findall(title[:200]) if len(word) >= SHORTEST}
    return set(sorted(words, key=lambda word: (-len(word), word))[:MOST_WORDS])
