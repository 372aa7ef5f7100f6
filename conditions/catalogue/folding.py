"""Fold a name for look-up: no case, no accents, single spaces."""

import unicodedata


def fold(text: str) -> str:
    """`Ménière's  Disease` becomes `meniere's disease`."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
