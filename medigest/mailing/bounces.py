"""Addresses that take no mail: how we learn of them, and how they get mail again."""

from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage, Message

from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower

from medigest.mailing.build import mail_id_of
from medigest.mailing.models import Bounce, Mail


def bounced(address: str) -> bool:
    """Whether mail to the address came back for good."""
    return Bounce.objects.filter(address__iexact=address).exists()


def bounced_fact() -> Exists:
    """Whether mail to a member's address came back for good, as an expression over Member."""
    return Exists(Bounce.objects.alias(lower=Lower("address")).filter(lower=Lower(OuterRef("email"))))


def record_bounce(*, address: str, said: str) -> None:
    """Send no more mail to the address; harmless when repeated."""
    if not bounced(address):
        Bounce.objects.create(address=address, said=said[:300])


def forgive(address: str) -> None:
    """The address was confirmed: it takes mail again."""
    Bounce.objects.filter(address__iexact=address).delete()


def take_bounce(raw: bytes) -> str:
    """Record what a returned mail says; the address, or an empty string where it says nothing that we can prove.

    Only a permanent failure (RFC 3464) of a mail that we wrote counts: anybody can send a forged report.
    """
    report = message_from_bytes(raw, policy=policy.default)
    parts = list(report.walk()) if isinstance(report, EmailMessage) else []
    mail_id = next((found for part in parts if (found := mail_id_of(str(part.get("Message-ID", ""))))), None)
    for part in parts:
        if part.get_content_type() == "text/rfc822-headers":
            headers = message_from_string(str(part.get_payload()), policy=policy.default)
            mail_id = mail_id or mail_id_of(str(headers.get("Message-ID", "")))
    mail = Mail.objects.select_related("member").filter(pk=mail_id).first() if mail_id else None
    failure = next((block for part in parts for block in _recipients(part) if _is_permanent(block)), None)
    if mail is None or failure is None:
        return ""
    address = mail.address or (mail.member.email if mail.member else "")
    named = str(failure.get("Final-Recipient", "")).rpartition(";")[2].strip()
    if not address or named.lower() != address.lower():
        return ""
    record_bounce(address=address, said=str(failure.get("Diagnostic-Code", failure.get("Status", ""))))
    return address


def _recipients(part: Message) -> list[Message]:
    if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
        return []
    return [block for block in part.get_payload() if isinstance(block, Message)]


def _is_permanent(block: Message) -> bool:
    failed = str(block.get("Action", "")).strip().lower() == "failed"
    return failed and str(block.get("Status", "")).strip().startswith("5.")
