"""What the reference holds about members: who wrote and who is writing. The rest tells of conditions."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from conditions.articles.draft import DAYS_KEPT as DRAFTS_KEPT
from conditions.articles.draft import expire as expire_drafts
from conditions.articles.models import Article, Citation, Correction, Disclaimer, Draft, Review, Revision, Source, Term
from conditions.catalogue.models import Closure, Code, Condition, FormerCode, Name, Parent
from conditions.editors.models import Editor
from conditions.importers.models import Imported, Release
from medigest.members.privacy.registry import FOR_GOOD, WITH_THE_ACCOUNT, Fate, Holding, Row, Table, days, place


def register() -> None:
    """Called once, when the app is ready."""
    place(_revisions(), _drafts(), _reviews(), _corrections(), _offices(), *_reference())


def _revisions() -> Table:
    return Table(
        Revision,
        holdings=(
            Holding(
                what=_("Revisions of articles that you published as an editor"),
                purpose=_("So that readers can see how an article came about"),
                kept=FOR_GOOD,
                owner="author",
                columns=(
                    *("body", "note", "published_at", "lead_html", "sections", "written_by", "credentials"),
                    *("interests", "unmarked"),
                ),
                fate=Fate.UNNAMED,
                rows=_published,
            ),
        ),
        plain=("article", "number", "origin", "disclaimer"),
    )


def _drafts() -> Table:
    return Table(
        Draft,
        holdings=(
            Holding(
                what=_("Articles that you began to write and did not publish"),
                purpose=_("So that you can go on with them, and other editors see that you are at it"),
                kept=days(DRAFTS_KEPT),
                owner="editor",
                columns=("body", "sources", "note", "updated_at", "written_by", "credentials", "interests"),
                rows=_drafted,
            ),
        ),
        plain=("article", "base", "version", "tab"),
        expire=expire_drafts,
    )


def _reviews() -> Table:
    return Table(
        Review,
        holdings=(
            Holding(
                what=_("Reviews of articles that you recorded as an editor"),
                purpose=_("So that readers can see who read an article, and when"),
                kept=FOR_GOOD,
                owner="recorded_by",
                columns=("reviewer", "credentials", "interests", "recorded_at"),
                fate=Fate.UNNAMED,
                rows=_recorded,
            ),
        ),
        plain=("revision", "reviewed_on", "next_due"),
    )


def _corrections() -> Table:
    return Table(
        Correction,
        holdings=(
            Holding(
                what=_("Corrections of articles that you proposed"),
                purpose=_("So that editors can mend articles, and tell you what became of it"),
                kept=FOR_GOOD,
                owner="proposer",
                columns=("section_key", "section_heading", "text", "source", "credited", "created_at", "outcome"),
                fate=Fate.UNNAMED,
                rows=_proposed,
            ),
            Holding(
                what=_("What you decided about corrections, as an editor"),
                purpose=_("So that it can be told who decided, and why"),
                kept=FOR_GOOD,
                owner="decided_by",
                columns=("reason", "decided_at"),
                fate=Fate.UNNAMED,
            ),
        ),
        plain=("article", "revision"),
    )


def _offices() -> Table:
    return Table(
        Editor,
        holdings=(
            Holding(
                what=_("Which articles you edit, and until when"),
                purpose=_("To let you do so"),
                kept=WITH_THE_ACCOUNT,
                owner="member",
                columns=("beneath", "granted_at", "until"),
                rows=_offices_of,
            ),
            Holding(
                what=_("That you made somebody an editor"),
                purpose=_("So that every appointment has somebody who answers for it"),
                kept=_("As long as the appointment lasts"),
                owner="granted_by",
                columns=(),
                fate=Fate.UNNAMED,
                withheld=_("It is about another person"),
            ),
        ),
        plain=("condition",),
    )


def _offices_of(member_id: int) -> Iterator[Row]:
    for grant in Editor.objects.filter(member_id=member_id).select_related("condition").order_by("pk"):
        yield {
            "article": grant.condition.name,
            "with all beneath": grant.beneath,
            "since": grant.granted_at,
            "until": grant.until,
        }


def _reference() -> list[Table]:
    """Tables that hold medicine, and nobody's data."""
    return [
        Table(
            Condition,
            plain=(
                *("slug", "name", "folded", "initial", "definition", "created_at", "retired_at", "merged_into"),
                "on_top",
            ),
        ),
        Table(Name, plain=("condition", "kind", "text", "folded")),
        Table(Code, plain=("condition", "system", "value", "url")),
        Table(FormerCode, plain=("condition", "value")),
        Table(Parent, plain=("child", "parent")),
        Table(Closure, plain=("ancestor", "descendant")),
        Table(Disclaimer, plain=("version", "short_html", "long_html", "effective_from")),
        Table(Article, plain=("condition", "publisher_notice", "current", "review", "explained", "marked")),
        Table(
            Term,
            plain=(
                *("slug", "name", "spellings", "text", "source", "source_url", "licence", "retrieved", "in_use"),
                "version",
            ),
        ),
        Table(Source, plain=("article", "key", "title", "publisher", "url", "licence", "retrieved")),
        Table(Citation, plain=("revision", "source", "number", "locators")),
        Table(
            Release,
            plain=(*("system", "version", "released", "title", "publisher", "url", "licence", "terms", "imported_at"),),
        ),
        Table(
            Imported,
            plain=("system", "key", "condition", "digest", "stated", "release", "revision", "imported_at"),
        ),
    ]


def _published(member_id: int) -> Iterator[Row]:
    rows = Revision.objects.filter(author_id=member_id).select_related("article__condition").order_by("pk")
    for row in rows.iterator():
        yield {
            "article": row.article.condition.name,
            "number": row.number,
            "published_at": row.published_at,
            "note": row.note,
            "written_by": row.written_by,
            "credentials": row.credentials,
            "interests": row.interests,
            "body": row.body,
        }


def _drafted(member_id: int) -> Iterator[Row]:
    rows = Draft.objects.filter(editor_id=member_id).select_related("article__condition").order_by("pk")
    for row in rows.iterator():
        told = ("updated_at", "note", "written_by", "credentials", "interests", "body", "sources")
        yield {"article": row.article.condition.name} | {name: getattr(row, name) for name in told}


def _recorded(member_id: int) -> Iterator[Row]:
    """What the reviewer told of themselves is theirs, and stays out."""
    rows = Review.objects.filter(recorded_by_id=member_id).select_related("revision__article__condition")
    for row in rows.order_by("pk").iterator():
        yield {"article": row.revision.article.condition.name, "recorded_at": row.recorded_at}


def _proposed(member_id: int) -> Iterator[Row]:
    rows = Correction.objects.filter(proposer_id=member_id).select_related("article__condition").order_by("pk")
    for row in rows.iterator():
        told = ("section_key", "section_heading", "text", "source", "credited", "created_at", "outcome", "reason")
        yield {"article": row.article.condition.name} | {name: getattr(row, name) for name in told}
