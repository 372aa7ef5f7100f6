"""Who wrote something is asked of `threads.shown` alone: no page, list or feed looks at a post's author by itself."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import modules, templates

SHOWN = "forums/threads/shown.py"
# Who wrote a moderators' note, which knows no other name.
NOTES = {"forums/web/record.py": {"one.author"}}
# By its columns alone: what a member's own page lists, and finds by their handle.
FINDING = "forums/activity/read.py"


def reads(tree: ast.Module) -> Iterator[str]:
    """Every place that looks at an author: the attribute, or the path to a column of theirs."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "author" and isinstance(node.ctx, ast.Load):
            yield ast.unparse(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "author__" in node.value:
            yield node.value
        elif isinstance(node, ast.keyword) and node.arg and "author__" in node.arg:
            yield node.arg


def test_nobody_but_the_one_answer_looks_at_an_author() -> None:
    for path, tree in modules().items():
        if path.startswith("forums/") and path not in (SHOWN, FINDING):
            found = set(reads(tree)) - NOTES.get(path, set())
            assert not found, f"{path}: {found}"


def test_the_one_answer_does_look() -> None:
    assert "written.author" in set(reads(modules()[SHOWN]))


def test_no_template_walks_to_an_author_by_itself() -> None:
    walks = {path for path, text in templates().items() if ".author." in text}
    assert not walks


@pytest.mark.parametrize("line", ["a = post.author.handle", "x.only('post__author__handle')", "f(author__handle=1)"])
def test_each_way_of_looking_is_seen(line: str) -> None:
    assert list(reads(ast.parse(line)))
