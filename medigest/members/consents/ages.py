"""The minimum age to join, by country. Sources: docs/sources.md.

Below it a person could not consent alone, and this site rests on consent. Only what an opened source
says is listed; for every other country, and for who names none, the strictest age holds.
"""

from dataclasses import dataclass

from medigest.kit import clock
from medigest.members.consents.models import AgeConfirmation

VERSION = "2026-11"
STRICTEST = 16
BY_COUNTRY = {
    "AT": 14,
    "BE": 13,
    "CZ": 15,
    "ES": 14,
    "FI": 13,
    "FR": 15,
    "GB": 13,
    "IE": 16,
    "IT": 14,
    "NL": 16,
    "SE": 13,
    "SK": 16,
}
YOUNGEST = min(BY_COUNTRY.values())


class TooYoung(Exception):
    """`minimum`: the age that the rule asks for."""

    def __init__(self, minimum: int) -> None:
        super().__init__(f"members are at least {minimum}")
        self.minimum = minimum


@dataclass(frozen=True)
class Rule:
    """`country` is empty where the strictest age is asked for because no rule of its own is known."""

    country: str
    minimum: int


def rule_for(country: str) -> Rule:
    """The rule that holds for somebody of that country (two letters, or empty)."""
    return Rule(country, BY_COUNTRY[country]) if country in BY_COUNTRY else Rule("", STRICTEST)


def check(*, country: str, age: int) -> Rule:
    """The rule that holds. Raises TooYoung."""
    rule = rule_for(country)
    if age < rule.minimum:
        raise TooYoung(rule.minimum)
    return rule


def confirm(*, member_id: int, country: str, age: int) -> None:
    """Keep that the member is old enough, and by which rule; neither the age nor another country. Raises TooYoung."""
    rule = check(country=country, age=age)
    AgeConfirmation.objects.update_or_create(
        member_id=member_id,
        defaults={
            "rule": rule.country,
            "minimum": rule.minimum,
            "version": VERSION,
            "confirmed_at": clock.now(),
        },
    )
