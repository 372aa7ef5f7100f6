"""Find what the viewer may read: conditions by name, threads by title, posts and articles by their words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q, QuerySet

from conditions.catalogue.folding import fold
from conditions.catalogue.lookup import Match
from conditions.catalogue.lookup import find as find_conditions
from conditions.catalogue.resembling import resembling
from conditions.models import Closure, Condition, Name
from forums.activity.read import written_by
from forums.boards.models import Board
from forums.following.levels import followed, only_followed, with_level
from forums.search.backends import backend
from forums.search.models import ArticleEntry, PostEntry
from forums.search.query import Groups, Query
from forums.search.snippets import Snippet, snippet
from forums.threads.models import Post, PostQuerySet, State, Thread, ThreadKind
from forums.threads.rows import ThreadRow, listed, thread_row
from forums.threads.shown import AUTHOR, AUTHOR_COLUMNS, shown_author
from medigest.kit.paging import begins_after, cursor_of
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
    return Found(conditions=named, threads=_opened_by(viewer, opened))


def _alternatives(wanted: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """Each word or phrase with the other names of the condition that it is a name of; and those names."""
    folded = {fold(text): text for text in wanted if len(text.split()) <= LONGEST_NAME}
    whole = fold(" ".join(wanted))
    sought = {*folded, whole}
    ids = set(Condition.objects.filter(folded__in=sought).values_list("pk", flat=True))
    # What is broader or narrower is no other name of the same thing.
    same = Name.objects.exclude(kind=Name.Kind.RELATED)
    named = same.filter(folded__in=sought).values_list("condition_id", flat=True)
    names = same.filter(Q(condition__in=ids) | Q(condition__in=named)).values_list(
        "condition__folded", "condition__name", "folded", "text"
    )
    return _expand(wanted, whole, list(names))


def _expand(
    wanted: Sequence[str], whole: str, names: Sequence[tuple[str, str, str, str]]
) -> tuple[list[list[str]], list[str]]:
    groups: dict[str, dict[str, str]] = {}
    for own_folded, own, other_folded, other in names:
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
    keys = backend().matching(PostEntry._meta.db_table, "post_id", wanted, query.unwanted, titles=True)
    return _opened_by(viewer, _listed_posts(viewer, query).filter(pk__in=keys, opening=True))


def _opened_by(viewer: Viewer, posts: PostQuerySet) -> list[ThreadRow]:
    """The newest of the threads that these posts opened."""
    threads = listed(Thread.objects.listed_for(viewer)).filter(pk__in=posts.values("thread"))
    return [thread_row(thread) for thread in threads.order_by("-pk")[:MOST_THREADS]]


def _find_posts(found: Found, viewer: Viewer, query: Query, wanted: Groups, cursor: str) -> None:
    """A page of posts after the cursor. On the first page more are looked at than it shows, to count the boards."""
    last = begins_after(cursor, [int])
    size = PAGE_SIZE if last or query.board else COUNTED
    newest = last[0] if last else Post.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    within = newest > WINDOW
    rows = _newest(viewer, query, wanted, last, size, above=newest - WINDOW)
    if within and len(rows) <= PAGE_SIZE:
        within, rows = False, _newest(viewer, query, wanted, last, size)
    keys = [key for key, _board in rows[:PAGE_SIZE]]
    found.posts = _hits(keys, wanted)
    found.after = cursor_of([keys[-1]]) if len(rows) > PAGE_SIZE else ""
    if size == COUNTED:
        found.boards = _spread([board for _key, board in rows[:size]])
        found.counted, found.more = min(len(rows), size), within or len(rows) > size


def _newest(
    viewer: Viewer, query: Query, wanted: Groups, last: list[int] | None, size: int, *, above: int = 0
) -> list[tuple[int, int]]:
    """The keys of one post more than `size`, each with its board, of those whose key is `above` one, or of all."""
    table = PostEntry._meta.db_table
    keys = backend().matching(table, "post_id", wanted, query.unwanted, titles=False, above=max(0, above))
    # Among all, `+ 0` keeps PostgreSQL from walking the primary key backwards until it has met enough of a rare word.
    posts = _listed_posts(viewer, query).filter(pk__in=keys).annotate(place=F("pk") if above > 0 else F("pk") + 0)
    if above > 0:
        posts = posts.filter(pk__gt=above)
    if last:
        posts = posts.filter(pk__lt=last[0])
    return list(posts.order_by("-place").values_list("pk", "thread__board_id")[: size + 1])


def _hits(keys: Sequence[int], wanted: Groups) -> list[PostHit]:
    """The posts as they are shown, newest first. Few columns are fetched: only what a hit shows."""
    shown = ("text", *(f"post__{name}" for name in (*_OF_POSTS, *_OF_THREADS)))
    related = ("post__thread__board", *(f"post__{name}" for name in AUTHOR))
    entries = PostEntry.objects.filter(pk__in=keys).select_related(*related).only(*shown).order_by("-pk")
    return [_hit(entry.post, snippet(entry.text, wanted)) for entry in entries]


def _spread(boards: Sequence[int]) -> list[BoardCount]:
    """How many there are of each board, most first; nothing where all stand on one."""
    most = Counter(boards).most_common(MOST_BOARDS)
    if len(most) < 2:
        return []
    titles = Board.objects.in_bulk([board for board, _posts in most])
    return [BoardCount(titles[board].title, titles[board].slug, posts) for board, posts in most]


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
    table = ArticleEntry._meta.db_table
    keys = backend().matching(table, "condition_id", wanted, unwanted, titles=False)
    entries = ArticleEntry.objects.filter(pk__in=keys).exclude(pk__in=shown).select_related("condition")
    return [
        ArticleHit(entry.condition.name, entry.condition.url, snippet(entry.text, wanted))
        for entry in entries.order_by("title")[:MOST_ARTICLES]
    ]
