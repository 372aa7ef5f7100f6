"""What the tests of this room start from: a source, a condition, and how a test publishes an article."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from conditions.articles.draft import SourceFact
from conditions.articles.models import Revision
from conditions.articles.publish import publish
from conditions.catalogue.describe import create
from conditions.catalogue.models import Condition
from tests.conftest import BY_AN_EDITOR

Publish = Callable[..., Revision]


@pytest.fixture
def source() -> SourceFact:
    return SourceFact("book", "The book of coasts", "Harbour press", "", "Not stated", date(2026, 11, 1))


@pytest.fixture
def changed_source(source: SourceFact) -> Callable[..., SourceFact]:
    """The source with other words in it."""
    return partial(replace, source)


@pytest.fixture
def condition(db: None) -> Condition:
    return create(name="Harbour glass syndrome", definition="An invented condition.")


@pytest.fixture
def publish_text(condition: Condition, source: SourceFact) -> Publish:
    """Publish a body as an editor's article on the condition; keywords replace what is given."""

    def publish_text(body: str = "Words [@book].", **changes: Any) -> Revision:
        facts = {"condition_id": condition.pk, "body": body, "sources": [source], **BY_AN_EDITOR}
        return publish(**(facts | changes))

    return publish_text
