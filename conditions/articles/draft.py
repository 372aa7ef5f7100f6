"""Keep an editor's draft."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from conditions.articles.authorship import NOBODY, Authorship
from conditions.articles.models import Article, Draft
from medigest.kit import clock


class EditedMeanwhile(Exception):
    """Somebody else saved the draft since this editor opened it; `draft` is theirs."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("the draft was saved by somebody else")
        self.draft = draft


@dataclass(frozen=True)
class SourceFact:
    """A source as an editor writes it; `retrieved` is the day somebody opened it."""

    key: str
    title: str
    publisher: str
    url: str
    licence: str
    retrieved: date

    def as_json(self) -> dict[str, str]:
        return asdict(self) | {"retrieved": self.retrieved.isoformat()}

    @classmethod
    def from_json(cls, stored: dict[str, str]) -> "SourceFact":
        return cls(**(stored | {"retrieved": date.fromisoformat(stored["retrieved"])}))  # type: ignore[arg-type]


def save_draft(
    *,
    condition_id: int,
    body: str,
    sources: Sequence[SourceFact],
    note: str,
    authorship: Authorship = NOBODY,
    editor_id: int | None,
    opened_version: int,
) -> Draft:
    """Save the draft of the condition's article. `opened_version` is the version it was opened at (0: none was).

    Raises EditedMeanwhile where another version stands now.
    """
    with transaction.atomic():
        article, _made = Article.objects.get_or_create(condition_id=condition_id)
        Article.objects.select_for_update().get(pk=article.pk)
        draft = Draft.objects.filter(article=article).first()
        if draft and draft.version != opened_version:
            raise EditedMeanwhile(draft)
        draft = draft or Draft(article=article, version=0)
        draft.body, draft.note = body, note
        for name, value in asdict(authorship).items():
            setattr(draft, name, value)
        draft.sources = [source.as_json() for source in sources]
        draft.version = opened_version + 1
        draft.updated_by_id, draft.updated_at = editor_id, clock.now()
        draft.save()
        return draft
