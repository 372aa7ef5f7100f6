"""Moments in templates: always `<time>`, in the reader's language and zone; loaded as a builtin of every template."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from medigest.kit import clock

register = template.Library()
A_WEEK = 7


@register.simple_tag
def moment(at: datetime | None) -> SafeString | str:
    """Day and time: "22 Nov 2026, 14:33"."""
    return _element(localtime(at), _day_and_time(localtime(at))) if at else ""


@register.simple_tag
def day(on: date | datetime | None) -> SafeString | str:
    """The day alone: "22 Nov 2026"."""
    if not on:
        return ""
    shown = localtime(on) if isinstance(on, datetime) else on
    return _element(shown, _day(shown))


@register.simple_tag
def lately(at: datetime | None) -> SafeString | str:
    """How long ago, for what lives: "today, 14:33", "yesterday", "3 days ago", then the day."""
    if not at:
        return ""
    then, now = localtime(at), localtime(clock.now())
    days = (now.date() - then.date()).days
    if days == 0:
        words = _("today, %(time)s") % {"time": f"{then:%H:%M}"}
    elif days == 1:
        words = _("yesterday")
    elif 1 < days < A_WEEK:
        words = ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}
    else:
        words = _day(then)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', then.isoformat(timespec="seconds"), _day_and_time(then), words
    )


def _day_and_time(at: datetime) -> str:
    return f"{_day(at)}, {at:%H:%M}"


def _day(on: date) -> str:
    return _day_in(on.year, on.month, on.day, get_language())


@lru_cache(maxsize=4096)  # a list shows few days, and the same again; Django writes each by looking at every letter
def _day_in(year: int, month: int, day: int, language: str | None) -> str:
    return date_format(date(year, month, day), "DATE_FORMAT")


def _element(at: date | datetime, words: str) -> SafeString:
    machine = at.isoformat(timespec="seconds") if isinstance(at, datetime) else at.isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, words)
