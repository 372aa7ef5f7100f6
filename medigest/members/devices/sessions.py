"""The places where a member is logged in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare
from ua_parser import parse

from medigest.kit import clock
from medigest.members.accounts.models import Member

MOST = 50


@dataclass(frozen=True)
class Place:
    """A session as its member sees it. `browser` and `system` are empty where the browser does not say."""

    id: int
    current: bool
    browser: str
    system: str
    ip: str
    since: datetime


def places(*, member: Member, current_key: str) -> list[Place]:
    """Where the member is logged in, this place first, then the newest: two queries, however many there are."""
    rows = list(UserSession.objects.filter(user_id=member.pk).order_by("-created_at")[:MOST])
    alive = _alive(member, [row.session_key for row in rows])
    shown = [_place(row, current_key) for row in rows if row.session_key in alive]
    return sorted(shown, key=lambda place: not place.current)


def _alive(member: Member, keys: Sequence[str]) -> set[str]:
    """The sessions that still let the member in: not run out, and not from before the password was changed."""
    right = member.get_session_auth_hash()
    found = Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now())
    return {
        session.session_key
        for session in found
        if constant_time_compare(session.get_decoded().get(HASH_SESSION_KEY, ""), right)
    }


def _place(row: UserSession, current_key: str) -> Place:
    told = parse(row.user_agent)
    return Place(
        id=row.pk,
        current=row.session_key == current_key,
        browser=told.user_agent.family if told.user_agent else "",
        system=told.os.family if told.os else "",
        ip=row.ip,
        since=row.created_at,
    )


def end(*, member_id: int, session_id: int) -> None:
    """Log the member out in one place; harmless where that is over already."""
    for row in UserSession.objects.filter(user_id=member_id, pk=session_id):
        row.end()


def end_others(*, member_id: int, current_key: str) -> None:
    """Log the member out everywhere but in the session of that key."""
    for row in UserSession.objects.filter(user_id=member_id).exclude(session_key=current_key):
        row.end()


def forget_second_factor(*, member_id: int, session: SessionBase) -> None:
    """A second factor was removed in this session: log the member out everywhere else, and where none is left, let
    this session count as one without, so that no power stays awake."""
    end_others(member_id=member_id, current_key=session.session_key or "")
    if not Authenticator.objects.filter(user_id=member_id).exists():
        records = session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [one for one in records if one.get("method") != "mfa"]
