"""The stamps: for each kind of page one query of the versions that move whenever the page would read otherwise."""
# ruff: noqa: S608  # made of our own tables; what is asked for is a parameter

from django.db import connection

from medigest.kit.kept import register_stamp

# So many of the latest threads and boards are looked at: no page for visitors lists more of all boards together.
COVERED = 12

_EPOCH = '(SELECT "value" FROM "kept_epoch")'
_LATEST = """SELECT t."id", t."version", b."version" AS "of_board"
    FROM "forums_thread" t JOIN "forums_board" b ON b."id" = t."board_id"
    WHERE t."state" = 'published' AND b."audience" = 'public'
    ORDER BY t."last_post_at" DESC, t."id" DESC LIMIT {covered}"""
_ACTIVE = """SELECT "id", "version" FROM "forums_board"
    WHERE "audience" = 'public' AND "condition_id" IS NOT NULL AND "last_post_at" IS NOT NULL
    ORDER BY "last_post_at" DESC, "id" DESC LIMIT {covered}"""
_GENERAL = 'SELECT COALESCE(sum("version"), 0) FROM "forums_board" WHERE "condition_id" IS NULL'

_QUERIES = {
    # What hangs on nothing but the epoch.
    "site": f"SELECT {_EPOCH}",
    "thread": f'SELECT {_EPOCH}, "version" FROM "forums_thread" WHERE "id" = %s',
    # With the boards above, which a board's page points to: versions only grow, so their sum moves with each.
    "board": f"""SELECT {_EPOCH}, b."version", (
        SELECT COALESCE(sum(o."version"), 0) FROM "conditions_closure" c
        JOIN "forums_board" o ON o."condition_id" = c."ancestor_id" WHERE c."descendant_id" = b."condition_id"
    ) FROM "forums_board" b WHERE b."slug" = %s""",
    "condition": f"""SELECT {_EPOCH}, b."version" FROM "conditions_condition" c
        JOIN "forums_board" b ON b."condition_id" = c."id" WHERE c."slug" = %s""",
    "latest": f"""SELECT {_EPOCH},
        (SELECT COALESCE({{joined}}("id" || ':' || "version" || ':' || "of_board", ' '), '') FROM ({_LATEST}) t),
        (SELECT COALESCE({{joined}}("id" || ':' || "version", ' '), '') FROM ({_ACTIVE}) b),
        ({_GENERAL})""",
}


def register() -> None:
    """Called once, when the app is ready."""
    joined = "string_agg" if connection.vendor == "postgresql" else "group_concat"
    for name, query in _QUERIES.items():
        register_stamp(name, query.format(joined=joined, covered=COVERED))
