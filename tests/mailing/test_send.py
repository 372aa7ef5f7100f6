"""Send one mail, by a real mail server."""

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from medigest.jobs.drain import drain
from medigest.jobs.retry import ATTEMPTS
from medigest.mailing import kinds
from medigest.mailing.bounces import bounced, forgive, record_bounce
from medigest.mailing.build import message_id
from medigest.mailing.dead import try_again
from medigest.mailing.kinds import Message, register_kind
from medigest.mailing.models import Mail
from medigest.mailing.queue import queue_mail
from medigest.mailing.send import send
from medigest.mailing.stored import queue_stored
from tests.conftest import make_member

pytestmark = pytest.mark.django_db
MINA = "mina-member@example.org"


@pytest.fixture
def says(monkeypatch):
    """The kind "news": what it says can be changed."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    said = [Message(to=MINA, subject="News", body="Something new.", unsubscribe_url="https://x.example/u", thread="t1")]
    register_kind("news", lambda mail: said[0])
    return said


@pytest.fixture
def mina(db):
    return make_member("mina-member")


def run_now() -> None:
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    drain()


def test_a_mail_is_sent_once_per_member_and_event(postbox, says, mina):
    assert [queue_mail(member_id=mina.pk, kind="news", key="1") for _ in range(3)] == [True, False, False]
    drain()
    send.call(mail_id=Mail.objects.get().pk)
    assert (postbox.to[MINA], Mail.objects.get().stage) == (1, "sent")


def test_the_headers_say_what_mail_programs_ask(postbox, says, mina):
    queue_mail(member_id=mina.pk, kind="news", key="1")
    drain()
    (got,) = postbox.messages
    assert got["Message-ID"] == message_id(Mail.objects.get().pk)
    assert got["Auto-Submitted"] == "auto-generated"
    assert (got["List-Unsubscribe"], got["List-Unsubscribe-Post"]) == (
        "<https://x.example/u>",
        "List-Unsubscribe=One-Click",
    )
    assert got["References"] == got["In-Reply-To"]


def test_a_mail_with_nothing_left_to_say_is_dropped(postbox, says, mina):
    queue_mail(member_id=mina.pk, kind="news", key="1")
    says[0] = None
    drain()
    assert (sum(postbox.to.values()), Mail.objects.get().stage) == (0, "dropped")


def test_a_server_that_says_later_or_hangs_up_is_tried_again_until_the_mail_is_dead_and_then_by_a_person(
    postbox, says, mina
):
    queue_mail(member_id=mina.pk, kind="news", key="1")
    postbox.recipient_answer = "451 4.7.1 later"
    drain()
    assert (Mail.objects.get().stage, Mail.objects.get().attempts) == ("waiting", 1)
    postbox.recipient_answer, postbox.hangs_up = "", True
    for _ in range(ATTEMPTS - 1):
        run_now()
    assert (Mail.objects.get().stage, Mail.objects.get().attempts) == ("dead", ATTEMPTS)
    postbox.hangs_up = False
    assert try_again() == 1
    run_now()
    assert (postbox.to[MINA], Mail.objects.get().stage) == (1, "sent")


@pytest.mark.parametrize(("trouble", "arrived"), [("late", 2), ("drops", 0)])
def test_a_server_that_does_not_answer_for_the_text_is_asked_once_more_and_no_oftener(
    postbox, says, mina, trouble, arrived
):
    queue_mail(member_id=mina.pk, kind="news", key="1")
    setattr(postbox, trouble, True)
    drain()
    mail = Mail.objects.get()
    assert (mail.stage, mail.attempts, mail.interrupted) == ("waiting", 1, 1)
    for _ in range(ATTEMPTS):
        run_now()
    mail = Mail.objects.get()
    assert (mail.stage, mail.attempts, mail.interrupted) == ("dead", 2, 2)
    assert postbox.to[MINA] == arrived


def test_a_server_that_was_slow_once_gets_the_mail_once_more_and_that_is_counted(postbox, says, mina):
    queue_mail(member_id=mina.pk, kind="news", key="1")
    postbox.late = True
    drain()
    postbox.late = False
    run_now()
    assert (postbox.to[MINA], Mail.objects.get().stage, Mail.objects.get().interrupted) == (2, "sent", 1)


def test_an_address_that_is_not_there_gets_no_more_mail_until_it_is_confirmed(postbox, says, mina):
    postbox.recipient_answer = "550 5.1.1 no such mailbox"
    queue_mail(member_id=mina.pk, kind="news", key="1")
    drain()
    assert (Mail.objects.get().stage, bounced(MINA.upper())) == ("dead", True)
    postbox.recipient_answer = ""
    queue_mail(member_id=mina.pk, kind="news", key="2")
    drain()
    assert (postbox.to[MINA], Mail.objects.get(key="2").stage) == (0, "dropped")
    forgive(MINA)
    queue_mail(member_id=mina.pk, kind="news", key="3")
    drain()
    assert postbox.to[MINA] == 1


def test_a_refusal_of_what_we_wrote_is_no_fault_of_the_address(postbox, says, mina):
    postbox.recipient_answer = "550 5.7.1 policy"
    queue_mail(member_id=mina.pk, kind="news", key="1")
    drain()
    assert (Mail.objects.get().stage, bounced(MINA)) == ("dead", False)


def test_a_code_is_forgotten_once_it_is_sent_and_goes_to_a_bounced_address_too(postbox):
    record_bounce(address=MINA, said="")
    queue_stored(address=MINA, subject="Your code", body="123456")
    drain()
    mail = Mail.objects.get()
    assert (mail.stage, mail.subject, mail.body) == ("sent", "", "")
    assert "123456" in str(postbox.messages[0])


def test_a_mail_cut_off_while_it_was_handed_over_is_sent_once_more_and_then_left_to_a_person(postbox, says, mina):
    for key, interrupted in (("1", 0), ("2", 1)):
        queue_mail(member_id=mina.pk, kind="news", key=key)
        Mail.objects.filter(key=key).update(stage="sending", attempts=1, interrupted=interrupted)
    drain()
    assert list(Mail.objects.order_by("key").values_list("stage", "interrupted")) == [("sent", 1), ("dead", 2)]
    assert postbox.to[MINA] == 1


def test_a_mail_of_an_account_has_simple_html_beside_its_text_with_the_code_apart(postbox):
    body = "Hello,\n\nYour code:\n\n4F7-K2P\n\nOr open https://example.org/?a=1&b=2 in <this> browser."
    queue_stored(address=MINA, subject="Your code", body=body)
    drain()
    text, html = postbox.messages[0].get_payload()
    assert text.get_payload(decode=True).decode().replace("\r\n", "\n").strip() == body
    shown = html.get_payload(decode=True).decode()
    assert '<p class="code">4F7-K2P</p>' in shown
    assert "&lt;this&gt;" in shown
    assert 'href="https://example.org/?a=1&amp;b=2"' in shown
    assert not [tag for tag in ("<img", "<link", "<script", "src=") if tag in shown]
