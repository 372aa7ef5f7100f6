"""Put a new version of the disclaimer in force."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from conditions.articles.anatomy import Statement
from conditions.articles.models import Disclaimer
from medigest.kit import markup


class Incomplete(ValueError):
    """A statement has no words; `missing` names each."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


def declare(*, statements: Mapping[str, str], short: str, effective_from: datetime) -> Disclaimer:
    """The next version of the disclaimer, effective from then on. `statements`: Markdown by `Statement`; `short`: the
    short form, in Markdown.

    Raises Incomplete where a statement or the short form has no words, markup.MarkupError.
    """
    missing = [one.value for one in Statement if not statements.get(one.value, "").strip()]
    missing += [] if short.strip() else ["short"]
    if missing:
        raise Incomplete(missing)
    lines = [f"- **{one.label}.** {' '.join(statements[one.value].split())}" for one in Statement]
    with transaction.atomic():
        last = Disclaimer.objects.select_for_update().order_by("-version").first()
        return Disclaimer.objects.create(
            version=last.version + 1 if last else 1,
            short_html=markup.render(short),
            long_html=markup.render("\n".join(lines)),
            effective_from=effective_from,
        )
