"""Settled templates say what Django's own say, and ask once for what stands still."""

from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.utils.translation import override

from medigest.kit.settled import Component, Sentence, Still

PARTS = {
    "component.html": '<i>{{ name }}{{ other }}</i>{% for one in many %}{{ one }}{% endfor %}{% translate "Home" %}',
    "lines.html": "<p>\n\n    <b>{{ name }}</b>  \n  {% if many %}\n    x  y\n  {% endif %}</p>",
    "stateful.html": '{% for one in many %}{% cycle "a" "b" %}{% endfor %}',
    "parent.html": '<h1>{% translate "Forums" %}</h1>{% block main %}{% translate "Log in" %}{% endblock main %}',
}
PAGES = {
    "words": '{% comment %}no{% endcomment %}<p>{% translate "Log in" %} {% url "home" %}</p>{% lucide "bell" %}',
    "choice": '{% if name %}{% translate "Search" %}<b>{{ name }}</b>{% else %}{% translate "Help" %}{% endif %}',
    "sentence": "{% blocktranslate trimmed with handle=name %}by {{ handle }}{% endblocktranslate %}",
    "sentence of the page": "{% blocktranslate %}All times are {{ other }}.{% endblocktranslate %}",
    "plural": "{% blocktranslate count posts=3 %}{{ posts }} post{% plural %}{{ posts }} posts{% endblocktranslate %}",
    "plural with names": (
        "{% blocktranslate trimmed count n=many|length with who=name %}{{ n }} by {{ who }}"
        "{% plural %}{{ n }} of {{ other }} by {{ who }}{% endblocktranslate %}"
    ),
    "percent": '{% translate "100% of %(x)s" %}{% blocktranslate with a=name %}100% {{ a }}{% endblocktranslate %}',
    "names": '{% translate "Forums" as label %}{% url "home" as where %}{{ label }}{{ where }}',
    "component": 'a{% include "component.html" with name=name many=many only %}{{ other }}',
    "component in a loop": '{% for name in many %}{% include "component.html" with name=name only %}{% endfor %}',
    "component with a state": 2 * '{% include "stateful.html" with many=many only %}',
    "child": (
        '{% extends "parent.html" %}{% block main %}{{ block.super }}{% translate "and" %}{{ name }}{% endblock main %}'
    ),
}
VALUES = {"name": "<Ada & Bob>", "other": "UTC", "many": ["x", "<y>"]}


def engine(loader: Any) -> Engine:
    return Engine(loaders=loader, builtins=settings.TEMPLATES[0]["OPTIONS"]["builtins"])


SETTLED = engine([("medigest.kit.settled.Loader", [("django.template.loaders.locmem.Loader", PARTS | PAGES)])])
DJANGOS = engine([("django.template.loaders.locmem.Loader", PARTS | PAGES)])


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_what_django_makes_it(name: str) -> None:
    plain = DJANGOS.get_template(name).render(Context(VALUES))
    for _again in range(2):
        assert SETTLED.get_template(name).render(Context(VALUES)) == plain
    assert SETTLED.get_template(name).render(Context({})) == DJANGOS.get_template(name).render(Context({}))


def test_what_stands_still_is_one_node_and_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    template = SETTLED.get_template("words")
    assert [type(node) for node in template.nodelist] == [Still]
    first = template.render(Context())
    monkeypatch.setattr(template.nodelist[0], "nodes", None)
    assert template.render(Context()) == first


def test_components_and_sentences_are_settled_wherever_they_stand() -> None:
    assert SETTLED.get_template("component").nodelist.get_nodes_by_type(Component)
    assert SETTLED.get_template("sentence").nodelist.get_nodes_by_type(Sentence)
    assert SETTLED.get_template("component in a loop").nodelist.get_nodes_by_type(Component)


def test_a_component_sees_nothing_of_the_page_around_it() -> None:
    assert "UTC" not in SETTLED.get_template("component").render(Context(VALUES | {"other": ""}))
    shown = SETTLED.get_template("component").render(Context(VALUES))
    assert shown.startswith("a<i>&lt;Ada &amp; Bob&gt;</i>x&lt;y&gt;")
    assert shown.endswith("UTC")


def test_lines_of_a_page_lose_their_indentation_and_values_keep_theirs() -> None:
    drawn = SETTLED.get_template("lines.html").render(Context(VALUES | {"name": "a\n\n  b"}))
    assert drawn == "<p>\n<b>a\n\n  b</b>\n\nx  y\n</p>"


@pytest.mark.parametrize("many", [[], ["x"], ["x", "y"]])
def test_a_counted_sentence_is_djangos_for_every_number(many: list[str]) -> None:
    given = VALUES | {"many": many}
    plain, settled = (one.get_template("plural with names").render(Context(given)) for one in (DJANGOS, SETTLED))
    assert settled == plain
    assert settled.startswith(str(len(many)))


def test_another_language_is_drawn_anew() -> None:
    template = SETTLED.get_template("child")
    english = template.render(Context(VALUES))
    with override("de"):
        german = template.render(Context(VALUES))
    assert german == english.replace("and", "und", 1)
    assert template.render(Context(VALUES)) == english
