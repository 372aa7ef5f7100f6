"""Tell a member of a decision: a notice on the site, and one mail."""

from datetime import UTC, datetime
from html import unescape

import pytest
from django.conf import settings as live_settings
from django.db import transaction
from django.urls import reverse
from django.utils.html import strip_tags

from conditions.articles.disclaimers import in_force
from forums.notices.decisions import notify_of_decision
from forums.notices.models import Notice, Preference
from forums.notices.preferences import choose
from forums.review.approve import approve
from forums.review.hide import hide, hide_thread
from forums.review.reasons import Reason
from forums.review.reject import reject
from forums.review.report import report
from forums.review.restore import restore
from forums.threads.mark import Mark, mark
from forums.threads.models import State
from medigest.audit.models import Decision
from medigest.mailing.models import Mail
from medigest.members.accounts.discreet import set_discreet
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID, in_state

pytestmark = pytest.mark.usefixtures("unheard")


@pytest.fixture
def hidden(cast, thread, django_capture_on_commit_callbacks):
    """Mina's reply, hidden by Mo and the transaction committed."""
    post = reply(cast.member, thread, "My own words.")
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    return post


def notice_of(member) -> Notice:
    return Notice.objects.get(member=member)


def test_the_author_is_told_on_the_site_and_by_mail(cast, hidden, mailoutbox):
    notice = notice_of(cast.member)
    assert (notice.kind, notice.read_at) == ("decision", None)
    assert Decision.objects.get(pk=notice.event_id).action == "hide"
    (mail,) = mailoutbox
    assert mail.to == ["mina-member@example.org"]


def test_a_decision_that_is_undone_tells_nobody(cast, thread, mailoutbox, django_capture_on_commit_callbacks):
    post = reply(cast.member, thread)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
        assert (Notice.objects.count(), Mail.objects.count()) == (1, 1)
        transaction.set_rollback(True)
    assert (Notice.objects.count(), Mail.objects.count(), mailoutbox) == (0, 0, [])


def test_in_discreet_mode_the_subject_says_only_that_there_is_a_message(
    cast, thread, mailoutbox, django_capture_on_commit_callbacks
):
    set_discreet(member_id=cast.member.pk, on=True)
    post = reply(cast.member, thread, "My own words.")
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert [mail.subject for mail in mailoutbox] == ["You have a message"]


def test_the_subject_tells_neither_the_condition_nor_what_was_decided(cast, hidden, mailoutbox):
    subject = mailoutbox[0].subject.lower()
    assert live_settings.SITE_NAME.lower() in subject
    for word in ("alveolar", "sarcoma", "asps", "spam", "hid", "post"):
        assert word not in subject


def test_both_parts_carry_the_statement_the_reason_a_link_and_the_disclaimer(cast, hidden, mailoutbox):
    mail = mailoutbox[0]
    ((html, kind),) = mail.alternatives
    assert kind == "text/html"
    link = live_settings.SITE_URL.rstrip("/") + reverse("notices:open", args=[notice_of(cast.member).pk])
    for part in (mail.body, html):
        assert SAID["statement"] in part
        assert "Spam" in part
        assert link in part
        assert "not medical advice" in part
        assert live_settings.SITE_URL.rstrip("/") + reverse("members:settings") in part


def test_the_mail_names_no_condition_and_quotes_no_post(cast, hidden, mailoutbox):
    for part in (mailoutbox[0].body, mailoutbox[0].alternatives[0][0]):
        assert "lveolar" not in part
        assert "How do you wait" not in part
        assert "My own words" not in part


def test_the_plain_part_is_plain(cast, thread, mailoutbox, django_capture_on_commit_callbacks):
    odd = "It's <b>'spam'</b> & so."
    post = reply(cast.member, thread)
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.moderator), post_id=post.pk, reason=SAID["reason"], statement=odd)
    mail = mailoutbox[0]
    assert odd in mail.body
    assert "&lt;b&gt;" in mail.alternatives[0][0]
    for code in ("<p>", "&#x27;", "&amp;"):
        assert code not in mail.body


def test_a_link_in_the_mail_leads_the_member_to_the_post(cast, hidden, mailoutbox, enter):
    path = reverse("notices:open", args=[notice_of(cast.member).pk])
    answer = enter(cast.member).get(path)
    assert answer.status_code == 302
    assert answer.url == reverse("forums:post", args=[hidden.pk])


def test_the_disclaimer_of_the_mail_is_the_one_in_force(cast, hidden, mailoutbox):
    said = unescape(strip_tags(in_force().short_html)).strip()
    assert len(said) > 100
    assert said in mailoutbox[0].body


def test_nobody_is_told_of_their_own_decision(cast, board, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mine = start(cast.moderator, board).thread
        mark(viewer=viewer(cast.moderator), thread_id=mine.pk, change=Mark.LOCK, reason=Reason.FINE)
    assert (Notice.objects.count(), mailoutbox) == (0, [])


def test_a_post_that_stays_after_a_report_is_no_news_to_its_author(
    cast, thread, mailoutbox, django_capture_on_commit_callbacks
):
    post = reply(cast.member, thread)
    report(viewer=viewer(cast.author), post_id=post.pk, reason=SAID["reason"], note="")
    with django_capture_on_commit_callbacks(execute=True):
        approve(viewer=viewer(cast.moderator), post_id=post.pk)
    assert not Notice.objects.filter(member=cast.member).exists()
    assert [message.to for message in mailoutbox] == [["ada-author@example.org"]]  # who had reported it


def test_publishing_rejecting_showing_again_and_hiding_a_thread_are_told(
    cast, thread, mailoutbox, django_capture_on_commit_callbacks
):
    by = viewer(cast.moderator)
    waiting = [in_state(State.HELD, cast, thread) for _ in range(2)]
    with django_capture_on_commit_callbacks(execute=True):
        approve(viewer=by, post_id=waiting[0].pk)
        reject(viewer=by, post_id=waiting[1].pk, **SAID)
        hide(viewer=by, post_id=waiting[0].pk, **SAID)
        restore(viewer=by, post_id=waiting[0].pk, **SAID)
        hide_thread(viewer=by, thread_id=thread.pk, **SAID)
    told = Notice.objects.order_by("pk").values_list("member__handle", "kind")
    nell = "nell-newcomer"
    assert list(told) == [(nell, "published"), *[(nell, "decision")] * 3, ("ada-author", "decision")]
    assert len(mailoutbox) == 5
    assert all(SAID["statement"] in mail.body for mail in mailoutbox[1:])


def test_a_decision_is_told_once_however_often_it_is_announced(
    cast, hidden, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            notify_of_decision(Decision.objects.get(target_kind="post", target_id=hidden.pk).pk)
    assert (Notice.objects.count(), len(mailoutbox)) == (1, 1)


@pytest.mark.parametrize("change", [{"email": ""}, {"leaving_at": datetime(2030, 1, 1, tzinfo=UTC)}])
def test_a_member_without_an_address_or_about_to_leave_gets_the_notice_and_no_mail(
    cast, thread, mailoutbox, django_capture_on_commit_callbacks, change
):
    post = reply(cast.member, thread)
    type(cast.member).objects.filter(pk=cast.member.pk).update(**change)
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert notice_of(cast.member)
    assert mailoutbox == []


def test_the_preference_is_read_again_when_the_mail_is_sent(
    cast, thread, mailoutbox, django_capture_on_commit_callbacks
):
    post = reply(cast.member, thread)
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
        choose(member_id=cast.member.pk, ways={"decision": "site"})
    assert Mail.objects.get().stage == "dropped"
    assert (Notice.objects.count(), mailoutbox) == (1, [])


def test_what_a_member_is_owed_stands_on_the_site_whatever_they_chose(cast, thread):
    Preference.objects.create(member=cast.member, kind="decision", way="none")
    hide(viewer=viewer(cast.moderator), post_id=reply(cast.member, thread).pk, **SAID)
    assert notice_of(cast.member)


def test_mails_about_one_post_hang_together(cast, hidden, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        restore(viewer=viewer(cast.moderator), post_id=hidden.pk, **SAID)
    first, second = (mail.message() for mail in mailoutbox)
    assert first["References"] == second["References"] == second["In-Reply-To"]
    assert first["Message-ID"] != second["Message-ID"]
