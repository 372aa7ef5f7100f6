"""One mail a day, or one a week, with what is new, for those who want to be told so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from forums.notices.kinds import tell
from forums.notices.mail import around, unsubscribe_url
from forums.notices.models import Notice, NoticeQuerySet, Way
from forums.notices.preferences import told_by
from forums.notices.unsubscribe import DIGEST, WEEK
from medigest.jobs.periodic import register_periodic
from medigest.jobs.queue import job
from medigest.kit import clock
from medigest.mailing.build import site
from medigest.mailing.kinds import Message, register_kind
from medigest.mailing.models import Mail
from medigest.mailing.queue import queue_mail
from medigest.members.viewer import Viewer

MOST = 20


@dataclass(frozen=True)
class Rhythm:
    """How often a digest comes. `kind` names its mails and what their link ends; `key`: the day or week of a moment."""

    kind: str
    way: Way
    key: Callable[[datetime], str]
    # What was told earlier is no news, even where no digest was ever sent.
    longest: timedelta

    def waiting(self) -> NoticeQuerySet:
        """Unread notices for these digests, of all members."""
        return Notice.objects.unread().filter(told_by(self.way))


def _week(moment: datetime) -> str:
    year, week, _day = moment.isocalendar()
    return f"{year}-W{week}"


DAILY = Rhythm(DIGEST, Way.DIGEST, lambda moment: moment.date().isoformat(), timedelta(days=7))
WEEKLY = Rhythm(WEEK, Way.WEEK, _week, timedelta(days=14))


@job
def queue_digests() -> int:
    """Queue a digest for each member with something new since their last; how many. At most one a day for each."""
    return _queue(DAILY)


@job
def queue_weekly_digests() -> int:
    """The same for those who want one a week."""
    return _queue(WEEKLY)


def _queue(rhythm: Rhythm) -> int:
    now = clock.now()
    last = Mail.objects.filter(member=OuterRef("member"), kind=rhythm.kind).order_by("-created_at").values("created_at")
    since = Coalesce(Subquery(last[:1]), Value(now - rhythm.longest))
    new = rhythm.waiting().filter(created_at__gt=since).order_by("member")
    members = list(new.values_list("member", flat=True).distinct())
    return sum(queue_mail(member_id=one, kind=rhythm.kind, key=rhythm.key(now)) for one in members)


def compose(rhythm: Rhythm, mail: Mail) -> Message | None:
    """What is new and still unread; None where nothing is, or no mail may be sent."""
    member = mail.member
    if member is None or not member.is_reachable:
        return None
    viewer = Viewer(member)
    if viewer.suspension:
        return None
    new = rhythm.waiting().filter(member=member, created_at__gt=_since(rhythm, mail), created_at__lte=mail.created_at)
    found = list(new.order_by("-pk")[: MOST + 1])
    told = tell(found[:MOST], viewer)
    tellings = [(told[one.pk].text, site() + reverse("notices:open", args=[one.pk])) for one in found if one.pk in told]
    if not tellings:
        return None
    return Message(
        to=member.email,
        subject=_("What is new for you"),
        template="digest",
        context={
            "tellings": tellings,
            "more": len(found) > MOST,
            "url": site() + reverse("notices:index"),
            **around(member),
        },
        list_name="digest",
        unsubscribe_url=unsubscribe_url(member, rhythm.kind),
    )


def _since(rhythm: Rhythm, mail: Mail) -> datetime:
    """The moment of the digest before."""
    before = Mail.objects.filter(member=mail.member, kind=rhythm.kind, pk__lt=mail.pk).order_by("-pk").first()
    return before.created_at if before else mail.created_at - rhythm.longest


def register() -> None:
    """Called once, when the app is ready."""
    for rhythm in (DAILY, WEEKLY):
        register_kind(rhythm.kind, partial(compose, rhythm))
    register_periodic("notices: digest", queue_digests, every=timedelta(days=1))
    register_periodic("notices: weekly digest", queue_weekly_digests, every=timedelta(days=7))
