"""What an editor writes before it is published: each editor has a draft of their own."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from conditions.articles.authorship import NOBODY, Authorship
from conditions.articles.models import Article, Draft, Revision
from conditions.articles.sections import WHOLE, with_section
from medigest.kit import clock

# Far more than an article may be long: what is too long to be published can be kept and shortened.
LONGEST = 400_000
DAYS_KEPT = 180


class EditedMeanwhile(Exception):
    """The editor saved this draft elsewhere since the text was opened; `draft` is what stands now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("the draft was saved elsewhere")
        self.draft = draft


class DraftRefused(ValueError):
    """The draft cannot be kept; the message says why."""


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


@dataclass(frozen=True)
class Typed:
    """What stands in the form: `body` is the text of a section, or of the whole; sources are as somebody typed them."""

    body: str
    section: str = WHOLE
    sources: Sequence[dict[str, str]] = ()
    note: str = ""
    authorship: Authorship = field(default=NOBODY)


def save_draft(
    *,
    condition_id: int,
    editor_id: int,
    typed: Typed,
    opened_version: int = 0,
    base_number: int = 0,
    tab: str = "",
    same_tab: bool = False,
) -> Draft:
    """Keep what the editor typed, whatever stands against publishing it.

    `opened_version`: of the draft that the form came from, and `base_number`: of the revision, where there was no
    draft; 0: none was. `same_tab`: save over what the same `tab` saved last, although the form does not know of it.
    Raises EditedMeanwhile where another version stands now and reads otherwise, DraftRefused.
    """
    if len(typed.body) > LONGEST:
        raise DraftRefused(_("This is too long to be kept as a draft. Please save it elsewhere too."))
    with transaction.atomic():
        article, _made = Article.objects.get_or_create(condition_id=condition_id)
        Article.objects.select_for_update().get(pk=article.pk)
        draft = draft_of(article, editor_id)
        if draft is None:
            base = Revision.objects.filter(article=article, number=base_number).first()
            draft = Draft(article=article, editor_id=editor_id, base=base, version=0, body=base.body if base else "")
        known = draft.version == (opened_version if draft.pk else 0) or (same_tab and tab and draft.tab == tab)
        changed = _fill(draft, typed)
        if draft.pk and not known:
            if changed:
                raise EditedMeanwhile(Draft.objects.select_related("base").get(pk=draft.pk))
            return draft
        draft.version, draft.tab, draft.updated_at = draft.version + 1, tab, clock.now()
        draft.save()
        return draft


def draft_of(article: Article | None, editor_id: int | None) -> Draft | None:
    """What the editor began to write of the article, with the revision that it began from."""
    return Draft.objects.select_related("base").filter(article=article, editor_id=editor_id).first()


def discard_draft(*, draft_id: int, editor_id: int, version: int) -> bool:
    """Let go of a draft of the editor's, as it was opened; whether it was there."""
    return bool(Draft.objects.filter(pk=draft_id, editor_id=editor_id, version=version).delete()[0])


def expire() -> int:
    """Delete drafts that their editors did not touch for half a year; their number."""
    return Draft.objects.filter(updated_at__lt=clock.now() - timedelta(days=DAYS_KEPT)).delete()[0]


def _fill(draft: Draft, typed: Typed) -> bool:
    """Put into the draft what was typed; and whether it reads otherwise now."""
    words = typed.body.replace("\r\n", "\n").replace("\x00", "")
    told = asdict(typed.authorship) | {
        "body": with_section(draft.body, typed.section, words),
        "sources": list(typed.sources),
        "note": typed.note,
    }
    changed = any(getattr(draft, name) != value for name, value in told.items())
    for name, value in told.items():
        setattr(draft, name, value)
    return changed
