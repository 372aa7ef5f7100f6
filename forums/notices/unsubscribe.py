"""Stop mail of one kind by a signed link, without logging in."""

from dataclasses import dataclass

from django.core import signing
from django.db import transaction

from forums.notices.kinds import kinds
from forums.notices.models import Way
from forums.notices.preferences import choose, chosen
from medigest.members.models import Member

_SALT = "medigest.notices.unsubscribe"
# For all kinds that are told in digests: once a day, once a week.
DIGEST, WEEK = "digest", "week"
_DIGESTS = {DIGEST: Way.DIGEST, WEEK: Way.WEEK}


class NotOurs(Exception):
    """The link is cut short, or not of ours, or its account is gone."""


@dataclass(frozen=True)
class Stop:
    """Whose mail ends, and of what: a kind's name, DIGEST or WEEK."""

    member_id: int
    what: str


def stop_token(*, member_id: int, what: str) -> str:
    """What stands in the link of a mail. It does not run out: old mail can be declined too."""
    return signing.dumps([member_id, what], salt=_SALT)


def stop_of(token: str) -> Stop:
    """What the link ends. Raises NotOurs."""
    try:
        member_id, what = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise NotOurs from error
    there = Member.objects.filter(pk=member_id, is_active=True).exists()
    if not there or what not in {*_DIGESTS, *(kind.name for kind in kinds())}:
        raise NotOurs
    return Stop(member_id, what)


def stop(token: str) -> Stop:
    """Tell the member on the site only from now on; harmless when repeated. Raises NotOurs."""
    with transaction.atomic():
        found = stop_of(token)
        mailed = _DIGESTS.get(found.what, Way.MAIL)
        ways = chosen(found.member_id)
        ended = {name: Way.SITE for name, way in ways.items() if way == mailed and found.what in (*_DIGESTS, name)}
        choose(member_id=found.member_id, ways=ended)
        return found
