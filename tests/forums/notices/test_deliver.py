"""Tell a member of a decision: a notice on the site, and one mail."""

import socket
from collections.abc import Iterator
from html import unescape

import pytest
from django.conf import settings as live_settings
from django.urls import reverse
from django.utils.html import strip_tags

from conditions.articles.disclaimers import in_force
from forums.notices.deliver import deliver, mail_waiting
from forums.notices.models import Notice
from forums.review.approve import approve
from forums.review.hide import hide, hide_thread
from forums.review.reject import reject
from forums.review.report import report
from forums.review.restore import restore
from forums.threads.models import State
from medigest.audit.models import Decision
from medigest.members.accounts.discreet import set_discreet
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID, fresh, in_state


@pytest.fixture
def hidden(cast, thread, django_capture_on_commit_callbacks):
    """Mina's reply, hidden by Mo and the transaction committed."""
    post = reply(cast.member, thread, "My own words.")
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    return post


def notice_of(member) -> Notice:
    return Notice.objects.select_related("decision").get(member=member)


def test_the_author_is_told_on_the_site_and_by_mail(cast, hidden, mailoutbox):
    notice = notice_of(cast.member)
    assert (notice.decision.action, notice.read_at) == ("hide", None)
    assert notice.mailed_at is not None
    (mail,) = mailoutbox
    assert mail.to == ["mina-member@example.org"]


def test_nothing_is_told_before_the_decision_is_committed(cast, thread, mailoutbox, django_capture_on_commit_callbacks):
    post = reply(cast.member, thread)
    with django_capture_on_commit_callbacks(execute=False):
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert (Notice.objects.count(), mailoutbox) == (0, [])


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


def test_nobody_is_told_of_their_own_decision(cast, thread, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post = reply(cast.moderator, thread)
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
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
    told = Notice.objects.order_by("pk").values_list("member__handle", "decision__action")
    assert list(told) == [
        ("nell-newcomer", "approve"),
        ("nell-newcomer", "reject"),
        ("nell-newcomer", "hide"),
        ("nell-newcomer", "restore"),
        ("ada-author", "hide"),
    ]
    assert len(mailoutbox) == 5
    assert all(SAID["statement"] in mail.body for mail in mailoutbox[1:])


def test_a_decision_is_told_once_however_often_it_is_delivered(cast, hidden, mailoutbox):
    for _ in range(3):
        deliver(Decision.objects.get(target_kind="post", target_id=hidden.pk).pk)
    assert (Notice.objects.count(), len(mailoutbox)) == (1, 1)
    assert mail_waiting() == 0


@pytest.fixture
def no_mail_server(settings) -> Iterator[None]:
    """Mail goes to a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = probe.getsockname()
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    yield
    settings.EMAIL_BACKEND = working


def test_a_mail_server_that_is_down_loses_neither_the_decision_nor_the_notice_and_is_tried_again_once(
    cast, thread, settings, mailoutbox, no_mail_server, django_capture_on_commit_callbacks
):
    post = reply(cast.member, thread)
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert fresh(post).state == State.HIDDEN
    assert notice_of(cast.member).mailed_at is None
    assert mail_waiting() == 0
    assert notice_of(cast.member).mailed_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mail_waiting() == 1
    assert mail_waiting() == 0
    assert notice_of(cast.member).mailed_at is not None
    assert [mail.to for mail in mailoutbox] == [["mina-member@example.org"]]


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_a_member_without_an_address_or_an_account_gets_the_notice_and_no_mail(
    cast, thread, mailoutbox, django_capture_on_commit_callbacks, change
):
    post = reply(cast.member, thread)
    type(cast.member).objects.filter(pk=cast.member.pk).update(**change)
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    assert (notice_of(cast.member).mailed_at, mailoutbox) == (None, [])
    assert mail_waiting() == 0


def test_notices_that_can_never_be_mailed_keep_no_other_from_being_mailed(cast, thread, mailoutbox):
    for author in (cast.member, cast.newcomer):
        post = in_state(State.HELD, cast, thread) if author == cast.newcomer else reply(author, thread)
        decide = reject if author == cast.newcomer else hide
        decision = decide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
        Notice.objects.create(member=author, decision=decision)
    type(cast.member).objects.filter(pk=cast.member.pk).update(is_active=False)
    assert mail_waiting(limit=1) == 1
    assert [mail.to for mail in mailoutbox] == [["nell-newcomer@example.org"]]
