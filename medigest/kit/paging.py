"""Keyset paging: a page begins after a row, so the last page costs what the first does."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

T = TypeVar("T", bound=Model)


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of rows, and the cursor of the next (empty string at the end)."""

    rows: Sequence[T]
    after: str
    first: bool


def cursor_of(values: Sequence[Any]) -> str:
    """The cursor of what comes after the row with these values."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _decode(cursor: str, kinds: Sequence[type]) -> list[Any] | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(kinds):
            return None
        return [_convert(kind, value) for kind, value in zip(kinds, values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def _convert(kind: type, value: Any) -> Any:
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("a naive moment")
        return moment.astimezone(UTC)  # so early or late that no other zone has it: OverflowError
    if kind is date:
        return date.fromisoformat(value)
    if not isinstance(value, kind) or (isinstance(value, int) and abs(value) >= 2**63):
        raise TypeError("not of the cursor's kind")
    return value


def begins_after(cursor: str, kinds: Sequence[type]) -> list[Any] | None:
    """The row that the page of `cursor` begins after; None for the first page."""
    return _decode(cursor, kinds) if cursor else None


def keyset(
    rows: QuerySet[T],
    *,
    order: Sequence[tuple[str, type]],
    cursor: str,
    size: int,
    key: Callable[[T], Sequence[Any]],
    rising: bool = False,
) -> Page[T]:
    """The page of `rows` after `cursor`, newest (largest) first by the fields of `order`, the last one unique.

    `rising`: smallest first, as words stand in a list from A to Z, or what is worked off in its turn.

    A cursor that cannot be read gives the first page: links get cut in mail.
    """
    values = _decode(cursor, [kind for _, kind in order]) if cursor else None
    fields = [field for field, _ in order]
    sign, later = ("", "gt") if rising else ("-", "lt")
    if values is not None:
        # Said of the first field alone too, so that its index is entered where the page begins.
        beyond, near = Q(), Q(**{f"{fields[0]}__{later}e": values[0]})
        for depth, field in enumerate(fields):
            same = dict(zip(fields[:depth], values[:depth], strict=True))
            beyond |= Q(**same, **{f"{field}__{later}": values[depth]})
        rows = rows.filter(near, beyond)
    found = list(rows.order_by(*(f"{sign}{field}" for field in fields))[: size + 1])
    return page_of(found, size=size, key=key, first=values is None)


def page_of(found: Sequence[T], *, size: int, key: Callable[[T], Sequence[Any]], first: bool = True) -> Page[T]:
    """The page of rows that were fetched in their order, one more than a page holds."""
    after = cursor_of(key(found[size - 1])) if len(found) > size else ""
    return Page(rows=found[:size], after=after, first=first)
