"""One mail a day with what is new."""

from datetime import timedelta

import pytest

from forums.notices import replies
from forums.notices.digest import queue_digests, queue_weekly_digests
from forums.notices.models import Notice
from forums.notices.notify import notify
from forums.notices.preferences import choose, chosen
from forums.notices.unsubscribe import stop, stop_token
from forums.review.hide import hide
from forums.sanctions.models import Sanction
from medigest.jobs.drain import drain
from medigest.jobs.periodic import tick
from medigest.kit import clock
from medigest.mailing.models import Mail
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID


@pytest.fixture
def mina(cast):
    """Who wants a digest of decisions; of answers nobody wants any."""
    for member in (cast.member, cast.author):
        choose(member_id=member.pk, ways={kind.name: "site" for kind in replies.KINDS})
    choose(member_id=cast.member.pk, ways={"decision": "digest"})
    return cast.member


def hidden(cast, thread) -> None:
    hide(viewer=viewer(cast.moderator), post_id=reply(cast.member, thread).pk, **SAID)


def digest() -> int:
    queued = queue_digests.call()
    drain()
    return queued


def test_what_is_new_is_mailed_once_a_day_and_only_what_is_new(mina, cast, thread, mailoutbox):
    morning = clock.now().replace(hour=9) + timedelta(days=1)
    with clock.at(morning):
        hidden(cast, thread)
        assert (digest(), digest()) == (1, 0)
    with clock.at(morning + timedelta(hours=1)):
        hidden(cast, thread)
        assert digest() == 0
    with clock.at(morning + timedelta(days=1)):
        assert (digest(), digest()) == (1, 0)
    assert [mail.body.count("A moderator hid your post.") for mail in mailoutbox] == [1, 1]
    assert [mail.to for mail in mailoutbox] == [[mina.email]] * 2


def test_it_discloses_nothing_and_says_how_to_stop_it(mina, cast, thread, mailoutbox):
    hidden(cast, thread)
    digest()
    (mail,) = mailoutbox
    for part in (mail.subject, mail.body, mail.alternatives[0][0]):
        assert "lveolar" not in part
        assert SAID["statement"] not in part
    assert "not medical advice" in mail.body
    assert mail.extra_headers["List-Unsubscribe"].strip("<>") in mail.body


def test_who_was_mailed_at_once_has_read_it_or_is_suspended_gets_none(mina, cast, thread, mailoutbox):
    post = reply(cast.author, thread)
    hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    hidden(cast, thread)
    Notice.objects.filter(member=mina).update(read_at=clock.now())
    assert digest() == 0
    hidden(cast, thread)
    Sanction.objects.create(member=mina, kind="suspension", reason="spam", until=clock.now() + timedelta(days=3))
    assert digest() == 1
    assert not [mail for mail in mailoutbox if "What is new" in mail.subject]


def test_what_was_read_before_it_was_sent_is_not_in_it(mina, cast, thread, mailoutbox):
    hidden(cast, thread)
    queue_digests.call()
    Notice.objects.update(read_at=clock.now())
    drain()
    assert (mailoutbox, Mail.objects.get(kind="digest").stage) == ([], "dropped")


def test_the_tick_brings_it(mina, cast, thread, django_capture_on_commit_callbacks, mailoutbox):
    notify(kind="decision", event_id=0, members=[mina.pk])
    hidden(cast, thread)
    with django_capture_on_commit_callbacks(execute=True):
        assert "notices: digest" in tick()
    assert [mail.subject for mail in mailoutbox] == ["What is new for you"]


def test_who_wants_one_mail_a_week_gets_one_and_none_a_day_and_can_end_it_alone(mina, cast, thread, mailoutbox):
    choose(member_id=mina.pk, ways={"decision": "week", "answer": "digest"})
    monday = clock.now().replace(hour=9)
    monday += timedelta(days=7 - monday.weekday())
    for day in (0, 2, 4, 7):
        with clock.at(monday + timedelta(days=day)):
            hidden(cast, thread)
            assert digest() == 0
            assert queue_weekly_digests.call() == (day in (0, 7))
            drain()
    assert [mail.body.count("A moderator hid your post.") for mail in mailoutbox] == [1, 3]
    stop(stop_token(member_id=mina.pk, what="week"))
    assert (chosen(mina.pk)["decision"], chosen(mina.pk)["answer"]) == ("site", "digest")
