"""Every address of the site: found in the URLconf, and made concrete from the world."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from conditions.editors.models import Editor
from forums.boards.models import Moderator
from forums.review.models import Canned, QueueItem
from forums.rules.models import Rule
from medigest.kit.surfaces import Surface
from tests.surfaces.world import ASPS, PARENT, QUIET, ROLES, World

MISSING = 10**6
# Who asks for it is logged out: whoever walks through all addresses in one session leaves it out.
ENDS_THE_SESSION = "members:leave"
POST_ACTIONS = ("approve", "reject", "hide", "restore", "nonsense")
CLAIM_ACTIONS = ("take", "take-over", "release", "pass-on", "nonsense")
CHANGES = ("move", "merge", "split", "label", "close", "slow", "nonsense")
THREAD_ACTIONS = ("hide", "restore", "lock", "unlock", "pin", "unpin", "nonsense")


@dataclass(frozen=True)
class Route:
    """A view of the URLconf. `surface` is None where no decorator placed it."""

    name: str
    pattern: str
    surface: Surface | None


@dataclass(frozen=True)
class Address:
    """A concrete address. `target`: what of the world it names; "missing", or None where it names nothing."""

    name: str
    url: str
    target: Any = None
    detail: str = ""


def routes() -> list[Route]:
    """Every view that an address leads to."""

    def walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
        for one in resolver.url_patterns:
            pattern = prefix + str(one.pattern)
            if isinstance(one, URLPattern):
                yield Route(namespace + (one.name or ""), pattern, getattr(one.callback, "surface", None))
            else:
                yield from walk(one, pattern, namespace + (f"{one.namespace}:" if one.namespace else ""))

    return list(walk(get_resolver(), "", ""))


def is_ours(route: Route) -> bool:
    """Whether the view is the project's own, and not of allauth, whose guards are allauth's."""
    return not route.pattern.startswith("accounts/")


Row = Callable[[World], Iterator[tuple[tuple[Any, ...], Any, str]]]
ROWS: dict[str, Row] = {}
QUERIES: dict[str, tuple[str, ...]] = {
    "conditions:index": ("letter=a", "letter=%C3%A4", "q=asps", "q=nothing-at-all", "q=canary", "q=alveolor+sarcma"),
    "conditions:compare": (
        "from=1&to=2&view=side",
        "since=2026-01-01T00:00:00%2B00:00",
        "since=nonsense&from=x&to=%C2%B2",
    ),
    "conditions:suggest": ("q=asp", "q=alveolor", "q=canary"),
    "glossary:index": ("after=nonsense",),
    "search:search": (
        *("q=thread", "q=says", "q=now+says", "q=says&after=nonsense", "q=canary", "q=canary+in%3Aarticles"),
        *("q=says+board%3Aquiet-room", "q=says+by%3Aada-author", "q=says+is%3Amine", "q=&in=threads", "q=-x+is%3Ax"),
        "q=says+is%3Aanswered",
    ),
    "search:similar": ("title=A+thread", "title=canary-title+canary", "title=x"),
    "search:suggest": ("q=thr", "q=canary-ti", "q=th"),
    "moderation:queue": ("after=1", "after=nonsense", "kind=report&reason=spam", "board=quiet-room", "board=x"),
    "moderation:log": ("after=nonsense",),
    "moderation:appeals": ("after=nonsense",),
    "notices:index": ("after=nonsense",),
    "following:index": ("after=nonsense",),
    "following:unread": ("after=nonsense",),
    "following:drafts": ("after=nonsense",),
    "following:bookmarks": ("after=nonsense",),
    "decisions:index": ("after=nonsense",),
    "forums:people": ("q=ad", "q=LOU", "q=%00x"),
    "forums:history": ("after=nonsense",),
    "members:undelivered": ("after=nonsense",),
    "members:consents": ("next=https://evil.example/", "take-back=health-data"),
}


def _row(*names: str) -> Callable[[Row], Row]:
    def keep(row: Row) -> Row:
        ROWS.update(dict.fromkeys(names, row))
        return row

    return keep


@_row("home", "disclaimer", "rules", "privacy", "help", "healthz", "readyz", "robots", "security_txt")
@_row("styleguide")
@_row("change_password", "members:settings", "members:consents", "conditions:index", "conditions:new")
@_row(
    "members:edit_profile", "members:handle", "members:blocks", "members:sessions", "members:discreet", "members:leave"
)
@_row("following:index", "following:unread", "following:bookmarks", "following:drafts")
@_row(
    "activity:settings",
    "conditions:tree",
    "conditions:suggest",
    "conditions:feed",
    "conditions:reviews",
    "conditions:corrections",
    "sitemap",
    "glossary:index",
    "glossary:new",
)
@_row("members:returned_mail", "members:undelivered")
@_row("notice_settings:settings", "notices:count")
@_row("forums:index", "forums:preview", "moderation:queue", "moderation:log", "notices:index", "notices:read")
@_row("search:search", "search:suggest", "search:similar")
@_row("moderation:transparency", "moderation:figures", "moderation:appeals", "moderation:people", "decisions:index")
def _alone(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield (), None, ""


@_row("moderation:next", "moderation:bulk", "moderation:statements", "moderation:rules", "moderation:workload")
def _of_the_queue(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield (), None, ""


@_row("moderation:claim")
def _claims(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    for item in QueueItem.objects.filter(post__in=[said.row.pk for said in world.posts]).order_by("pk"):
        said = next(one for one in world.posts if one.row.pk == item.post_id)
        yield from (((item.pk, action), said, action) for action in CLAIM_ACTIONS)
    yield (MISSING, "take"), "missing", ""


@_row("members:export", "members:export_progress", "members:delete")
def _own_data(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield (), None, ""


@_row("members:export_file")
def _exports(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield (world.export.pk,), world.export, ""
    yield (MISSING,), "missing", ""


@_row("moderation:member", "moderation:sanction", "moderation:note")
def _members(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((handle,), handle, "") for handle in {handle for handle, _ in ROLES.values() if handle})
    yield ("nobody-of-that-name",), "missing", ""


@_row("members:profile")
def _profiles(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from _members(world)
    yield (world.former,), "former", ""


@_row("members:block")
def _blocks(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((handle,), handle, "") for handle in {handle for handle, _ in ROLES.values() if handle})
    yield ("nobody-of-that-name",), "missing", ""


@_row("forums:block_alias")
def _aliases(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((alias.pk,), said, "") for alias, said in world.aliases)
    yield (MISSING,), "missing", ""


@_row("members:recover", "notice_settings:stop")
def _recoveries(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield ("not-a-token-of-ours",), None, ""


@_row("conditions:article", "conditions:edit", "conditions:history", "conditions:branch")
def _conditions(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((slug,), slug, "") for slug in (ASPS, PARENT))
    yield ("no-such-condition",), "missing", ""


@_row("glossary:term", "glossary:define")
def _terms(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield ("sarcoma",), None, ""
    yield ("no-such-term",), "missing", ""


@_row("conditions:code")
def _codes(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield ("DOID:4239",), ASPS, ""
    yield ("DOID:0",), "missing", ""


@_row("conditions:review", "conditions:correct")
def _reviewed(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield (ASPS,), ASPS, ""
    yield from (((slug,), "missing", "") for slug in (PARENT, "no-such-condition"))


@_row("conditions:correction")
def _corrections(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield (world.correction.pk,), None, ""
    yield (MISSING,), "missing", ""


@_row("sitemap_part")
def _sitemap_parts(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((kind, 0), None, "") for kind in ("pages", "conditions"))
    # Where no board may be found from outside, there is neither.
    yield from ((args, "missing", "") for args in (("boards", 0), ("threads", 0), ("pages", 1), ("nothing", 0)))


@_row("conditions:compare")
def _compared(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield (ASPS,), ASPS, ""
    yield from (((slug,), "missing", "") for slug in (PARENT, "no-such-condition"))


@_row("conditions:revision", "conditions:restore")
def _revisions(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((ASPS, number), ASPS, "") for number in (1, 2))
    yield from ((args, "missing", "") for args in ((ASPS, 3), (PARENT, 1), ("no-such-condition", 1)))


@_row("forums:people")
@_row("forums:board", "forums:new", "forums:read_board", "forums:follow_board", "forums:board_feed")
def _boards(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((slug,), slug, "") for slug in world.boards)
    yield ("no-such-board",), "missing", ""


@_row("forums:thread")
def _threads(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    for told in world.threads:
        yield (told.board, told.row.pk, told.row.slug), told, "right"
        yield (told.board, told.row.pk, "x"), told, "wrong"
    for told in (world.thread(label, board) for label in ("open", "hidden") for board in (ASPS, QUIET)):
        yield ({ASPS: QUIET, QUIET: ASPS}[told.board], told.row.pk, "x"), told, "elsewhere"
    for board in (ASPS, QUIET, "no-such-board"):
        yield (board, MISSING, "x"), "missing", board


@_row("forums:fresh")
@_row("forums:reply", "forums:unread", "forums:read", "forums:follow", "forums:suggested", "forums:thread_feed")
def _replies(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((told.board, told.row.pk, "x"), told, "") for told in world.threads)
    yield from (((board, MISSING, "x"), "missing", board) for board in (ASPS, QUIET, "no-such-board"))


@_row("moderation:whole")
def _wholes(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((told.row.pk,), told, "") for told in world.threads)
    yield (MISSING,), "missing", ""


@_row("moderation:change")
def _changes(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((told.row.pk, "move"), told, "move") for told in world.threads)
    told = world.thread("open")
    yield from (((told.row.pk, action), told, action) for action in CHANGES)
    yield (MISSING, "move"), "missing", ""


@_row("moderation:board")
def _moderated_boards(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((slug,), slug, "") for slug in world.boards)
    yield ("no-such-board",), "missing", ""


@_row("moderation:rule")
def _rules(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((one.pk,), one, "") for one in Rule.objects.order_by("pk"))
    yield (MISSING,), "missing", ""


@_row("moderation:statement")
def _statements(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((one.pk,), one, "") for one in Canned.objects.order_by("pk"))
    yield (MISSING,), "missing", ""


@_row(
    "forums:post",
    "forums:edit",
    "forums:history",
    "forums:remove",
    "forums:report",
    "forums:care",
    "forums:bookmark",
    "forums:accept",
    "moderation:item",
    "moderation:amend",
)
def _posts(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((said.row.pk,), said, "") for said in world.posts)
    yield (MISSING,), "missing", ""


@_row("forums:react")
def _reactions(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((said.row.pk, "thanks"), said, "") for said in world.posts)
    yield (world.post("published").row.pk, "nonsense"), "missing", ""
    yield (MISSING, "thanks"), "missing", ""


@_row("forums:picture")
def _pictures(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((name,), canary, "") for name, canary in world.pictures.items())
    yield ("no-such-picture",), "missing", ""


@_row("moderation:decide")
def _decisions(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((said.row.pk, "hide"), said, "hide") for said in world.posts)
    held = world.post("held")
    yield from (((held.row.pk, action), held, action) for action in POST_ACTIONS)
    yield (MISSING, "hide"), "missing", ""


@_row("moderation:thread")
def _thread_decisions(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((told.row.pk, "hide"), told, "hide") for told in world.threads)
    told = world.thread("open")
    yield from (((told.row.pk, action), told, action) for action in THREAD_ACTIONS)
    yield (MISSING, "hide"), "missing", ""


@_row("notices:open")
def _notices(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((notice.pk,), notice, "") for notice in world.notices)
    yield (MISSING,), "missing", ""


@_row("moderation:second")
def _sanctions(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((one.pk, "lift"), one, "lift") for one in world.sanctions)
    yield (world.sanctions[0].pk, "nonsense"), world.sanctions[0], "nonsense"
    yield (MISSING, "lift"), "missing", ""


@_row("moderation:dismiss")
def _grants(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield (Moderator.objects.earliest("pk").pk,), None, ""
    yield (MISSING,), "missing", ""


@_row("moderation:dismiss_editor")
def _editors(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield (Editor.objects.earliest("pk").pk,), None, ""
    yield (MISSING,), "missing", ""


@_row("moderation:appeal")
def _appeals(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((one.pk,), one, "") for one in world.appeals)
    yield (MISSING,), "missing", ""


@_row("decisions:decision", "decisions:appeal")
def _about_ada(world: World) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    yield from (((one.pk,), one, "") for one in world.decisions)
    yield (MISSING,), "missing", ""


# allauth's pages: the status for a visitor and for a member who is logged in; its guards are its own.
ACCOUNTS: dict[str, tuple[int, int]] = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_inactive": (200, 200),
    "account_signup": (200, 302),
    "account_reauthenticate": (302, 200),
    "account_email": (302, 200),
    "account_email_verification_sent": (302, 302),
    "account_change_password": (302, 200),
    "account_set_password": (302, 302),
    "account_reset_password": (200, 200),
    "account_confirm_login_code": (302, 302),
    "account_confirm_password_reset_code": (302, 302),
    "account_complete_password_reset": (302, 302),
    "account_password_reset_completed": (200, 200),
    "account_request_login_code": (200, 302),
    "mfa_index": (302, 200),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 302),
    "mfa_activate_totp": (302, 200),
    "mfa_deactivate_totp": (302, 404),
    "mfa_view_recovery_codes": (302, 404),
    "mfa_generate_recovery_codes": (302, 200),
    "mfa_download_recovery_codes": (302, 404),
    "mfa_list_webauthn": (302, 200),
    "mfa_add_webauthn": (302, 200),
    "mfa_reauthenticate_webauthn": (302, 302),
    "mfa_remove_webauthn": (302, 404),
    "mfa_edit_webauthn": (302, 404),
    "mfa_login_webauthn": (302, 302),
}


def addresses(world: World, route: Route) -> Iterator[Address]:
    """The concrete addresses of a view. Raises AssertionError where no row tells them."""
    if route.name in ACCOUNTS:
        args = (MISSING,) if "<int:pk>" in route.pattern else ()
        yield Address(route.name, reverse(route.name, args=args))
        return
    assert route.name in ROWS, (
        f"{route.name} ({route.pattern}) has no row: tell its addresses in ROWS, or its statuses in ACCOUNTS if it is "
        "allauth's, in tests/surfaces/routes.py; then what it answers in tests/surfaces/expected.py"
    )
    for args, target, detail in ROWS[route.name](world):
        url = reverse(route.name, args=args)
        yield Address(route.name, url, target, detail)
        for query in QUERIES.get(route.name, ()):
            yield Address(route.name, f"{url}?{query}", target, detail)
        if route.name == "forums:board":
            tabs = ("tab=mine", "tab=unanswered", "tab=unread", "tab=following", "tab=nonsense", "include=beneath")
            for query in (*tabs, "section=symptoms", "after=nonsense"):
                yield Address(route.name, f"{url}?{query}", target, detail)
        if route.name == "forums:thread" and detail == "right" and target.label == "open":
            yield Address(route.name, f"{url}?page=1&reply_to=1", target, "right")
            yield Address(route.name, f"{url}?page=2", target, "beyond")
