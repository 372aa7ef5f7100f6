"""Mail that came back: only what a mail server says for good, of a mail that we wrote, counts."""

from io import StringIO
from mailbox import Maildir

import pytest
from django.core.management import CommandError, call_command

from medigest.mailing.bounces import bounced, take_bounce
from medigest.mailing.build import message_id
from medigest.mailing.models import Mail
from tests.conftest import make_member

pytestmark = pytest.mark.django_db
MINA = "mina-member@example.org"

REPORT = """\
From: MAILER-DAEMON@example.org
To: no-reply@medigest.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver it.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

--b
Content-Type: {returned}

Message-ID: {identifier}
Subject: What is new for you

--b--
"""


@pytest.fixture
def mail(db) -> Mail:
    return Mail.objects.create(member=make_member("mina-member"), kind="notice", key="decision:1", stage="sent")


def report(mail: Mail, **other: str) -> bytes:
    said = {"to": MINA, "action": "failed", "status": "5.1.1", "returned": "text/rfc822-headers"}
    return REPORT.format(**said | {"identifier": message_id(mail.pk)} | other).encode()


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_permanent_failure_of_a_mail_of_ours_is_recorded_once(mail, returned):
    for _ in range(2):
        assert take_bounce(report(mail, returned=returned)) == MINA
    assert bounced(MINA)


@pytest.mark.parametrize(
    "other",
    [
        {"identifier": "<1.forged@127.0.0.1>"},
        {"identifier": "<nothing>"},
        {"to": "ada-author@example.org"},
        {"action": "delayed", "status": "4.4.1"},
        {"status": "4.2.2"},
        {"action": "delivered", "status": "2.0.0"},
    ],
)
def test_what_is_forged_of_another_address_or_not_for_good_is_not(mail, other):
    assert take_bounce(report(mail, **other)) == ""
    assert not bounced(MINA)
    assert not bounced("ada-author@example.org")


@pytest.mark.parametrize("raw", [b"", b"\xff\x00 nonsense", b"Subject: On holiday\n\nI am away."])
def test_what_is_no_report_says_nothing(db, raw):
    assert take_bounce(raw) == ""


def run(path: object) -> str:
    out = StringIO()
    call_command("bounces", str(path), stdout=out)
    return out.getvalue().strip()


def test_the_command_reads_a_file_and_empties_a_maildir(mail, tmp_path):
    (tmp_path / "one").write_bytes(report(mail, status="4.0.0"))
    assert run(tmp_path / "one") == "1 read, 0 bounces recorded"
    box = Maildir(tmp_path / "box")
    for raw in (report(mail), b"Subject: On holiday\n\nI am away."):
        box.add(raw)
    assert run(tmp_path / "box") == "2 read, 1 bounces recorded"
    assert (len(box), bounced(MINA)) == (0, True)
    with pytest.raises(CommandError, match="no such file"):
        run(tmp_path / "missing")


def test_the_command_lists_dead_letters_and_tries_them_again(mail):
    Mail.objects.update(stage="dead", error="SMTPServerDisconnected")
    out = StringIO()
    call_command("dead_letters", stdout=out)
    assert out.getvalue() == f"mail {mail.pk} notice: SMTPServerDisconnected\n"
    call_command("dead_letters", "--try-again", stdout=out)
    assert "0 jobs and 1 mails are tried again" in out.getvalue()
    assert not Mail.objects.filter(stage="dead").exists()
