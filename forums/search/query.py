"""What a person typed into the search, taken apart. Mistakes are told in words and never an error."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.translation import gettext as _

# Of each group of alternatives one must be there.
Groups = Sequence[Sequence[str]]

LONGEST = 200
MOST_WORDS = 12
PLACES = ("articles", "threads")
_TOKEN = re.compile(r'(-?)"([^"]*)"?|(\S+)')
_OPERATOR = re.compile(r"(in|board|beneath|by|before|after|is):(.*)", re.IGNORECASE)
_KINDS = ("unanswered", "question", "answered", "mine", "followed")


@dataclass
class Query:
    """`wanted`: each must be there, a phrase being words in a row; `unwanted`: none may be there.

    `before` and `after` are moments in UTC: what was published earlier, or not earlier, than these.
    """

    wanted: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)
    place: str = ""
    board: str = ""
    beneath: str = ""
    by: str = ""
    before: datetime | None = None
    after: datetime | None = None
    unanswered: bool = False
    mine: bool = False
    followed: bool = False
    question: bool = False
    answered: bool = False
    problems: list[str] = field(default_factory=list)

    @property
    def own(self) -> bool:
        """Whether it asks about the viewer, which a visitor can't."""
        return self.mine or self.followed

    @property
    def narrowed(self) -> bool:
        """Whether it asks for more than words: articles have no author and no board."""
        whose = self.board or self.beneath or self.by or self.before or self.after
        return bool(whose or self.unanswered or self.own or self.question or self.answered)


def parse(typed: str) -> Query:
    """Take apart words, "phrases", -words and the operators in: board: beneath: by: before: after: is:"""
    query = Query()
    if len(typed) > LONGEST:
        query.problems.append(_("The search was cut after %(count)d characters.") % {"count": LONGEST})
    for minus, phrase, word in _TOKEN.findall(typed.replace("\x00", "")[:LONGEST]):
        operator = _OPERATOR.fullmatch(word)
        if operator:
            _operate(query, operator[1].lower(), operator[2].strip("\"'"))
        elif word.startswith("-") and len(word) > 1:
            _add(query.unwanted, word[1:])
        else:
            _add(query.unwanted if minus else query.wanted, phrase or word)
    if len(query.wanted) + len(query.unwanted) > MOST_WORDS:
        query.problems.append(_("Only the first %(count)d words were looked for.") % {"count": MOST_WORDS})
        query.wanted, query.unwanted = (
            query.wanted[:MOST_WORDS],
            query.unwanted[: max(0, MOST_WORDS - len(query.wanted))],
        )
    if (query.unwanted or query.narrowed) and not query.wanted:
        query.problems.append(_("Add at least one word to look for: a search can't only narrow or leave out."))
    return query


def on_board(typed: str, slug: str = "") -> str:
    """What was typed, on this board instead of the one it names, or on all."""
    words = [match[0] for match in _TOKEN.finditer(typed) if not match[0].lower().startswith("board:")]
    return " ".join([*words, *([f"board:{slug}"] if slug else [])])


def _add(words: list[str], text: str) -> None:
    """Keep what has a letter or a digit: nothing else can be found."""
    text = " ".join(text.split())
    if any(char.isalnum() for char in text) and text not in words:
        words.append(text)


def _operate(query: Query, name: str, value: str) -> None:
    if not value:
        query.problems.append(_("Write something after “%(name)s:”, without a space.") % {"name": name})
    elif name == "in":
        if value.lower() in PLACES:
            query.place = value.lower()
        else:
            query.problems.append(_("“in:” takes “articles” or “threads”."))
    elif name == "is":
        if value.lower() in _KINDS:
            setattr(query, value.lower(), True)
        else:
            query.problems.append(_("“is:” takes “unanswered”, “question”, “answered”, “mine” or “followed”."))
    elif name in ("before", "after"):
        moment = _day(value)
        if moment is None:
            query.problems.append(_("Write the date after “%(name)s:” as year-month-day: 2026-11-25.") % {"name": name})
        elif name == "before":
            query.before = moment
        else:
            query.after = moment
    else:
        setattr(query, name, value)


def _day(text: str) -> datetime | None:
    """The beginning of a day, month or year in UTC."""
    for pattern, missing in ((r"\d{4}-\d{1,2}-\d{1,2}", ""), (r"\d{4}-\d{1,2}", "-1"), (r"\d{4}", "-1-1")):
        if re.fullmatch(pattern, text, re.ASCII):
            try:
                return datetime(*map(int, f"{text}{missing}".split("-")), tzinfo=UTC)  # type: ignore[arg-type,misc]
            except ValueError:
                return None
    return None
