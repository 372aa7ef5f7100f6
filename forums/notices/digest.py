"""One mail a day with what is new, for those who want to be told so."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from forums.notices.kinds import tell
from forums.notices.mail import around, unsubscribe_url
from forums.notices.models import Notice, NoticeQuerySet, Way
from forums.notices.preferences import told_by
from forums.notices.unsubscribe import DIGEST
from medigest.jobs.periodic import register_periodic
from medigest.jobs.queue import job
from medigest.kit import clock
from medigest.mailing.build import site
from medigest.mailing.kinds import Message, register_kind
from medigest.mailing.models import Mail
from medigest.mailing.queue import queue_mail
from medigest.members.accounts.discreet import subject_for
from medigest.members.viewer import Viewer

# What was told earlier is no news, even where no digest was ever sent.
LONGEST = timedelta(days=7)
MOST = 20


def waiting() -> NoticeQuerySet:
    """Unread notices for digests, of all members."""
    return Notice.objects.unread().filter(told_by(Way.DIGEST))


@job
def queue_digests() -> int:
    """Queue a digest for each member with something new since their last; how many. At most one a day for each."""
    now = clock.now()
    last = Mail.objects.filter(member=OuterRef("member"), kind=DIGEST).order_by("-created_at").values("created_at")
    since = Coalesce(Subquery(last[:1]), Value(now - LONGEST))
    members = waiting().filter(created_at__gt=since).order_by("member").values_list("member", flat=True).distinct()
    return sum(queue_mail(member_id=one, kind=DIGEST, key=now.date().isoformat()) for one in list(members))


def compose(mail: Mail) -> Message | None:
    """What is new and still unread; None where nothing is, or no mail may be sent."""
    member = mail.member
    if member is None or not member.is_reachable:
        return None
    viewer = Viewer(member)
    if viewer.suspension:
        return None
    new = waiting().filter(member=member, created_at__gt=_since(mail), created_at__lte=mail.created_at)
    found = list(new.order_by("-pk")[: MOST + 1])
    told = tell(found[:MOST], viewer)
    tellings = [(told[one.pk].text, site() + reverse("notices:open", args=[one.pk])) for one in found if one.pk in told]
    if not tellings:
        return None
    return Message(
        to=member.email,
        subject=subject_for(member, _("What is new for you")),
        template="digest",
        context={
            "tellings": tellings,
            "more": len(found) > MOST,
            "url": site() + reverse("notices:index"),
            **around(member),
        },
        list_name="digest",
        unsubscribe_url=unsubscribe_url(member, DIGEST),
    )


def _since(mail: Mail) -> datetime:
    """The moment of the digest before."""
    before = Mail.objects.filter(member=mail.member, kind=DIGEST, pk__lt=mail.pk).order_by("-pk").first()
    return before.created_at if before else mail.created_at - LONGEST


def register() -> None:
    """Called once, when the app is ready."""
    register_kind(DIGEST, compose)
    register_periodic("notices: digest", queue_digests, every=timedelta(days=1))
