"""Bring an editor's draft together with what was published since it was begun."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction

from conditions.articles.authorship import NOBODY, Authorship
from conditions.articles.draft import EditedMeanwhile, draft_of
from conditions.articles.models import Article, Draft, Revision
from conditions.articles.publish import PublishedMeanwhile, fact_of
from medigest.kit import clock
from medigest.kit.join import Piece, Side, join, joined


@dataclass(frozen=True)
class Meeting:
    """A draft and the published text, in pieces; and what the joined text rests on and who wrote it."""

    pieces: list[Piece]
    sources: list[dict[str, str]]
    authorship: Authorship


def sources_typed(revision: Revision | None) -> list[dict[str, str]]:
    """The sources of a revision as a draft keeps them."""
    if revision is None:
        return []
    return [fact_of(one.source).as_json() for one in revision.citations.select_related("source")]


def meet(draft: Draft, published: Revision) -> Meeting:
    """The draft and what was published since."""
    base = draft.base
    theirs = sources_typed(published)
    body, sources = _sources(draft.body, draft.sources, sources_typed(base), theirs)
    return Meeting(
        join(base.body if base else "", body, published.body),
        sources,
        _authorship(draft.authorship, base.authorship if base else NOBODY, published.authorship),
    )


def join_draft(
    *, condition_id: int, editor_id: int, version: int, number: int, sides: Mapping[int, Side], tab: str = ""
) -> Draft:
    """Join the editor's draft with the published revision of that number; it goes on from there.

    `sides` decides each place that both changed, by its number from 0 on; where nothing is decided both stay.
    Raises EditedMeanwhile where the draft was saved since, PublishedMeanwhile where a newer revision came, and
    Draft.DoesNotExist.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update().get(condition_id=condition_id)
        draft, published = draft_of(article, editor_id), article.current
        if draft is None or published is None:
            raise Draft.DoesNotExist
        if draft.version != version:
            raise EditedMeanwhile(draft)
        if published.number != number:
            raise PublishedMeanwhile(published)
        met = meet(draft, published)
        draft.body, draft.sources, draft.base = joined(met.pieces, sides), met.sources, published
        for name, value in asdict(met.authorship).items():
            setattr(draft, name, value)
        draft.version, draft.tab, draft.updated_at = version + 1, tab, clock.now()
        draft.save()
        return draft


def _sources(
    body: str, mine: list[dict[str, str]], base: list[dict[str, str]], theirs: list[dict[str, str]]
) -> tuple[str, list[dict[str, str]]]:
    """All sources of both. Where both mean something else by a key, mine gets another, in the body too."""
    before, other = ({one["key"]: one for one in many} for many in (base, theirs))
    taken = {one.get("key", "") for one in (*mine, *theirs)}
    told: list[dict[str, str]] = []
    for one in mine:
        key = one.get("key", "")
        if other.get(key, one) in (one, before.get(key)):
            told.append(one)
        elif one == before.get(key):
            told.append(other[key])
        else:
            another = _free(key, taken)
            taken.add(another)
            body = re.sub(rf"(?<!\\)\[@{re.escape(key)}(?=[\s,\]])", f"[@{another}", body)
            told += [other[key], one | {"key": another}]
    held = {one.get("key") for one in told}
    return body, told + [one for key, one in other.items() if key not in held]


def _free(key: str, taken: set[str]) -> str:
    number = 2
    while f"{key[:36]}-{number}" in taken:
        number += 1
    return f"{key[:36]}-{number}"


def _authorship(mine: Authorship, base: Authorship, theirs: Authorship) -> Authorship:
    """Each word of mine that I changed, else theirs."""
    return Authorship(
        **{
            name: getattr(mine, name) if getattr(mine, name) != before else getattr(theirs, name)
            for name, before in asdict(base).items()
        }
    )
