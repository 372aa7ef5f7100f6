"""Prepared queries whose rows depend on who looks."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from medigest.kit.prepared import Prepared
from medigest.members.accounts.models import Member
from medigest.members.viewer import NOTHING, Moderation, Viewer

T = TypeVar("T")


class PreparedFor(Generic[T]):
    """`build(viewer, *values)` is a queryset, as in Prepared. Of a viewer it may ask who it is, when they joined and
    what they moderate; for a moderator, whose boards are many or few, it is written each time."""

    def __init__(self, build: Callable[..., QuerySet[Any, T]]) -> None:
        self._build = build
        self._prepared = Prepared(lambda pk, joined, *values: build(_somebody(pk, joined), *values))

    def rows(self, viewer: Viewer, *values: int | str | datetime | bool | None) -> list[T]:
        """What `build(viewer, *values)` finds. Raises NotPreparable."""
        if viewer.is_moderator:
            return list(self._build(viewer, *values))
        member = viewer.member
        return self._prepared.rows(*((member.pk, member.date_joined) if member else (None, None)), *values)

    def get(self, viewer: Viewer, *values: int | str | datetime | bool | None) -> T | None:
        """The first of them, or None."""
        return next(iter(self.rows(viewer, *values)), None)


class _Somebody(Viewer):
    """A visitor, or a member who moderates nothing."""

    @property
    def moderation(self) -> Moderation:
        return NOTHING


def _somebody(pk: int | None, joined: datetime | None) -> Viewer:
    return _Somebody(Member(pk=pk, date_joined=joined) if pk is not None and joined is not None else None)
