"""What the audit log holds about members, and how it forgets them while the chain still verifies."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from medigest.audit.models import Decision, Seal
from medigest.kit import clock
from medigest.members.privacy.registry import FOR_GOOD, Fate, Holding, Row, Table, Wishes, days, place

DAYS_KEPT = 3 * 365
_PROOF = _("A number that tells nothing without its salt, which is erased")


def register() -> None:
    """Called once, when the app is ready."""
    place(
        Table(
            Decision,
            holdings=(
                Holding(
                    what=_("Decisions about you or your posts, with the words the moderators wrote to you"),
                    purpose=_("So that you know why, can object, and others can check what moderators do"),
                    kept=days(DAYS_KEPT),
                    owner="member",
                    columns=("statement",),
                    rows=_received,
                ),
                Holding(
                    what=_("What makes the log provable: salts of who was meant and what was said"),
                    purpose=_("To show that nobody changed the log afterwards"),
                    kept=days(DAYS_KEPT),
                    owner="member",
                    columns=("member_salt", "statement_salt"),
                    withheld=_PROOF,
                ),
                Holding(
                    what=_("Decisions that you made as a moderator, editor or administrator"),
                    purpose=_("So that every decision has somebody who answers for it"),
                    kept=days(DAYS_KEPT),
                    owner="actor",
                    columns=("action", "reason"),
                    fate=Fate.UNNAMED,
                    rows=_made,
                ),
                Holding(
                    what=_("What makes the log provable: the salt of who decided"),
                    purpose=_("To show that nobody changed the log afterwards"),
                    kept=days(DAYS_KEPT),
                    owner="actor",
                    columns=("actor_salt",),
                    withheld=_PROOF,
                ),
                Holding(
                    what=_("That a decision was made: its subject by number, its place, its time"),
                    purpose=_("To count decisions, and to show that none was added or taken away"),
                    kept=FOR_GOOD,
                    owner="member",
                    columns=("target_kind", "target_id", "place_id", "created_at"),
                    fate=Fate.UNNAMED,
                    withheld=_("You get it with the decisions themselves"),
                ),
            ),
            plain=("actor_digest", "member_digest", "statement_digest", "basis", "since"),
            erase=forget,
            expire=expire,
        ),
        Table(Seal, plain=("decision", "previous_hash", "hash")),
    )


def forget(member_id: int, wishes: Wishes) -> None:
    """Empty the member's name, their salts, and what was written to them; codes, times and digests stay."""
    _forget_received(Q(member_id=member_id))
    _forget_actor(Q(actor_id=member_id))


def expire() -> int:
    """Forget names and words of decisions that are three years old; the number of decisions."""
    old = Q(created_at__lt=clock.now() - timedelta(days=DAYS_KEPT))
    named = Q(actor__isnull=False) | Q(member__isnull=False) | ~Q(statement="")
    number = Decision.objects.filter(old & named).count()
    if number:
        _forget_received(old & (Q(member__isnull=False) | ~Q(statement="")))
        _forget_actor(old & Q(actor__isnull=False))
    return number


def _forget_received(which: Q) -> None:
    Decision.objects.filter(which).update(member=None, member_salt="", statement="", statement_salt="")


def _forget_actor(which: Q) -> None:
    Decision.objects.filter(which).update(actor=None, actor_salt="")


def _received(member_id: int) -> Iterator[Row]:
    """Without the name of who decided."""
    columns = ("created_at", "action", "reason", "statement", "target_kind", "target_id")
    yield from Decision.objects.filter(member_id=member_id).order_by("pk").values(*columns).iterator()


def _made(member_id: int) -> Iterator[Row]:
    """Without whom it touched and what was written to them: that is theirs."""
    columns = ("created_at", "action", "reason", "target_kind")
    yield from Decision.objects.filter(actor_id=member_id).order_by("pk").values(*columns).iterator()
