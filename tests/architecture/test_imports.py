"""Who imports what, beyond what the layers and the rules of the source say."""

import ast

from tests.architecture.source import ROOMS, ROOT, imported, modules

WEB = ("django.http", "django.shortcuts", "django.contrib.messages")
# Of the members' room only the pages answer; this is handed a request, and knows its type.
HANDED_A_REQUEST = {"medigest/members/viewer.py"}
# allauth's pages are answered by allauth, which asks the adapter.
ANSWERS_FOR_ALLAUTH = "medigest/members/adapter.py"
OURS = tuple(f"{room}." for room in ROOMS)
# The guards are operations of migrations; Django writes down where a field's default and validators come from.
FOR_MIGRATIONS = ("medigest.kit.guards", "medigest.kit.clock", "medigest.members.handles", "medigest.members.models")


def test_in_the_members_room_only_the_pages_answer_requests() -> None:
    spoken = {
        path: {name for name in imported(tree) if name.startswith(WEB)}
        for path, tree in modules().items()
        if path.startswith("medigest/members/") and not path.startswith(("medigest/members/web/", ANSWERS_FOR_ALLAUTH))
    }
    assert {path for path, names in spoken.items() if names} == HANDED_A_REQUEST
    for path in HANDED_A_REQUEST:
        assert spoken[path] <= {"django.http", "django.http.HttpRequest", "django.http.HttpResponse"}, path


def test_no_import_is_relative() -> None:
    for path, tree in modules().items():
        relative = [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.level]
        assert not relative, path


def test_migrations_import_none_of_our_code_that_may_change() -> None:
    migrations = [path for room in ROOMS for path in sorted((ROOT / room).rglob("migrations/*.py"))]
    assert migrations
    for path in migrations:
        names = {name for name in imported(ast.parse(path.read_text(encoding="utf-8"))) if name.startswith(OURS)}
        strange = {name for name in names if not name.startswith(FOR_MIGRATIONS) and name != "medigest.kit"}
        assert not strange, f"{path.name}: {sorted(strange)}"
