"""Addresses and logs expire by themselves."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command

from forums.review.hide import hide
from forums.review.models import Report
from forums.review.reasons import Reason
from forums.review.report import report
from medigest.audit import privacy as audit
from medigest.audit.models import Decision
from medigest.audit.seal import seal
from medigest.audit.verify import verify
from medigest.kit import clock
from medigest.members.models import Device, FormerHandle, Member
from medigest.members.privacy.expire import expire
from tests.conftest import make_member, reply, start, viewer
from tests.forums.helpers import SAID, fresh


def logged_in(client: Any, days: int) -> str:
    """Let the client's log-in be some days old; its session's key."""
    key = client.session.session_key
    UserSession.objects.filter(session_key=key).update(last_seen_at=clock.now() - timedelta(days=days))
    return str(key)


def place(member: Any, client: Any) -> None:
    UserSession.objects.get_or_create(
        session_key=client.session.session_key,
        defaults={"user": member, "ip": "203.0.113.7", "user_agent": "A browser"},
    )


def test_a_login_ends_after_a_month_and_its_address_with_it(cast: Any, enter: Any) -> None:
    old, young = enter(cast.member), enter(cast.author)
    for member, client in ((cast.member, old), (cast.author, young)):
        place(member, client)
    logged_in(old, 31)
    key = logged_in(young, 29)
    expire()
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [key]
    assert old.get("/settings/").status_code == 302
    assert young.get("/settings/").status_code == 200


def test_a_session_that_ran_out_goes_and_the_address_with_it(cast: Any, enter: Any) -> None:
    client = enter(cast.member)
    place(cast.member, client)
    Session.objects.update(expire_date=clock.now() - timedelta(minutes=1))
    expire()
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()


def test_after_three_years_a_decision_forgets_names_and_words_and_the_log_verifies(cast: Any, board: Any) -> None:
    post = reply(cast.member, start(cast.author, board).thread)
    decision = hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    seal()
    number = Decision.objects.count()
    with clock.at(decision.created_at + timedelta(days=audit.DAYS_KEPT, minutes=-1)):
        expire()
    assert fresh(decision).statement
    with clock.at(clock.now() + timedelta(days=audit.DAYS_KEPT, minutes=1)):
        assert expire()["audit.Decision"] == number
        assert expire()["audit.Decision"] == 0
    left = fresh(decision)
    assert (left.actor, left.member, left.statement, left.actor_salt, left.member_salt, left.statement_salt) == (
        None,
        None,
        "",
        "",
        "",
        "",
    )
    assert left.action == "hide"
    assert (verify().first_altered, verify().sealed) == (None, number)


def test_a_report_is_forgotten_a_year_after_its_answer_and_an_open_one_never(cast: Any, board: Any) -> None:
    thread = start(cast.author, board).thread
    answered, waiting = reply(cast.author, thread, "One."), reply(cast.author, thread, "Two.")
    for post in (answered, waiting):
        report(viewer=viewer(cast.member), post_id=post.pk, reason=Reason.SPAM, note="Look.")
    hide(viewer=viewer(cast.moderator), post_id=answered.pk, **SAID)
    with clock.at(clock.now() + timedelta(days=364)):
        expire()
    assert Report.objects.filter(note="Look.").count() == 2
    with clock.at(clock.now() + timedelta(days=366)):
        expire()
        expire()
    assert list(Report.objects.order_by("pk").values_list("reporter", "note", "snapshot", "reason")) == [
        (None, "", "", "spam"),
        (cast.member.pk, "Look.", "Two.", "spam"),
    ]


@pytest.mark.usefixtures("committing_db")
def test_tick_has_members_erased_and_old_records_forgotten(cast: Any) -> None:
    Member.objects.filter(pk=cast.member.pk).update(leaving_at=clock.now())
    Session.objects.create(session_key="old", session_data="", expire_date=clock.now() - timedelta(days=1))
    call_command("tick")
    assert not Member.objects.filter(pk=cast.member.pk).exists()
    assert not Session.objects.exists()


def signed_up(handle: str, *, verified: bool, days: int) -> Member:
    member = make_member(handle)
    EmailAddress.objects.create(user=member, email=member.email, verified=verified, primary=True)
    Member.objects.filter(pk=member.pk).update(date_joined=clock.now() - timedelta(days=days))
    return member


def test_a_sign_up_that_nobody_confirmed_is_forgotten_after_a_week(db: None) -> None:
    signed_up("otto-other", verified=False, days=8)
    kept = [signed_up("nell-newcomer", verified=False, days=6), signed_up("mina-member", verified=True, days=400)]
    entered = signed_up("ada-author", verified=False, days=8)
    Member.objects.filter(pk=entered.pk).update(last_login=clock.now())
    expire()
    assert set(Member.objects.all()) == {*kept, entered}
    assert not EmailAddress.objects.filter(email__startswith="otto").exists()


def test_earlier_handles_and_browsers_that_are_not_used_are_forgotten(cast: Any) -> None:
    for days in (366, 364):
        FormerHandle.objects.create(member=cast.member, handle=f"m-{days}", changed_at=clock.now() - timedelta(days))
    for days in (401, 399):
        Device.objects.create(member=cast.member, digest=str(days), last_seen=clock.now() - timedelta(days))
    expire()
    assert [one.handle for one in FormerHandle.objects.all()] == ["m-364"]
    assert [one.digest for one in Device.objects.all()] == ["399"]
