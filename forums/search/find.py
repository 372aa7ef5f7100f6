"""Find what the viewer may read: conditions by name, threads by title, posts and articles by their words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet

from conditions.catalogue.folding import fold
from conditions.catalogue.lookup import Match
from conditions.catalogue.lookup import find as find_conditions
from conditions.catalogue.resembling import resembling
from conditions.models import Closure, Condition, Name
from forums.activity.read import written_by
from forums.boards.models import Board
from forums.following.levels import followed, only_followed, with_level
from forums.search.backends import backend
from forums.search.backends.shape import Shape, shape_of
from forums.search.models import ArticleEntry, PostEntry
from forums.search.query import Groups, Query
from forums.search.snippets import Snippet, snippets
from forums.threads.models import Post, PostQuerySet, State, Thread, ThreadKind, ThreadQuerySet
from forums.threads.rows import ThreadRow, listed, thread_row
from forums.threads.shown import AUTHOR, AUTHOR_COLUMNS, shown_author
from medigest.kit.paging import begins_after, cursor_of
from medigest.kit.prepared import Prepared
from medigest.members.prepared import PreparedFor
from medigest.members.viewer import Viewer

PAGE_SIZE = 20
MOST_CONDITIONS, MOST_THREADS, MOST_ARTICLES = 5, 5, 20
MOST_NAMES = 10
# Posts are looked for among so many of the newest first: a word that is common is found there many times, and one that
# is not has few rows anywhere.
WINDOW = 10_000
# The newest that were found are counted by board; to count all would cost the more, the more there are.
COUNTED, MOST_BOARDS = 200, 8
_OF_POSTS = ("published_at", "position", *AUTHOR_COLUMNS)
_OF_THREADS = ("thread__title", "thread__board__title", "thread__board__slug")
# A phrase of so many words may be a condition's name.
LONGEST_NAME = 6
# SQL stands for so many shapes of queries: how many words, and how many other names.
SHAPES = 128
# A condition's folded name and name, and another of its names, folded and as it is.
_Named = tuple[str, str, str, str]


@dataclass(frozen=True)
class PostHit:
    """A post that was found. `snippet`: its words around the find, and whether each part was sought."""

    title: str
    url: str
    position: int | None
    board_title: str
    board_url: str
    author_handle: str
    published_at: datetime | None
    snippet: Snippet


@dataclass(frozen=True)
class ArticleHit:
    """An article that was found by its text."""

    name: str
    url: str
    snippet: Snippet


@dataclass(frozen=True)
class BoardCount:
    """How many of the newest posts that were found stand on a board."""

    title: str
    slug: str
    posts: int


@dataclass
class Found:
    """What was found; `after` is the cursor of the next page of posts, empty at the end.

    `boards`: those that the newest finds are spread over, where there are several; `counted` finds, of more if `more`.
    """

    conditions: list[Match] = field(default_factory=list)
    articles: list[ArticleHit] = field(default_factory=list)
    threads: list[ThreadRow] = field(default_factory=list)
    posts: list[PostHit] = field(default_factory=list)
    boards: list[BoardCount] = field(default_factory=list)
    counted: int = 0
    more: bool = False
    after: str = ""
    also: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.conditions or self.articles or self.threads or self.posts)


def find(*, viewer: Viewer, query: Query, cursor: str = "") -> Found:
    """The conditions, articles, threads and posts that the viewer may read and that have the words; newest first.

    On later pages (`cursor`) posts only. A query without words finds nothing.
    """
    if not query.wanted:
        return Found()
    wanted, also = _alternatives(query.wanted)
    found, first = Found(also=also), not cursor
    if query.place != "threads" and not query.narrowed and first:
        found.conditions = find_conditions(" ".join(query.wanted), MOST_CONDITIONS)
        found.articles = _articles(wanted, query.unwanted, {match.condition.pk for match in found.conditions})
    if query.place != "articles":
        if first:
            found.threads = _threads(viewer, query, wanted)
        _find_posts(found, viewer, query, wanted, cursor)
    return found


def begin(*, viewer: Viewer, typed: Sequence[str]) -> Found:
    """What the words could be the beginning of: conditions by any name, threads by title."""
    if not typed:
        return Found()
    keys = backend().beginning(PostEntry._meta.db_table, "post_id", typed)
    opened = Post.objects.listed_for(viewer).filter(pk__in=keys, opening=True)
    words = " ".join(typed)
    named = find_conditions(words, MOST_CONDITIONS) or resembling(words, MOST_CONDITIONS)
    return Found(conditions=named, threads=[thread_row(thread) for thread in _opened_by(viewer, opened)])


def _alternatives(wanted: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """Each word or phrase with the other names of the condition that it is a name of; and those names."""
    folded = {fold(text): text for text in wanted if len(text.split()) <= LONGEST_NAME}
    whole = fold(" ".join(wanted))
    sought = {*folded, whole}
    return _expand(wanted, whole, _names_like.rows(*sorted(sought)))


def _names_of_the_same(*sought: str) -> QuerySet[Any, _Named]:
    """The other names of the conditions that have one of these as a name, each with the condition's own."""
    # What is broader or narrower is no other name of the same thing.
    same = Name.objects.exclude(kind=Name.Kind.RELATED).order_by()
    shown = ("condition__folded", "condition__name", "folded", "text")
    own = same.filter(condition__in=Condition.objects.filter(folded__in=sought).values("pk")).values_list(*shown)
    other = same.filter(condition__in=same.filter(folded__in=sought).values("condition")).values_list(*shown)
    return own.union(other)


_names_like = Prepared(_names_of_the_same)


def _expand(wanted: Sequence[str], whole: str, names: Sequence[_Named]) -> tuple[list[list[str]], list[str]]:
    groups: dict[str, dict[str, str]] = {}
    for own_folded, own, other_folded, other in sorted(names):
        groups.setdefault(own_folded, {own_folded: own})[other_folded] = other
    also: list[str] = []

    def others(text: str) -> list[str]:
        folded = fold(text)
        found = [name for group in groups.values() if folded in group for key, name in group.items() if key != folded]
        also.extend(name for name in found[:MOST_NAMES] if name not in also)
        return found[:MOST_NAMES]

    if len(wanted) > 1 and any(whole in group for group in groups.values()):
        return [[" ".join(wanted), *others(whole)]], also
    return [[text, *others(text)] for text in wanted], also


def _listed_posts(viewer: Viewer, query: Query) -> PostQuerySet:
    """The posts that the query is narrowed to, of those in threads that lists show."""
    posts = Post.objects.listed_for(viewer)
    if query.board or query.beneath:
        posts = posts.filter(thread__board__in=_boards(viewer, query))
    if query.by:
        posts = written_by(posts, viewer=viewer, handle=query.by)
    if query.own and not viewer.is_member:
        return posts.none()
    if query.mine:
        posts = posts.filter(author_id=viewer.member_id)
    if query.followed:
        threads = only_followed(with_level(followed(Thread.objects.all(), viewer), viewer))
        posts = posts.filter(thread__in=threads.values("pk"))
    if query.unanswered:
        posts = posts.filter(thread__posts=1)
    if query.question:
        posts = posts.filter(thread__kind=ThreadKind.QUESTION)
    if query.answered:
        posts = posts.filter(thread__answer__thread=F("thread"), thread__answer__state=State.PUBLISHED)
    if query.before:
        posts = posts.filter(published_at__lt=query.before)
    if query.after:
        posts = posts.filter(published_at__gte=query.after)
    return posts


def _boards(viewer: Viewer, query: Query) -> QuerySet[Board]:
    """The board that is named, or those of a condition with all beneath it. What is hidden is as if it were not."""
    boards = Board.objects.visible_to(viewer)
    if query.board:
        boards = boards.filter(slug__iexact=query.board)
    if query.beneath:
        top = Condition.objects.filter(slug__iexact=query.beneath).values("pk")
        boards = boards.filter(condition__in=Closure.objects.filter(ancestor__in=top).values("descendant"))
    return boards


def _threads(viewer: Viewer, query: Query, wanted: Groups) -> list[ThreadRow]:
    shape, sent = shape_of(wanted, query.unwanted), backend().sent(wanted, query.unwanted, titles=True)
    found = _titled(viewer, query, shape, sent) if query.narrowed else _titled_so(shape).rows(viewer, *sent)
    return [thread_row(thread) for thread in found]


def _titled(viewer: Viewer, query: Query, shape: Shape, sent: Sequence[str]) -> ThreadQuerySet:
    """The newest threads that have the words in their title."""
    keys = backend().matching(PostEntry._meta.db_table, "post_id", shape, sent, titles=True)
    return _opened_by(viewer, _listed_posts(viewer, query).filter(pk__in=keys, opening=True))


@lru_cache(SHAPES)
def _titled_so(shape: Shape) -> PreparedFor[Thread]:
    return PreparedFor(lambda viewer, *sent: _titled(viewer, Query(), shape, sent))


def _opened_by(viewer: Viewer, posts: PostQuerySet) -> ThreadQuerySet:
    """The newest of the threads that these posts opened."""
    threads = listed(Thread.objects.listed_for(viewer)).filter(pk__in=posts.values("thread"))
    return threads.order_by("-pk")[:MOST_THREADS]


def _find_posts(found: Found, viewer: Viewer, query: Query, wanted: Groups, cursor: str) -> None:
    """A page of posts after the cursor. On the first page more are looked at than it shows, to count the boards."""
    last = begins_after(cursor, [int])
    page = _Looked(shape_of(wanted, query.unwanted), PAGE_SIZE if last or query.board else COUNTED, after=bool(last))
    sent, before = backend().sent(wanted, query.unwanted, titles=False), last[0] if last else 0
    newest = before or _newest_key.get() or 0
    within = newest > WINDOW
    rows = _newest(viewer, query, replace(page, within=within), max(0, newest - WINDOW), before, sent)
    if within and len(rows) <= PAGE_SIZE:
        within, rows = False, _newest(viewer, query, page, 0, before, sent)
    keys = [key for key, *_board in rows[:PAGE_SIZE]]
    found.posts = _hits(keys, wanted)
    found.after = cursor_of([keys[-1]]) if len(rows) > PAGE_SIZE else ""
    if page.size == COUNTED:
        found.boards = _spread([(title, slug) for _key, title, slug in rows[:COUNTED]])
        found.counted, found.more = min(len(rows), COUNTED), within or len(rows) > COUNTED


_newest_key = Prepared(lambda: Post.objects.order_by("-pk").values_list("pk", flat=True)[:1])
_Found = tuple[int, str, str]


@dataclass(frozen=True)
class _Looked:
    """How posts are looked for. `size`: how many; `within`: among the newest alone; `after`: those of a later page."""

    shape: Shape
    size: int
    after: bool
    within: bool = False


def _newest(
    viewer: Viewer, query: Query, page: _Looked, above: int, before: int, sent: Sequence[str]
) -> Sequence[_Found]:
    """The keys of one post more than a page has, newest first, each with the title and slug of its board; with a key
    `above` one where the page looks among the newest alone, and `before` one on later pages."""
    if query.narrowed:
        return list(_matching_posts(viewer, query, page, above, before, sent))
    return _matching_so(page).rows(viewer, above, before, *sent)


@lru_cache(SHAPES)
def _matching_so(page: _Looked) -> PreparedFor[_Found]:
    return PreparedFor(lambda viewer, above, before, *sent: _matching_posts(viewer, Query(), page, above, before, sent))


def _matching_posts(
    viewer: Viewer, query: Query, page: _Looked, above: int, before: int, sent: Sequence[str]
) -> QuerySet[Any, _Found]:
    keys = backend().matching(PostEntry._meta.db_table, "post_id", page.shape, sent, titles=False, above=above)
    # Among all, `+ 0` keeps PostgreSQL from walking the primary key backwards until it has met enough of a rare word.
    place = F("pk") if page.within else F("pk") + 0
    posts = _listed_posts(viewer, query).filter(pk__in=keys).annotate(place=place)
    if page.within:
        posts = posts.filter(pk__gt=above)
    if page.after:
        posts = posts.filter(pk__lt=before)
    shown = posts.order_by("-place").values_list("pk", "thread__board__title", "thread__board__slug")
    return shown[: page.size + 1]


def _shown(*keys: int) -> QuerySet[PostEntry]:
    """The posts of these keys, newest first. Few columns are fetched: only what a hit shows."""
    shown = ("text", *(f"post__{name}" for name in (*_OF_POSTS, *_OF_THREADS)))
    related = ("post__thread__board", *(f"post__{name}" for name in AUTHOR))
    return PostEntry.objects.filter(pk__in=keys).select_related(*related).only(*shown).order_by("-pk")


_shown_entries = Prepared(_shown)


def _hits(keys: Sequence[int], wanted: Groups) -> list[PostHit]:
    """The posts as they are shown, newest first."""
    if not keys:
        return []
    # As many as a page has, so that one SQL stands for all; no post has the key 0.
    entries = _shown_entries.rows(*keys, *[0] * (PAGE_SIZE - len(keys)))
    marked = snippets(wanted)
    return [_hit(entry.post, marked(entry.text)) for entry in entries]


def _spread(boards: Sequence[tuple[str, str]]) -> list[BoardCount]:
    """How many there are of each board, most first; nothing where all stand on one."""
    most = Counter(boards).most_common(MOST_BOARDS)
    return [BoardCount(title, slug, posts) for (title, slug), posts in most] if len(most) > 1 else []


def _hit(post: Post, words: Snippet) -> PostHit:
    board = post.thread.board
    return PostHit(
        title=post.thread.title,
        url=post.get_absolute_url(),
        position=post.position,
        board_title=board.title,
        board_url=board.url,
        author_handle=shown_author(post).name,
        published_at=post.published_at,
        snippet=words,
    )


def _articles(wanted: Groups, unwanted: Sequence[str], shown: set[int]) -> list[ArticleHit]:
    """Articles by their words, without those that were found by name already."""
    found = _articles_so(shape_of(wanted, unwanted)).rows(*backend().sent(wanted, unwanted, titles=False))
    entries = [entry for entry in found if entry.pk not in shown][:MOST_ARTICLES]
    marked = snippets(wanted)
    return [ArticleHit(entry.condition.name, entry.condition.url, marked(entry.text)) for entry in entries]


@lru_cache(SHAPES)
def _articles_so(shape: Shape) -> Prepared[ArticleEntry]:
    def matching(*sent: str) -> QuerySet[ArticleEntry]:
        keys = backend().matching(ArticleEntry._meta.db_table, "condition_id", shape, sent, titles=False)
        entries = ArticleEntry.objects.filter(pk__in=keys).select_related("condition")
        return entries.order_by("title", "pk")[: MOST_ARTICLES + MOST_CONDITIONS]

    return Prepared(matching)
