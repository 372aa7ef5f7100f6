"""Sessions: whose they are stands inside their data, so they are found by looking into each."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from medigest.kit import clock
from medigest.members.accounts.models import Member
from medigest.members.privacy.registry import Wishes

# Nobody stays logged in for longer, so no network address is kept for longer.
LONGEST_LOGIN_DAYS = 30


def end_sessions(member_id: int, wishes: Wishes) -> None:
    """End the member's sessions, and a visitor's that hold the member's address or handle (half a log-in)."""
    named = _names(member_id)
    gone = [
        session.session_key
        for session in Session.objects.iterator(chunk_size=1000)
        if _tells_of(session.get_decoded(), member_id, named)
    ]
    Session.objects.filter(session_key__in=gone).delete()


def _names(member_id: int) -> set[str]:
    member = Member.objects.get(pk=member_id)
    addresses = EmailAddress.objects.filter(user_id=member_id).values_list("email", flat=True)
    return {name.lower() for name in (member.handle, member.email, *addresses) if name}


def _tells_of(data: dict[str, Any], member_id: int, named: set[str]) -> bool:
    return str(data.get(SESSION_KEY)) == str(member_id) or any(_says(one, named) for one in data.values())


def _says(value: Any, named: set[str]) -> bool:
    """Whether the value is one of the names or holds one of the addresses, at any depth."""
    if isinstance(value, dict):
        return any(_says(one, named) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple):
        return any(_says(one, named) for one in value)
    text = value.lower() if isinstance(value, str) else ""
    return bool(text) and (text in named or any("@" in name and name in text for name in named))


def expire_sessions() -> int:
    """Delete sessions that ran out, and end those of a log-in that is older than a month; their number."""
    old = UserSession.objects.filter(last_seen_at__lt=clock.now() - timedelta(days=LONGEST_LOGIN_DAYS))
    ended, _by_model = Session.objects.filter(session_key__in=old.values("session_key")).delete()
    out, _by_model = Session.objects.filter(expire_date__lt=clock.now()).delete()
    return ended + out


def expire_places() -> int:
    """Forget where a session was begun once it has ended; the number forgotten."""
    standing = Session.objects.filter(session_key=OuterRef("session_key"))
    return int(UserSession.objects.filter(~Exists(standing)).delete()[0])
