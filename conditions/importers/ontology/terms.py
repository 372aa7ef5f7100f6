"""What a file of an ontology says: a release, its terms, and what was wrong with it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from conditions.catalogue.describe import CodeFact, NameFact


@dataclass(frozen=True)
class Term:
    """One term. `parents`, `alternates` (ids merged into it) and `replaced_by` are ids of the same ontology."""

    key: str
    name: str
    definition: str = ""
    names: tuple[NameFact, ...] = ()
    codes: tuple[CodeFact, ...] = ()
    parents: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    obsolete: bool = False
    replaced_by: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The same as long as the term says the same."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()


@dataclass(frozen=True)
class Edition:
    """The release that a file states; `released` is None where its version names no day."""

    system: str
    version: str
    released: date | None
    title: str
    publisher: str
    url: str
    licence: str


@dataclass(frozen=True)
class Ontology:
    """A file that was read. `problems` says, by id, what of it was left out or cut."""

    path: str
    edition: Edition
    terms: Mapping[str, Term]
    problems: list[str] = field(default_factory=list)
