"""What pages show of rows: plain data, in which templates find what they name at the first look."""

from typing import Any


class Row:
    """Django's templates ask `row["name"]` before they ask `row.name`; a refusal costs them more than the answer."""

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)
