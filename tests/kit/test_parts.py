"""Parts of pages are kept under all they are made of."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import override

from medigest.kit import clock, parts
from medigest.kit.addresses import address_of


@dataclass(frozen=True)
class Row:
    """As much of a post as its part shows of a stub."""

    html: str
    stub: bool = False
    position: int = 1


def shown(row: Row) -> str:
    return Template('{% part "components/post.html" post=row %}').render(Context({"row": row, "secret": "x"}))


def test_the_same_values_are_rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = shown(Row("<p>Tea</p>"))
    assert "<p>Tea</p>" in first
    monkeypatch.setattr(parts, "get_template", None)
    assert shown(Row("<p>Tea</p>")) == first


def test_any_other_value_is_another_part() -> None:
    assert "Tea" in shown(Row("Tea"))
    assert "Tea" not in shown(Row("Tea", stub=True))
    assert "#2" in shown(Row("Tea", position=2))


def test_a_text_that_is_marked_as_safe_is_not_taken_for_one_that_is_not() -> None:
    show = Template('{% part "components/member.html" handle=handle %}').render
    assert "<b>" in show(Context({"handle": mark_safe("<b>")}))
    assert "&lt;b&gt;" in show(Context({"handle": "<b>"}))


def test_another_language_is_another_part(monkeypatch: pytest.MonkeyPatch) -> None:
    shown(Row("Tea"))
    monkeypatch.setattr(parts, "get_template", None)
    with override("de"), pytest.raises(TypeError):
        shown(Row("Tea"))


def test_another_day_is_another_part(monkeypatch: pytest.MonkeyPatch) -> None:
    shown(Row("Tea"))
    monkeypatch.setattr(parts, "get_template", None)
    with clock.at(clock.now() + timedelta(days=1)), pytest.raises(TypeError):
        shown(Row("Tea"))


@pytest.mark.parametrize(("name", "key"), [("forums:post", 7), ("forums:edit", 12), ("members:block", "ada-author")])
def test_an_address_is_what_django_makes_it(name: str, key: int | str) -> None:
    assert address_of(name, key) == reverse(name, args=[key])


def test_an_address_of_several_keys_is_what_django_makes_it() -> None:
    assert address_of("forums:thread", "asps", 12, "a-title") == reverse("forums:thread", args=["asps", 12, "a-title"])
