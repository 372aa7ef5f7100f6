"""An ontology's words as people write them."""

import re

# A relation stands in the text as an identifier; where underscores as spaces would not read, it is said in words.
_RELATIONS = {
    "has_material_basis_in": "has its basis in",
    "has_material_basis_inhomozygous": "has its basis in homozygous",
    "material_basis_in": "has its basis in",
    "has_allergic_trigger": "is triggered by",
    "transmitted_by": "transmitted by",
}
_JOINED = re.compile(r"(?<![\w/.])[A-Za-z]+(?:_[A-Za-z]+)+(?![\w/])")
_VERSION = re.compile(r"_?\d{4}_\d{2}_\d{2}\Z")


def sentence(text: str, longest: int) -> str:
    """A definition without identifiers and line breaks; cut after a whole word where it is too long."""
    plain = _JOINED.sub(lambda match: _RELATIONS.get(match[0]) or match[0].replace("_", " "), text)
    if "://" not in plain:
        plain = plain.replace("_", " ")
    plain = " ".join(plain.split())
    if len(plain) > longest:
        plain = plain[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return plain


def title(name: str) -> str:
    """A name with a capital letter, where its first word is an ordinary one: `nm23` and `pH` stay."""
    name = " ".join(name.split())
    first = re.split(r"[^\w]", name, maxsplit=1)[0]
    return name[0].upper() + name[1:] if len(first) > 1 and first.isalpha() and first.islower() else name


def unversioned(prefix: str) -> str:
    """`SNOMEDCT_US_2025_09_01` is SNOMEDCT_US: the day is the mapping's, not the system's."""
    return _VERSION.sub("", prefix)
