"""Only `publish` and `withdraw` change the state of a post or a thread, whichever way it could be written."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import modules

CHANGERS = ("forums/threads/publish.py", "forums/threads/withdraw.py")
# A revision of a post has states of its own.
REVISIONS = "forums/threads/edit.py"
WRITERS = ("update", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "acreate", "aupdate")


def changes(tree: ast.Module) -> Iterator[str]:
    """Every place that sets a state: what is assigned to, or the call that writes it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in [one for top in targets for one in ast.walk(top)]:
                if isinstance(target, ast.Attribute) and target.attr == "state" and isinstance(target.ctx, ast.Store):
                    yield ast.unparse(target)
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            keywords = {word.arg for word in node.keywords}
            written = "state" in keywords and (name in WRITERS or name in ("Post", "Thread"))
            defaults = [word.value for word in node.keywords if word.arg in ("defaults", "create_defaults")]
            written |= any("'state'" in ast.unparse(one) for one in defaults)
            written |= name in ("bulk_update", "setattr", "__setattr__") and any(
                "'state'" in ast.unparse(argument) for argument in node.args
            )
            if written:
                yield ast.unparse(node.func)


def _of_a_revision(change: str) -> bool:
    return change == "revision.state" or change.startswith("PostRevision.objects.")


def test_only_publish_and_withdraw_change_a_state() -> None:
    for path, tree in modules().items():
        if path not in CHANGERS:
            found = [one for one in changes(tree) if not (path == REVISIONS and _of_a_revision(one))]
            assert not found, f"{path}: {found}"


def test_the_changers_do_change_states() -> None:
    for path in CHANGERS:
        assert set(changes(modules()[path])) == {"post.state", "thread.state"}


@pytest.mark.parametrize(
    "line",
    [
        "post.state = 'hidden'",
        "a, post.state = 1, 2",
        "post.state: str = 'hidden'",
        "Post.objects.filter(pk=1).update(state='hidden')",
        "Thread.objects.create(state='published')",
        "Post(state='published')",
        "setattr(post, 'state', 'hidden')",
        "Post.objects.bulk_update(posts, ['state'])",
        "Post.objects.update_or_create(pk=1, defaults={'state': 'hidden'})",
    ],
)
def test_every_way_of_changing_a_state_is_recognised(line: str) -> None:
    assert list(changes(ast.parse(line)))


@pytest.mark.parametrize("line", ["why_not(state='held')", "x = post.state", "Post.objects.filter(state='held')"])
def test_reading_a_state_is_no_change(line: str) -> None:
    assert not list(changes(ast.parse(line)))
