"""Queries whose SQL is written once find what Django's own would, whatever values they are given."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F, Q, QuerySet, Value
from django.db.models.query import ValuesListIterable

from medigest.kit import clock
from medigest.kit.prepared import NotPreparable, Prepared
from medigest.members.models import Member

pytestmark = pytest.mark.django_db


def by_handle(handle: str) -> QuerySet[Member]:
    return Member.objects.filter(handle=handle).annotate(asked=Value(handle), own=F("pk"))


def test_the_rows_are_those_of_the_values_that_are_given(cast: Any) -> None:
    prepared = Prepared(by_handle)
    for member in (cast.author, cast.editor, cast.author):
        found = prepared.get(member.handle)
        assert (found.pk, found.email, found.asked, found.own) == (member.pk, member.email, member.handle, member.pk)
    assert prepared.get("nobody") is None


def test_the_sql_is_written_once_for_each_mix_of_nothing_and_booleans(cast: Any) -> None:
    written = []

    def build(pk: int | None, active: bool) -> QuerySet[Member]:
        written.append((pk, active))
        found = Member.objects.filter(is_active=active)
        return found if pk is None else found.filter(pk=pk)

    prepared = Prepared(build)
    for _again in range(2):
        assert [one.pk for one in prepared.rows(cast.author.pk, True)] == [cast.author.pk]
        assert prepared.rows(cast.author.pk, False) == []
        assert len(prepared.rows(None, True)) == Member.objects.filter(is_active=True).count()
    assert len(written) == 2 * 3, "each is written twice, to see what differs"


def test_the_clock_is_asked_at_each_time(cast: Any) -> None:
    joined = Prepared(lambda: Member.objects.filter(date_joined__gt=clock.now()).values_list("pk", flat=True))
    assert joined.rows() == []
    with clock.at(Member.objects.order_by("date_joined")[0].date_joined - timedelta(days=1)):
        assert sorted(joined.rows()) == sorted(Member.objects.values_list("pk", flat=True))


def test_unions_of_values_and_moments_are_prepared_too(cast: Any) -> None:
    def build(pk: int, since: Any) -> QuerySet[Any, Any]:
        one = Member.objects.filter(pk=pk).values_list("handle", "date_joined")
        return one.union(Member.objects.filter(date_joined__lt=since).values_list("handle", "date_joined"), all=True)

    prepared = Prepared(build)
    member = Member.objects.get(pk=cast.author.pk)
    assert prepared.rows(member.pk, member.date_joined - timedelta(days=9999)) == [("ada-author", member.date_joined)]
    assert issubclass(build(1, clock.now())._iterable_class, ValuesListIterable)


@pytest.mark.parametrize("lookup", ["startswith", "contains", "istartswith", "iexact"])
@pytest.mark.parametrize("sought", ["ada", "ADA-AUTHOR", "d%", "a_a", "%", "\\"])
def test_within_a_pattern_a_value_is_taken_letter_by_letter(cast: Any, lookup: str, sought: str) -> None:
    def build(text: str) -> QuerySet[Member, str]:
        return Member.objects.filter(**{f"handle__{lookup}": text}).order_by("pk").values_list("handle", flat=True)

    assert Prepared(build).rows(sought) == list(build(sought))


def test_a_number_that_no_column_holds_finds_nothing(cast: Any) -> None:
    assert Prepared(lambda pk: Member.objects.filter(pk=pk)).rows(10**30) == []


@pytest.mark.parametrize(
    "build",
    [
        lambda number: Member.objects.filter(pk=number + 1),
        lambda number: Member.objects.all()[:number],
        lambda number: Member.objects.filter(date_joined__gt=clock.now() - timedelta(days=1)),
        lambda number: Member.objects.filter(Q(handle=str(number))),
    ],
    ids=["a sum", "a limit", "another moment", "a text of a number"],
)
def test_what_follows_from_a_value_in_another_way_is_refused(build: Any) -> None:
    with pytest.raises(NotPreparable):
        Prepared(build).rows(1)


def test_a_query_that_can_find_nothing_is_not_sent(
    cast: Any, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    with django_assert_num_queries(0):
        assert Prepared(lambda pk: Member.objects.none().filter(pk=pk)).rows(cast.author.pk) == []
