"""The demo's members: five with a password, and pseudonyms that nobody can log in as."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings

from forums.boards.appoint import appoint
from medigest.kit import clock
from medigest.members.consents import ages
from medigest.members.consents.accept import accept
from medigest.members.models import Member

# Handle, role, and for how many days each has been a member.
FIXED = (
    ("administrator", Member.Role.ADMINISTRATOR, 420),
    ("moderator", Member.Role.MEMBER, 410),
    ("editor", Member.Role.EDITOR, 400),
    ("member", Member.Role.MEMBER, 150),
    ("newcomer", Member.Role.MEMBER, 6),
)


def make_fixed() -> None:
    """The accounts that `make demo` prints."""
    for handle, role, days in FIXED:
        member = Member.objects.create_user(
            handle, f"{handle}@demo.example", settings.DEMO_PASSWORD, role=role, date_joined=_ago(days)
        )
        EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
        _agree(member)
    appoint(member_id=Member.objects.get(handle="moderator").pk, board_id=None)


def make_pseudonyms(rows: list[dict[str, Any]]) -> None:
    """Authors without a password or an address."""
    for row in rows:
        member = Member.objects.create_user(row["handle"], date_joined=_ago(row["joined_days_ago"]))
        _agree(member)


def _agree(member: Member) -> None:
    accept(member_id=member.pk)
    ages.confirm(member_id=member.pk, country="", age=ages.STRICTEST)


def _ago(days: int) -> Any:
    return clock.now() - timedelta(days=days)
