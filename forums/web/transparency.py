"""The public figures of moderation, as a page and as CSV."""

import csv
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.notices.words import action_label
from forums.transparency.blur import SMALLEST, blur
from forums.transparency.models import NOW, YEAR, Figure
from forums.web.decisions import reason_label
from medigest.audit.models import Decision
from medigest.kit.surfaces import surface

COLUMNS = ("period", "measure", "code", "number")
Row = tuple[str, str]


def _rows(figures: dict[tuple[str, str], int], measure: str, label: Any) -> list[Row]:
    """The figures of a measure in words, the most frequent first."""
    found = [(code, number) for (one, code), number in figures.items() if one == measure and number]
    return [(str(label(code)), blur(number)) for code, number in sorted(found, key=lambda row: (-row[1], row[0]))]


def _basis_label(code: str) -> str:
    return str(dict(Decision.Basis.choices).get(code, _("Not kept at that time")))


def waiting_time(minutes: int) -> str:
    """A span in words, to the hour from two hours on and to the day from two days on."""
    span = timedelta(minutes=minutes)
    if span.days >= 2:
        return ngettext("%(count)d day", "%(count)d days", span.days) % {"count": span.days}
    hours = minutes // 60
    if hours >= 2:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def _medians(figures: dict[tuple[str, str], int]) -> list[Row]:
    """The median wait for a decision, where enough were taken to tell it."""
    return [
        (_basis_label(code), waiting_time(minutes))
        for (measure, code), minutes in sorted(figures.items())
        if measure == "median" and figures.get(("waited", code), 0) >= SMALLEST
    ]


@surface()
def transparency(request: HttpRequest) -> HttpResponse:
    """The last twelve months, and the appeals that wait now."""
    kept = list(Figure.objects.filter(period__in=[YEAR, NOW]))
    year = {(one.measure, one.code): one.number for one in kept if one.period == YEAR}
    now = {one.code: one.number for one in kept if one.period == NOW}
    context = {
        "counted_at": kept[0].counted_at if kept else None,
        "total": blur(year.get(("counted", ""), 0)),
        "tables": [
            (_("What was decided"), _rows(year, "action", action_label)),
            (_("For which reason"), _rows(year, "reason", reason_label)),
            (_("How it came about"), _rows(year, "basis", _basis_label)),
        ],
        "medians": _medians(year),
        "appeals": [
            (_("Brought"), blur(year.get(("appeals", "brought"), 0))),
            (_("Upheld: the decision was taken back"), blur(year.get(("action", "uphold-appeal"), 0))),
            (_("Refused: the decision stands"), blur(year.get(("action", "refuse-appeal"), 0))),
            (_("Waiting now"), blur(now.get("open", 0))),
            (_("Waiting now for more than two weeks"), blur(now.get("open-long", 0))),
        ],
    }
    return render(request, "forums/moderation/transparency.html", context)


@surface()
def figures(request: HttpRequest) -> HttpResponse:
    """The same, month by month, for machines. Medians are minutes."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="medigest-moderation.csv"'
    kept = {(one.period, one.measure, one.code): one.number for one in Figure.objects.order_by("period")}
    rows = csv.writer(response)
    rows.writerow(COLUMNS)
    for (period, measure, code), number in kept.items():
        if measure != "median":
            rows.writerow([period, measure, code, blur(number)])
        elif kept.get((period, "waited", code), 0) >= SMALLEST:
            rows.writerow([period, measure, code, number])
    return response
