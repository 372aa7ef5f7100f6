"""What an import of an ontology did, or would do."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """How many terms came to what. `missing`: known from before, and not in this file; they stay as they are."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0
    redirected: int = 0
    missing: int = 0
    problems: list[str] = field(default_factory=list)
