"""Count the figures anew, in the background."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, DurationField, ExpressionWrapper, F

from forums.appeals.models import Appeal
from forums.notices.words import ACTIONS
from forums.transparency.models import NOW, YEAR, Figure
from medigest.audit.models import Decision
from medigest.kit import clock

MONTHS = 12
FRESH = timedelta(hours=1)
# An appeal that waits longer than this is counted on its own.
LONG = timedelta(days=14)
# Decisions about texts and members; who was appointed stands on the boards.
COUNTED = ("post", "thread", "sanction", "appeal")
Span = tuple[datetime, datetime]


def refresh() -> bool:
    """Count, where the last count is an hour old; whether it was. Safe to run at any time, by many at once."""
    now = clock.now()
    if Figure.objects.filter(period=NOW, counted_at__gt=now - FRESH).exists():
        return False
    kept = set(Figure.objects.filter(measure="counted").values_list("period", flat=True))
    months = list(_months(now))
    # What was decided in a month that is over does not change any more: it is counted once after its end.
    wanted = [(name, span) for number, (name, span) in enumerate(months) if number < 2 or name not in kept]
    wanted.append((YEAR, (months[-1][1][0], now)))
    figures = [one for name, span in wanted for one in _period(name, span)]
    figures += [
        Figure(period=NOW, measure="appeals", code=code, number=rows.count())
        for code, rows in (
            ("open", Appeal.objects.waiting()),
            ("open-long", Appeal.objects.waiting().filter(created_at__lt=now - LONG)),
        )
    ]
    for figure in figures:
        figure.counted_at = now
    try:
        with transaction.atomic():
            Figure.objects.filter(period__in={one.period for one in figures}).delete()
            Figure.objects.bulk_create(figures)
    except IntegrityError:  # another worker counted meanwhile
        return False
    return True


def _months(now: datetime) -> Iterator[tuple[str, Span]]:
    """This month and the eleven before it, newest first; the last one begins the year that is counted."""
    end, start = now, now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for _number in range(MONTHS):
        yield start.strftime("%Y-%m"), (start, end)
        end, start = start, (start - timedelta(days=1)).replace(day=1)


def _period(name: str, span: Span) -> Iterator[Figure]:
    begin, end = span
    decisions = Decision.objects.filter(
        created_at__gte=begin, created_at__lt=end, target_kind__in=COUNTED, action__in=ACTIONS
    ).order_by()
    yield Figure(period=name, measure="counted", number=decisions.count())
    for measure in ("action", "reason", "basis"):
        rows = decisions.values_list(measure).annotate(number=Count("pk"))
        yield from (Figure(period=name, measure=measure, code=code, number=number) for code, number in rows)
    waited = decisions.exclude(since=None).annotate(
        waited=ExpressionWrapper(F("created_at") - F("since"), output_field=DurationField())
    )
    for basis, number in waited.values_list("basis").annotate(number=Count("pk")):
        middle = waited.filter(basis=basis).order_by("waited").values_list("waited", flat=True)[(number - 1) // 2]
        yield Figure(period=name, measure="waited", code=basis, number=number)
        yield Figure(period=name, measure="median", code=basis, number=max(int(middle.total_seconds()) // 60, 0))
    brought = Appeal.objects.filter(created_at__gte=begin, created_at__lt=end)
    yield Figure(period=name, measure="appeals", code="brought", number=brought.count())
