"""Addresses of rows, for pages that hold many: `reverse` looks each up anew, here its words are looked up once."""

from functools import cache

from django.urls import reverse

# No row has them, and they stand in no address.
_PLACES = (987_654_321_987, 987_654_321_988, 987_654_321_989)


@cache
def _words(name: str, keys: int) -> list[str]:
    """What stands around the keys."""
    places = _PLACES[:keys]
    rest, words = reverse(name, args=places), []
    for place in places:
        before, rest = rest.split(str(place))
        words.append(before)
    return [*words, rest]


def address_of(name: str, *keys: int | str) -> str:
    """The address named `name` of the row with these keys, all its arguments: numbers, slugs or handles, in which
    nothing needs quoting."""
    if len(keys) == 1:
        before, after = _words(name, 1)
        return f"{before}{keys[0]}{after}"
    *words, last = _words(name, len(keys))
    return "".join(f"{before}{key}" for before, key in zip(words, keys, strict=True)) + last
