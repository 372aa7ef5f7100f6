"""Tell members of an event: a notice each, in the caller's transaction, and mail for those who want it at once."""

from collections.abc import Iterable
from functools import partial

from django.db import IntegrityError, transaction

from forums.notices.kinds import Kind, kind_named
from forums.notices.mail import MAIL, mail_key
from forums.notices.models import Notice, Way
from forums.notices.preferences import ways_of
from forums.threads.hearing import who_blocked
from medigest.jobs.queue import enqueue, job
from medigest.kit import clock
from medigest.mailing.queue import queue_mail
from medigest.members.models import Member

BATCH = 200
# So often two who tell the same members of the same target at once may get in each other's way.
TRIES = 3


def notify(
    *,
    kind: str,
    event_id: int,
    members: Iterable[int],
    target_id: int | None = None,
    author_id: int | None = None,
    alias_id: int | None = None,
) -> int:
    """Tell these members, by id, of an event; how many were told who had not been.

    Called inside the transaction of what happened: who is told costs about five queries, however many they are, and
    a row for each mail. With a `target_id` (the thread of a reply) unread notices about the same become one.
    `author_id`: whose doing it was; they are not told themselves, nor are those who blocked them, or the alias
    (`alias_id`) under which they did it. For many members see `notify_audience`. Raises KeyError for a kind that nobody
    registered.
    """
    told = kind_named(kind)
    ways = _reached(told, set(members), author_id, alias_id)
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                new = _write(told, event_id, target_id, ways)
            break
        except IntegrityError:
            # Somebody else tells the same members at this moment; the next try finds their rows.
            if attempt + 1 == TRIES:
                raise
    for member_id in new:
        if ways[member_id] == Way.MAIL:
            queue_mail(member_id=member_id, kind=MAIL, key=mail_key(kind, event_id))
    return len(new)


def notify_audience(
    *, kind: str, event_id: int, target_id: int | None = None, author_id: int | None = None, alias_id: int | None = None
) -> None:
    """Tell the kind's whole audience, in the background: one row in the queue for whoever caused it, ten thousand
    followers or none. Called inside the transaction of what happened."""
    enqueue(
        fan_out, kind=kind, event_id=event_id, target_id=target_id, author_id=author_id, alias_id=alias_id, beyond=0
    )


@job
def fan_out(
    *, kind: str, event_id: int, target_id: int | None, author_id: int | None, beyond: int, alias_id: int | None = None
) -> None:
    """Tell the next batch of the audience, by the ids of its members; a batch runs twice without harm."""
    audience = kind_named(kind).audience
    if audience is None:
        raise ValueError(f"{kind} has no audience")
    rows = audience(event_id).filter(member__gt=beyond).order_by("member").values_list("member", flat=True)
    batch: list[int] = list(rows.distinct()[:BATCH])
    again = partial(
        enqueue,
        fan_out,
        kind=kind,
        event_id=event_id,
        target_id=target_id,
        author_id=author_id,
        alias_id=alias_id,
    )
    with transaction.atomic():
        notify(kind=kind, event_id=event_id, members=batch, target_id=target_id, author_id=author_id, alias_id=alias_id)
        if len(batch) == BATCH:
            again(beyond=batch[-1])


def _reached(kind: Kind, members: set[int], author_id: int | None, alias_id: int | None) -> dict[int, str]:
    """Those of the members who are to be told, and how: one query, and one for the ways."""
    there = Member.objects.filter(pk__in=members, is_active=True)
    if author_id is not None:
        there = there.exclude(pk=author_id).exclude(pk__in=who_blocked(author_id, alias_id))
    ids = list(there.order_by("pk").values_list("pk", flat=True))
    own = ways_of(ids, kind)
    ways = {member_id: own.get(member_id, kind.default) for member_id in ids}
    return {member_id: way for member_id, way in ways.items() if way != Way.NONE or kind.owed}


def _write(kind: Kind, event_id: int, target_id: int | None, ways: dict[int, str]) -> list[int]:
    """A row for each who was not told yet; it takes up the unread one about the same target."""
    before = Notice.objects.filter(member__in=ways, kind=kind.name, event_id=event_id)
    known = set(before.values_list("member_id", flat=True))
    new = [member_id for member_id in ways if member_id not in known]
    numbers: dict[int, int] = {}
    if target_id is not None:
        # Locked in one order, so that two events of the same thread count each other in and don't wait in a circle.
        same = Notice.objects.unread().filter(member__in=new, kind=kind.name, target_id=target_id)
        taken = list(same.select_for_update().order_by("member").values_list("pk", "member_id", "number"))
        Notice.objects.filter(pk__in=[pk for pk, _member, _number in taken]).update(replaced=True)
        numbers = {member_id: number for _pk, member_id, number in taken}
    now = clock.now()
    Notice.objects.bulk_create(
        Notice(
            member_id=member_id,
            kind=kind.name,
            event_id=event_id,
            target_id=target_id,
            number=numbers.get(member_id, 0) + 1,
            created_at=now,
        )
        for member_id in new
    )
    return new
