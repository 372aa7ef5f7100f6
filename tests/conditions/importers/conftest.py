"""A page in the publisher's form, a document in ours, and the commands as an operator types them."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from conditions.importers import markdown
from conditions.importers.contract import Document

Command = Callable[..., list[str]]
PAGE = Path(__file__).parent / "data" / "harbour-glass-syndrome.txt"

TEXT = """\
---
slug: harbour-glass-syndrome
name: Harbour glass syndrome
definition: An invented condition.
names:
- kind: acronym
  text: HGS
codes:
- system: COAST
  value: '17'
  url: ''
parents: []
origin: sample
sources:
- key: book
  title: The book of coasts
  publisher: Harbour press
  url: https://harbour.example/book
  licence: Not stated
  retrieved: 2026-11-01
note: ''
---
It comes with the tide [@book].

## Signs {#signs}

A ringing in the ears [@book, page 3].
"""


@pytest.fixture
def page() -> str:
    return PAGE.read_text()


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    file.write_bytes(PAGE.read_bytes())
    return file


@pytest.fixture
def document() -> Document:
    return markdown.read("harbour.md", TEXT)


@pytest.fixture
def manage(db: None) -> Command:
    """Run a command; the lines it writes."""

    def manage(*words: object) -> list[str]:
        out = StringIO()
        call_command(*[str(word) for word in words], stdout=out)
        return out.getvalue().splitlines()

    return manage


@pytest.fixture
def rows(db: None) -> Callable[[], dict[str, list[tuple[object, ...]]]]:
    """Everything that the conditions and the forums hold, to compare before with after."""

    def rows() -> dict[str, list[tuple[object, ...]]]:
        models = [*apps.get_app_config("conditions").get_models(), *apps.get_app_config("forums").get_models()]
        return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}

    return rows
