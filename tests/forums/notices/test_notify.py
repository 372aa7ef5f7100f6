"""Tell members of an event: once, one unread row for what belongs together, in a constant number of queries."""

from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from forums.notices import kinds
from forums.notices import notify as notifying
from forums.notices.kinds import Kind, Telling, register
from forums.notices.models import Notice, Preference, Way
from forums.notices.notify import notify, notify_audience
from forums.notices.preferences import choose
from medigest.jobs.drain import drain
from medigest.mailing.models import Mail
from medigest.members.blocks.block import block
from medigest.members.models import Member
from medigest.members.profiles.models import Profile
from tests.conftest import make_member
from tests.racing import race


@pytest.fixture
def replies(monkeypatch, db):
    """A kind of many events about one target, told to everybody with a profile."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    register(
        Kind(
            name="reply",
            label="Replies",
            subject="Something new",
            tell=lambda notices, viewer: {one.pk: Telling(text=f"{one.number} replies.") for one in notices},
            address=lambda notice: "/",
            audience=lambda event_id: Profile.objects.all(),
        )
    )
    return partial(notify, kind="reply", target_id=7)


@pytest.fixture
def mina(db):
    return make_member("mina-member")


def rows(member) -> list[tuple[int, int, bool]]:
    """What is shown to the member: the event, how many it counts, whether it is unread; newest first."""
    shown = Notice.objects.shown().filter(member=member).order_by("-pk")
    return [(one.event_id, one.number, one.read_at is None) for one in shown]


def test_unread_events_of_one_target_stand_in_one_row_that_counts_them(replies, mina):
    for event_id in (1, 2, 3, 2):
        replies(event_id=event_id, members=[mina.pk])
    assert rows(mina) == [(3, 3, True)]


def test_what_was_read_is_not_counted_again(replies, mina):
    replies(event_id=1, members=[mina.pk])
    Notice.objects.update(read_at="2026-01-01T00:00Z")
    assert [replies(event_id=event_id, members=[mina.pk]) for event_id in (1, 2)] == [0, 1]
    assert rows(mina) == [(2, 1, True), (1, 1, False)]


def test_another_target_and_an_event_without_one_have_rows_of_their_own(replies, mina):
    for event_id, target_id in ((1, 7), (2, 8), (3, None), (4, None)):
        replies(event_id=event_id, members=[mina.pk], target_id=target_id)
    assert [row[:2] for row in rows(mina)] == [(4, 1), (3, 1), (2, 1), (1, 1)]


def test_the_author_those_who_blocked_them_and_those_who_want_none_are_not_told(replies, mina):
    author, blocker, deaf = (make_member(handle) for handle in ("ada-author", "bea-blocker", "dora-deaf"))
    block(member_id=blocker.pk, blocked_id=author.pk)
    choose(member_id=deaf.pk, ways={"reply": Way.NONE})
    everybody = [one.pk for one in (mina, author, blocker, deaf)]
    assert replies(event_id=1, members=everybody, author_id=author.pk) == 1
    assert rows(mina) == [(1, 1, True)]


def test_who_wants_mail_at_once_gets_one_for_each_event(replies, mina):
    choose(member_id=mina.pk, ways={"reply": Way.MAIL})
    for event_id in (1, 2, 2):
        replies(event_id=event_id, members=[mina.pk])
    assert list(Mail.objects.order_by("key").values_list("kind", "key")) == [
        ("notice", "reply:1"),
        ("notice", "reply:2"),
    ]


def test_a_mail_about_what_was_seen_or_counted_in_meanwhile_is_not_sent(replies, mina, mailoutbox):
    choose(member_id=mina.pk, ways={"reply": Way.MAIL})
    for event_id in (1, 2):
        replies(event_id=event_id, members=[mina.pk])
    drain()
    assert [mail.body.count("2 replies.") for mail in mailoutbox] == [1]
    replies(event_id=3, members=[mina.pk])
    Notice.objects.update(read_at="2026-01-01T00:00Z")
    drain()
    assert len(mailoutbox) == 1


def test_a_kind_of_nobodys_is_an_error(mina):
    with pytest.raises(KeyError):
        notify(kind="nonsense", event_id=1, members=[mina.pk])


def crowd(number: int) -> list[int]:
    people = Member.objects.bulk_create(Member(handle=f"crowd-{n}", password="!") for n in range(number))
    Profile.objects.bulk_create(Profile(member=one) for one in people)
    return [one.pk for one in people]


def test_telling_many_costs_as_many_queries_as_telling_a_few(replies):
    people = crowd(60)
    replies(event_id=1, members=people)
    with CaptureQueriesContext(connection) as few:
        replies(event_id=2, members=people[:2])
    with CaptureQueriesContext(connection) as many:
        replies(event_id=3, members=people)
    assert len(few) == len(many) <= 9


def test_an_audience_costs_its_cause_one_row_and_is_told_in_the_background_each_once(replies, monkeypatch):
    monkeypatch.setattr(notifying, "BATCH", 20)
    people = crowd(50)
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        notify_audience(kind="reply", event_id=1, target_id=7, author_id=people[0])
    assert (DBTaskResult.objects.count(), Notice.objects.count()) == (1, 0)
    assert len([one for one in queries if one["sql"].startswith("INSERT")]) == 1
    drain()
    assert sorted(Notice.objects.values_list("member", flat=True)) == people[1:]
    again = DBTaskResult.objects.earliest("enqueued_at").args_kwargs["kwargs"]
    notifying.fan_out.call(**again)
    drain()
    assert Notice.objects.count() == len(people) - 1


def test_a_way_that_a_kind_has_not_is_refused(mina):
    with pytest.raises(ValueError, match="can't be told"):
        choose(member_id=mina.pk, ways={"decision": Way.NONE})
    assert not Preference.objects.exists()


@pytest.mark.usefixtures("committing_db")
def test_events_told_at_once_count_each_other_in_and_none_is_lost(replies):
    people = crowd(5)
    race([partial(replies, event_id=event_id, members=people) for event_id in (1, 2, 3, 1)])
    assert Notice.objects.filter(kind="reply").count() == 15
    assert set(Notice.objects.unread().values_list("number", flat=True)) == {3}
