"""What the page holds on which an editor writes: the text or a section of it, its sources, and what is said of both."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, QueryDict

from conditions.articles import text
from conditions.articles.authorship import NOBODY, Authorship, how_to_mend, missing
from conditions.articles.draft import SourceFact, Typed, draft_of
from conditions.articles.join import sources_typed
from conditions.articles.models import Article, Draft
from conditions.articles.publish import fact_of
from conditions.articles.reading_age import PLAIN, reading_age
from conditions.articles.sections import LEAD, WHOLE, parts_of, section_of
from conditions.articles.unsourced import unsourced
from conditions.catalogue.models import Condition
from conditions.web.forms import DraftForm, SourceForm, SourceFormSet
from medigest.kit.cards import EMERGENCY
from medigest.kit.compare import compare
from medigest.kit.helplines import with_emergency_number

PREFIX = "sources"
MOST_SOURCES = 100
MOST_OTHERS = 5
_LENGTHS = {field.name: field.max_length for field in Draft._meta.fields if field.max_length}


@dataclass
class Desk:
    """The page at the moment. `version` and `base` say what its text came from, `tab` which page it is."""

    condition: Condition
    article: Article | None
    draft: Draft | None
    section: str
    version: int
    base: int
    tab: str
    form: Any
    sources: Any
    preview: dict[str, Any] | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The whole text, as it is kept."""
        current = self.article.current if self.article else None
        return self.draft.body if self.draft else current.body if current else ""

    @property
    def parts(self) -> list[dict[str, Any]]:
        """What can be written on its own."""
        return [{"key": key, "heading": heading, "here": key == self.section} for key, heading in parts_of(self.body)]

    @property
    def overtaken(self) -> bool:
        """Whether readers see a text that came after this one was begun."""
        return bool(self.draft and self.article and self.article.current_id != self.draft.base_id)

    @property
    def citable(self) -> list[dict[str, str]]:
        """What the text can cite by a key."""
        return [one for one in self._sources() if one.get("key")]

    def earlier(self) -> list[SourceFact]:
        """Sources of earlier versions that this text does not have."""
        held = {one.get("key") for one in self._sources()}
        stored = list(self.article.sources.order_by("-pk")[:MOST_SOURCES]) if self.article else []
        latest = {one.key: fact_of(one) for one in reversed(stored) if one.key not in held}
        return sorted(latest.values(), key=lambda one: one.title)

    def writing(self) -> list[Draft]:
        """What other editors are writing of it at the time."""
        others = Draft.objects.filter(article=self.article).exclude(pk=self.draft.pk if self.draft else 0)
        shown = others.select_related("editor").only("updated_at", "editor__handle").order_by("-updated_at")
        return list(shown[:MOST_OTHERS]) if self.article else []

    def _sources(self) -> list[dict[str, str]]:
        return typed_sources(self.sources) if self.sources.is_bound else self.sources.initial


def fresh(condition: Condition, editor_id: int | None, section: str) -> Desk:
    """The page as it opens: the editor's draft, else the published text; the whole where there is no such section."""
    article = Article.objects.select_related("current").filter(condition=condition).first()
    draft = draft_of(article, editor_id)
    current = article.current if article else None
    by: Authorship = draft.authorship if draft else current.authorship if current else NOBODY
    base = draft.base if draft else current
    desk = Desk(
        condition,
        article,
        draft,
        section,
        version=draft.version if draft else 0,
        base=base.number if base else 0,
        tab=uuid4().hex,
        form=None,
        sources=SourceFormSet(prefix=PREFIX, initial=draft.sources if draft else sources_typed(current)),
    )
    words = section_of(desk.body, section)
    if words is None:
        words, desk.section = desk.body, WHOLE
    desk.form = DraftForm(initial={"body": words.rstrip("\n"), "note": draft.note if draft else ""} | asdict(by))
    return desk


def sent(condition: Condition, request: HttpRequest, data: QueryDict) -> Desk:
    """The page as it came back from its editor."""
    article = Article.objects.select_related("current").filter(condition=condition).first()
    return Desk(
        condition,
        article,
        None,
        data.get("section", ""),
        version=number_in(data, "version"),
        base=number_in(data, "base"),
        tab=data.get("tab", "")[:40].replace("\x00", ""),
        form=DraftForm(data),
        sources=SourceFormSet(data, prefix=PREFIX),
    )


def typed(data: QueryDict, sources: Any) -> Typed:
    """What was typed, whatever a form makes of it, as far as it can be kept."""

    def words(name: str) -> str:
        return data.get(name, "").replace("\x00", "").strip()[: _LENGTHS[name]]

    by = Authorship(**{name: words(name) for name in Authorship.__dataclass_fields__})
    return Typed(data.get("body", ""), data.get("section", ""), typed_sources(sources), words("note"), by)


def typed_sources(sources: Any) -> list[dict[str, str]]:
    """The sources that are not taken out, as they were typed."""
    rows = []
    for form in sources.forms:
        row = {name: str(form[name].value() or "").replace("\x00", "").strip() for name in SourceForm.base_fields}
        if any(row.values()) and not form["DELETE"].value():
            rows.append(row)
    return rows


def number_in(data: QueryDict, name: str) -> int:
    """A number of a form; 0 where there is none."""
    value = data.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def with_source(data: QueryDict, earlier: SourceFact | None) -> QueryDict:
    """The form with one more source: an earlier one, or room for another."""
    more = data.copy()
    total = min(number_in(data, f"{PREFIX}-TOTAL_FORMS"), MOST_SOURCES - 1)
    more[f"{PREFIX}-TOTAL_FORMS"] = str(total + 1)
    for name, value in (earlier.as_json() if earlier else {}).items():
        more[f"{PREFIX}-{total}-{name}"] = value
    return more


def preview_of(desk: Desk) -> dict[str, Any]:
    """The text as readers will see it, what speaks against it, and what changes by it; of a section that alone.

    Raises text.TextError.
    """
    body, facts = desk.body, desk.sources.facts()
    rendered = text.render(body)
    numbered = {key: number for number, key in enumerate(rendered.cited, start=1)}
    parts = [rendered.lead_html, *(section.html for section in rendered.sections)]
    age = reading_age(parts)
    current = desk.article.current if desk.article else None
    by = desk.draft.authorship if desk.draft else NOBODY
    return {
        "reading_age": age,
        "hard": age is not None and age > PLAIN,
        "lacks": [how_to_mend(mark) for mark in missing(by, cites=bool(rendered.cited))],
        "unsourced": unsourced(body),
        "lead_html": rendered.lead_html if desk.section in (WHOLE, LEAD) else "",
        "sections": [one for one in rendered.sections if desk.section in (WHOLE, one.key)],
        "emergency": any(EMERGENCY in html for html in parts),
        "emergency_numbers": with_emergency_number(),
        "sources": [vars(fact) | {"number": numbered[fact.key]} for fact in facts if fact.key in numbered],
        "published": current is not None,
        "changes": [row.parts for row in compare(current.body, body) if row.changed] if current else [],
    }
