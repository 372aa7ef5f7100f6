"""Who may see what, in twenty lines and without the application's help. Facts are what the story did, no rows."""

from dataclasses import dataclass, field

VISITOR = ""
# Who moderates what: Mo the whole site; Lou one board when a story begins, and others as it goes on.
EVERYWHERE, LOCAL, LOCAL_BOARD = "mo-moderator", "lou-local", "open"


@dataclass(eq=False)
class Thread:
    """A thread of the story."""

    pk: int
    board: str
    author: str
    slug: str = ""
    state: str = "published"


@dataclass(eq=False)
class Post:
    """A post of the story. `decision`: the last one that took something from its author, and where it was taken."""

    pk: int
    thread: Thread
    author: str
    state: str = "published"
    opening: bool = False
    edits: int = 0
    pending: "Word | None" = None
    text: "Word | None" = None
    decision: int = 0
    decided_on: str = ""


@dataclass(eq=False)
class Word:
    """A word that stands nowhere else. `kind`: title, text, waiting, past, statement, appeal, note or record."""

    text: str
    kind: str
    board: str
    author: str = ""
    thread: Thread | None = None
    post: Post | None = None


@dataclass
class Facts:
    """All that a story made. `audience`: of each board; `local`: the boards that Lou moderates."""

    audience: dict[str, str]
    local: set[str] = field(default_factory=lambda: {LOCAL_BOARD})
    threads: list[Thread] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)


def moderates(facts: Facts, who: str, board: str) -> bool:
    return who == EVERYWHERE or (who == LOCAL and board in facts.local)


def may_see(facts: Facts, who: str, word: Word) -> bool:
    """Whether somebody may read the word anywhere at all."""
    # Where it stands now; a word about a decision is also for those who look after the board where that was taken.
    board = word.thread.board if word.thread else word.board
    decided = word.kind in ("statement", "appeal") and moderates(facts, who, word.board)
    if decided or moderates(facts, who, board):
        return True
    if word.kind in ("note", "record"):  # among moderators
        return False
    if who != VISITOR and who == word.author:
        return True
    if word.kind in ("statement", "appeal", "waiting", "past"):
        return False
    in_audience = who != VISITOR or facts.audience[board] == "public"
    assert word.thread
    return in_audience and word.thread.state == "published" and (word.post is None or word.post.state == "published")
