"""The mail to who asked to be deleted: if it was somebody else in their account, they learn of it in time."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from medigest.mailing.build import site
from medigest.mailing.kinds import Message, register_kind
from medigest.mailing.models import Mail
from medigest.mailing.queue import queue_mail
from medigest.members.accounts.models import Member

LEAVING = "leaving"


def tell_of_leaving(member: Member) -> None:
    """Queue it, once for each time they ask. Called in the transaction in which they do."""
    if member.leaving_at and member.email:
        queue_mail(member_id=member.pk, kind=LEAVING, key=member.leaving_at.isoformat())


def _compose(mail: Mail) -> Message | None:
    member = mail.member
    if member is None or not member.is_active or member.leaving_at is None or not member.email:
        return None
    return Message(
        to=member.email,
        subject=_("Your account will be deleted"),
        template="leaving",
        context={
            "heading": _("Hello %(handle)s,") % {"handle": member.handle},
            "day": date_format(member.leaving_at, "j F Y"),
            "url": site() + reverse("members:delete"),
            "disclaimer_text": _(
                "General information and a place to talk; never medical advice. In an emergency, call your local "
                "emergency number."
            ),
        },
    )


def register() -> None:
    """Called once, when the app is ready."""
    register_kind(LEAVING, _compose)
