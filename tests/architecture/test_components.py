"""Components take explicit arguments and refuse others: read in the templates, so that it costs a page nothing.

The first line of a component names them, `{# takes: board, condition?, new_url #}`; what has a `?` may be left out.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.template import Node, Origin, Template, engines
from django.template.base import FilterExpression, Variable, VariableNode
from django.template.defaulttags import ForNode, WithNode
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode
from django.test import Client, override_settings

from tests.architecture.source import templates

PREFIX = "templates/components/"
TAKES = re.compile(r"\{# takes:([^#]*)#\}\n")
HTML = {path: text for path, text in templates().items() if path.endswith(".html")}
COMPONENTS = sorted(path.removeprefix("templates/") for path in HTML if path.startswith(PREFIX))
# What every template has, whatever it is given.
ALWAYS = {"forloop", "block", "True", "False", "None"}


def _takes(text: str) -> dict[str, bool] | None:
    """The arguments that a component names, and whether each must be given."""
    found = TAKES.match(text)
    if found is None:
        return None
    names = [name.strip() for name in found[1].split(",") if name.strip()]
    return {name.removesuffix("?"): not name.endswith("?") for name in names}


@cache
def _parsed(path: str) -> Template:
    engine: Any = engines["django"]
    return Template(HTML[path], Origin(path, path), path, engine=engine.engine)


def _includes(path: str) -> Iterator[tuple[str, IncludeNode]]:
    for node in _parsed(path).nodelist.get_nodes_by_type(IncludeNode):
        name = node.template.var
        if isinstance(name, str) and name.startswith("components/"):
            yield name, node


def _used(value: Any, known: frozenset[str], seen: set[int]) -> Iterator[str]:
    """The variables that a part of a template reads and does not make itself."""
    if id(value) in seen:
        return
    if isinstance(value, Variable):
        if value.lookups and value.lookups[0] not in known:
            yield value.lookups[0]
        return
    if isinstance(value, list | tuple):
        for one in value:
            yield from _used(one, known, seen)
        return
    if isinstance(value, dict):
        yield from _used(list(value.values()), known, seen)
        return
    if not isinstance(value, Node | FilterExpression):
        if hasattr(value, "__dict__") and type(value).__module__.startswith("django.template"):
            yield from _used(list(vars(value).values()), known, seen)
        return
    seen = seen | {id(value)}
    if isinstance(value, ForNode):
        known |= set(value.loopvars)
    elif isinstance(value, WithNode | IncludeNode):
        yield from _used(value.extra_context, known, seen)
        known |= set(value.extra_context) if isinstance(value, WithNode) else set()
    elif isinstance(value, BlockTranslateNode):
        yield from _used(value.extra_context, known, seen)
        if value.countervar:
            yield from _used(value.counter, known, seen)
        return
    if isinstance(value, VariableNode):
        yield from _used(value.filter_expression, known, seen)
        return
    for name in value.__slots__ if isinstance(value, FilterExpression) else vars(value):
        part = getattr(value, name)
        if name not in ("origin", "token", "template", "parent"):
            yield from _used(part, known, seen)


def _made(path: str) -> set[str]:
    """The names that `as` gives inside a template."""
    return set(re.findall(r"\bas (\w+)", HTML[path]))


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_names_what_it_takes_and_uses_nothing_else(component: str) -> None:
    takes = _takes(HTML[f"templates/{component}"])
    assert takes is not None, f"templates/{component}: begin it with {{# takes: first, second? #}}"
    path = f"templates/{component}"
    known = frozenset(takes.keys() | ALWAYS | _made(path))
    used = set(_used(list(_parsed(path).nodelist), known, set()))
    assert not used, f"{path} uses {sorted(used)}, which its first line does not name"


@pytest.mark.parametrize("path", sorted(HTML))
def test_a_component_is_given_what_it_takes_and_nothing_else(path: str) -> None:
    for component, node in _includes(path):
        takes = _takes(HTML[f"templates/{component}"]) or {}
        given = set(node.extra_context)
        assert node.isolated_context, f"{path} includes {component} without `only`"
        assert not given - takes.keys(), f"{path} gives {component} {sorted(given - takes.keys())}, which it refuses"
        missing = {name for name, must in takes.items() if must} - given
        assert not missing, f"{path} includes {component} without {sorted(missing)}"


def test_an_undeclared_name_is_found() -> None:
    engine: Any = engines["django"]
    text = "{% for one in many %}{{ one.name }}{% if other %}{{ third|default:fourth }}{% endif %}{% endfor %}"
    found = set(_used(list(Template(text, engine=engine.engine).nodelist), frozenset(ALWAYS), set()))
    assert found == {"many", "other", "third", "fourth"}


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_every_component_stands_on_the_style_guide(client: Client) -> None:
    """Rendered there, also where one component brings another along; so it is judged by axe and read as HTML."""
    answer = client.get("/styleguide/")
    shown = {template.name for template in answer.templates}
    missing = set(COMPONENTS) - shown
    assert not missing, f"show {sorted(missing)} in templates/medigest/pages/styleguide.html, in each of their states"
