"""Addresses of rows, for pages that hold many: `reverse` looks each up anew, here its words are looked up once."""

from functools import cache

from django.urls import reverse

# No row has it, and it stands in no address.
_PLACE = 987_654_321_987


@cache
def _words(name: str) -> tuple[str, str]:
    before, after = reverse(name, args=[_PLACE]).split(str(_PLACE))
    return before, after


def address_of(name: str, key: int | str) -> str:
    """The address named `name` of the row with that key, its only argument: a number, or a slug or handle, in which
    nothing needs quoting."""
    before, after = _words(name)
    return f"{before}{key}{after}"
