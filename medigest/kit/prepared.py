"""Queries whose SQL is written once a process, for rows that every request asks for.

Django writes the SQL of a query anew each time, and that costs more than the query itself: for the posts of a thread
10 ms where the database takes one.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from medigest.kit import clock

T = TypeVar("T")

# Numbers up to here go into any column; for a larger one Django knows which rows can't have it.
_LARGEST = 2**31 - 1
# A moment that a query asks of the clock, and values, as no row has them.
_LONG_AGO = datetime(1901, 2, 3, 4, 5, 6, 789_012, tzinfo=UTC)
_STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda number: 1_987_654_321 + number,
    str: lambda number: f"\ue000%{number}",  # with a sign that patterns escape, to tell them from what is sent as it is
    datetime: lambda number: _LONG_AGO + timedelta(days=1, seconds=number),
}


class NotPreparable(TypeError):
    """The query is made of something that follows from a value, or from the clock, in another way than by being it."""


class Prepared(Generic[T]):
    """`build(*values)` is a queryset. Numbers, texts and moments take their places in SQL that stands; for each mix of
    None, booleans and the rest it is written once. Of what else changes `build` may ask the clock alone."""

    def __init__(self, build: Callable[..., QuerySet[Any, T]]) -> None:
        self._build = build
        self._written: dict[tuple[Any, ...], _Written[T] | None] = {}

    def rows(self, *values: int | str | datetime | bool | None) -> list[T]:
        """What `build(*values)` finds. Raises NotPreparable."""
        if any(isinstance(value, int) and abs(value) > _LARGEST for value in values):
            return list(self._build(*values))
        kind = tuple(value if value is None or isinstance(value, bool) else type(value) for value in values)
        if kind not in self._written:
            self._written[kind] = _write(self._build, kind)
        written = self._written[kind]
        return written.rows([clock.now(), *values]) if written else []

    def get(self, *values: int | str | datetime | bool | None) -> T | None:
        """The first of them, or None."""
        return next(iter(self.rows(*values)), None)


@dataclass(frozen=True)
class _Written(Generic[T]):
    """SQL as it stands; `places` names the parameters that change, each with its value's number and type."""

    queryset: QuerySet[Any, T]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int, Callable[[Any], Any]], ...]
    converters: dict[int, Any]

    def rows(self, values: Sequence[Any]) -> list[T]:
        params = list(self.params)
        for place, number, adapted in self.places:
            params[place] = adapted(values[number])
        # Of its own: threads ask at the same time.
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_options: (self.sql, params)
        # How a column becomes a value follows from the query and the kind of database, not from who asks.
        compiler.get_converters = lambda _columns: self.converters
        iterable: Any = self.queryset._iterable_class
        found: list[T] = list(iterable(_Asked(self.queryset, compiler)))
        return found


class _Asked:
    """As much of a queryset, and of its query, as Django asks of one to make rows."""

    def __init__(self, queryset: Any, compiler: Any) -> None:
        self.db, self.model, self._known_related_objects = queryset.db, queryset.model, queryset._known_related_objects
        self.query = self
        self._compiler = compiler

    def get_compiler(self, using: str | None = None) -> Any:
        return self._compiler


def _write(build: Callable[..., QuerySet[Any, T]], kind: tuple[Any, ...]) -> _Written[T] | None:
    """Written twice, with other values each time: what differs must be a value, and else the query can't stand. None
    where it can find nothing."""
    try:
        return _compared(build, kind)
    except EmptyResultSet:
        return None


def _compared(build: Callable[..., QuerySet[Any, T]], kind: tuple[Any, ...]) -> _Written[T]:
    (queryset, compiler, sql, params, given), (_queryset, _compiler, other_sql, others, others_given) = (
        _compiled(build, kind, shift) for shift in (0, 5000)
    )
    if sql != other_sql:
        raise NotPreparable(f"the SQL depends on the values: {sql}")
    places = []
    for place, (param, other) in enumerate(zip(params, others, strict=True)):
        if param != other:
            places.append((place, *_value_at(param, other, given, others_given)))
    converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
    return _Written(queryset, compiler, sql, params, tuple(places), converters)


def _compiled(build: Callable[..., QuerySet[Any, T]], kind: tuple[Any, ...], shift: int) -> tuple[Any, ...]:
    values = [
        _STAND_INS[one](shift + number) if isinstance(one, type) else one for number, one in enumerate(kind, start=1)
    ]
    moment = _LONG_AGO + timedelta(seconds=shift)
    with clock.at(moment):
        queryset = build(*values)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
    return queryset, compiler, sql, tuple(params), [moment, *values]


def _value_at(param: Any, other: Any, given: Iterable[Any], others: Iterable[Any]) -> tuple[int, Callable[[Any], Any]]:
    """The number of the value that stands as a parameter, and how the database takes it."""
    for number, (one, another) in enumerate(zip(given, others, strict=True)):
        for adapted in _ways(param, one):
            if (adapted(one), adapted(another)) == (param, other):
                return number, adapted
    raise NotPreparable(f"a parameter follows from a value and is none: {param!r}")


def _ways(param: Any, value: Any) -> list[Callable[[Any], Any]]:
    """How a value may become a parameter: as it is, or within a pattern (`__startswith`, `__contains`)."""
    if isinstance(value, datetime):
        return [connection.ops.adapt_datetimefield_value]
    if not isinstance(param, type(value)):
        return []
    if not isinstance(value, str):
        return [type(param)]
    escaped = connection.ops.prep_for_like_query
    return [type(param), escaped, lambda text: f"{escaped(text)}%", lambda text: f"%{escaped(text)}%"]
