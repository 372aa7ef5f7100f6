"""Rules of the house that the import linter cannot express."""

import ast
import re

import pytest

from tests.architecture.source import imported, modules, templates

WEB = ("django.http", "django.shortcuts", "django.contrib.messages")
# The web layer, and the guard and the keeper of pages that answer for it.
SPEAKS_HTTP = (
    *("forums/web/", "conditions/web/", "medigest/pages/", "medigest/members/"),
    *("medigest/kit/surfaces.py", "medigest/kit/kept.py"),
)


def importers_of(*names: str) -> set[str]:
    """The modules that import one of the names or something beneath it."""
    return {
        path
        for path, tree in modules().items()
        if any(one == name or one.startswith(f"{name}.") for one in imported(tree) for name in names)
    }


def test_http_is_spoken_in_the_web_layer_only():
    assert {path for path in importers_of(*WEB) if not path.startswith(SPEAKS_HTTP)} == set()


def test_only_the_settings_read_the_environment():
    readers = importers_of("environs") | {
        path
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }
    assert {path for path in readers if not path.startswith("medigest/settings/")} == {"medigest/wsgi.py"}


def test_only_the_sanitiser_makes_html_of_text():
    assert importers_of("bleach") == {"medigest/kit/markup.py"}
    # What the parser knows besides, and which words are links: before the sanitiser, which comes last.
    parts = {f"medigest/kit/{name}.py" for name in ("blocks", "cards", "markup", "references", "words")}
    assert importers_of("markdown_it", "mdit_py_plugins") == parts


# The end of mail: mail programs send it (RFC 8058), so no page of ours can have given them a token.
EXEMPT = {("forums/web/notices.py", "stop")}


def test_nobody_marks_a_string_as_safe_or_a_view_as_exempt_from_csrf():
    assert importers_of("django.utils.safestring.mark_safe") == set()
    assert importers_of("django.views.decorators.csrf") == {path for path, _view in EXEMPT}
    exempt = {
        (path, node.name)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "csrf_exempt" in map(ast.unparse, node.decorator_list)
    }
    assert exempt == EXEMPT


def test_models_are_looked_up_by_name_in_migrations_only():
    callers = {
        path
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "get_model"
    }
    assert callers == set()


def test_conditions_know_nothing_of_the_forums():
    assert {path for path in importers_of("forums") if path.startswith("conditions/")} == set()


def _graph() -> dict[str, set[str]]:
    names = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): tree for path, tree in modules().items()
    }
    return {name: {one for one in imported(tree) if one in names and one != name} for name, tree in names.items()}


def test_no_import_goes_in_a_circle_functions_included():
    graph, done = _graph(), set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path[path.index(name) :], name])
        if name not in done:
            for following in sorted(graph[name]):
                walk(following, (*path, name))
            done.add(name)

    # Django calls `ready` once all is loaded; the index of a room's models is imported by Django alone.
    graph["forums.apps"] = set()
    for name in sorted(graph):
        walk(name, ())


# What templates may print unescaped: HTML that the sanitiser made, and the disclaimer's own text.
SAFE = {
    "disclaimer.long_html",
    "disclaimer.short_html",
    "disclaimer_html",
    "field.help_text",  # Django's own: the rules of passwords are a list
    "lead_html",
    "linked_data",  # JSON in which no character can end its element
    "preview.lead_html",
    "preview_html",
    "post.html",
    "post.pending_html",
    "section.html",
}


def test_templates_print_unescaped_only_what_was_sanitised_on_write():
    found = {name for text in templates().values() for name in re.findall(r"\{\{\s*([\w.]+)\s*\|[^}]*\bsafe\b", text)}
    assert found <= SAFE
    assert not [path for path, text in templates().items() if "autoescape off" in text and not path.endswith(".txt")]


@pytest.mark.parametrize(
    "pattern",
    [
        r"<style[\s>]",
        r"\sstyle\s*=",
        r"<script(?![^>]*(?:\ssrc=|type=\"application/(?:ld\+)?json\"))",
        r"\son[a-z]+\s*=\s*[\"']",
        r"javascript:",
    ],
)
def test_no_template_needs_inline_script_or_style(pattern):
    offenders = [
        path
        for path, text in templates().items()
        if path.endswith(".html") and not path.startswith("templates/mail/") and re.search(pattern, text)
    ]
    assert offenders == []


def test_no_template_asks_another_host_for_anything():
    pattern = re.compile(
        r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*(?:src|href)\s*=\s*[\"']?(?:https?:)?//"
    )
    assert [path for path, text in templates().items() if pattern.search(text)] == []
