"""The registry: of every column of every table, whose it is, what for, how long, and what erasure does to it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Words: TypeAlias = "StrOrPromise"
Row = Mapping[str, Any]
# What the member wishes for each kind of content: its key, and whether it stays without a name.
Wishes = Mapping[str, bool]

WITH_THE_ACCOUNT = _("As long as your account exists")
FOR_GOOD = _("For good; it is part of the public record")
WITH_WHAT_YOU_WROTE = _("As long as what you wrote stands here")
# Why the archive has it not.
SECRET = _("It protects your account, and is no use to you")


def days(number: int) -> Words:
    """How long, in words."""
    words: Words = ngettext_lazy("%(days)d day", "%(days)d days", number) % {"days": number}
    return words


class Fate(Enum):
    """What becomes of it when its member goes."""

    ERASED = _("Erased")
    UNNAMED = _("Stays, without your name")
    CHOSEN = _("Erased, or stays without your name: you choose")


@dataclass(frozen=True)
class Choice:
    """A kind of content that its author may leave behind without a name; else it is erased."""

    key: str
    label: Words
    if_erased: Words
    if_kept: Words


@dataclass(frozen=True)
class Holding:
    """Columns of one table that tell of one member, and are held for one purpose.

    `owner` is the path to the member ("" where the row is the member, None where no path leads there). The archive
    has `rows` of the member's id, or the columns as they are, and `files`, each with its name there; where `withheld`
    says why not, it has nothing.
    """

    what: Words
    purpose: Words
    kept: Words
    owner: str | None
    columns: tuple[str, ...]
    fate: Fate = Fate.ERASED
    choice: Choice | None = None
    withheld: Words = ""
    rows: Callable[[int], Iterator[Row]] | None = None
    files: Callable[[int], Iterator[tuple[str, IO[bytes]]]] | None = None


@dataclass(frozen=True)
class Table:
    """A model with each of its columns placed: in a holding, or as `plain`, which tells of nobody.

    `erase` does what the fates promise, and may run again after it was cut short; without it the rows go, or lose
    their link, with the member's own row. `expire` ends what was kept long enough, and counts it.
    """

    model: type[Model]
    holdings: tuple[Holding, ...] = ()
    plain: tuple[str, ...] = ()
    erase: Callable[[int, Wishes], None] | None = None
    expire: Callable[[], int] | None = None


_tables: dict[type[Model], Table] = {}


def place(*tables: Table) -> None:
    """Put tables into the registry. Raises ImproperlyConfigured where a table is there already."""
    for table in tables:
        if table.model in _tables:
            raise ImproperlyConfigured(f"{table.model._meta.label} is placed twice in the privacy registry")
        _tables[table.model] = table


_warnings: list[Callable[[int], str]] = []


def warn(of: Callable[[int], str]) -> None:
    """Have members told before they leave what `of` says, by their id, would be lost; empty where nothing."""
    _warnings.append(of)


def warnings(member_id: int) -> list[str]:
    """What the member would lose by leaving now."""
    return [said for of in _warnings if (said := of(member_id))]


def tables() -> Iterable[Table]:
    """Every table, in the order in which the rooms placed them: the members' own come last."""
    return sorted(_tables.values(), key=lambda table: table.model._meta.label.startswith("members."))


def holdings() -> Iterator[tuple[Table, Holding]]:
    """Everything that is held about members, each with its table."""
    for table in tables():
        for holding in table.holdings:
            yield table, holding


def choices() -> list[Choice]:
    """The kinds of content whose fate the member chooses, each once."""
    return list(dict.fromkeys(holding.choice for _table, holding in holdings() if holding.choice))
