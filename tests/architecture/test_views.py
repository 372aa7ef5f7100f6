"""Views are functions, and every one of them is placed."""

import ast
import inspect
from importlib import import_module

import pytest

from tests.architecture.source import modules

# Called by Django for what no view has answered.
HANDLERS = "medigest/pages/errors.py"


def _views(tree: ast.Module) -> list[str]:
    """Public functions that take a request and give a response."""
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and [one.arg for one in node.args.args][:1] == ["request"]
        and node.returns is not None
        and "Response" in ast.unparse(node.returns)
    ]


def _is_web(path: str) -> bool:
    return "/web/" in path or "/api/" in path or path.endswith(("/views.py", "/feeds.py"))


WEB = {path: _views(tree) for path, tree in modules().items() if _is_web(path) and path != HANDLERS}


@pytest.mark.parametrize("path", WEB)
def test_every_view_is_a_function_and_placed(path: str) -> None:
    module = import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    for name in WEB[path]:
        assert hasattr(getattr(module, name), "surface"), f"{path}: {name} lacks @surface"
    classes = [one for one in vars(module).values() if inspect.isclass(one) and one.__module__ == module.__name__]
    assert not [one for one in classes if hasattr(one, "as_view")]


def test_there_are_views_to_look_at() -> None:
    assert sum(map(len, WEB.values())) > 25
