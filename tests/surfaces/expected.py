"""Which status every address answers to every role: by the view's place, then by what the address names."""

from collections.abc import Callable

from forums.appeals.models import Appeal
from forums.notices.models import Notice
from forums.sanctions.models import Sanction
from medigest.audit.models import Decision
from medigest.kit.surfaces import Access, Surface
from medigest.members.models import Export
from tests.surfaces.reference import in_audience, may_see, moderates, reads
from tests.surfaces.routes import ACCOUNTS, THREAD_ACTIONS, Address
from tests.surfaces.world import ASPS, ROLES, Canary, Said, Told, World

POWERS = {
    Access.MEMBER: set(ROLES) - {"visitor"},
    Access.MODERATOR: {"local", "moderator", "administrator"},
    Access.EDITOR: {"editor", "administrator"},
    Access.ADMINISTRATOR: {"administrator"},
}
ACTIVE = ("held", "published", "rejected")
# Somebody's own post in a thread that was hidden around it can be read and removed, without the thread.
WITHOUT_THE_THREAD = ("forums:post", "forums:remove")


OF_A_BOARD = (
    "forums:people",
    "forums:board",
    "forums:new",
    "forums:read_board",
    "forums:follow_board",
    "forums:board_feed",
)


def status(world: World, surface: Surface | None, role: str, method: str, address: Address) -> int:
    """The status of the answer to `method`, a POST being sent without any data."""
    if surface is None:
        return ACCOUNTS[address.name][role != "visitor"]
    if method not in surface.methods:
        return 405
    if surface.access is not Access.ANYONE and role not in POWERS[surface.access]:
        return 302 if role == "visitor" else 403
    refused = _refused(world, role, address)
    if refused:
        return refused
    return EXCEPTIONS[address.name](role, method, address) if address.name in EXCEPTIONS else _plain(method)


def _plain(method: str) -> int:
    """A page; or the form again, because nothing was filled in."""
    return 200 if method == "GET" else 422


def _refused(world: World, role: str, address: Address) -> int:
    """404 where what is named does not exist for the role; a visitor beneath a board that they do not see logs in."""
    target = address.target
    log_in = 302 if role == "visitor" else 404
    if target == "missing":
        named = address.name in ("forums:board", "forums:board_feed", "forums:post")
        beneath = named or address.detail in ("quiet-room", "no-such-board")
        return log_in if beneath else 404
    if address.name in OF_A_BOARD:
        return 0 if in_audience(role, world.boards[target]) else log_in
    if isinstance(target, Canary):
        return 0 if may_see(role, target) else 404
    if isinstance(target, Said):
        there = reads(role, target) and (reads(role, target.thread) or address.name in WITHOUT_THE_THREAD)
        return 0 if there else log_in
    if isinstance(target, Told) and not reads(role, target):
        board = address.url.split("/")[2]
        return log_in if world.boards.get(board) != "public" else 404
    if isinstance(target, Sanction | Appeal):
        return 0 if moderates(role, target.board.slug) else 404
    if isinstance(target, Decision | Export):
        return 0 if target.member.handle == ROLES[role][0] else 404
    if isinstance(target, Notice):
        return 0 if target.member.handle == ROLES[role][0] else 404
    return 0


def _thread(role: str, method: str, address: Address) -> int:
    return {"right": 200, "beyond": 404}.get(address.detail, 301)


def _edit(role: str, method: str, address: Address) -> int:
    said, thread = address.target, address.target.thread
    own = ROLES[role][0] == said.author
    free = own and said.state in ACTIVE and thread.state in ACTIVE and not thread.locked
    return _plain(method) if free else 403


def _history(role: str, method: str, address: Address) -> int:
    said = address.target
    return 200 if ROLES[role][0] == said.author or moderates(role, said.thread.board) else 403


def _remove(role: str, method: str, address: Address) -> int:
    said = address.target
    gone = said.state in ("removed", "withdrawn")
    return 403 if gone or ROLES[role][0] != said.author else {"GET": 200, "POST": 302}[method]


def _report(role: str, method: str, address: Address) -> int:
    said = address.target
    return _plain(method) if said.state == "published" and ROLES[role][0] != said.author else 403


def _react(role: str, method: str, address: Address) -> int:
    said = address.target
    open_to_all = {said.state, said.thread.state} == {"published"}
    return 302 if open_to_all and ROLES[role][0] != said.author else 403


def _item(role: str, method: str, address: Address) -> int:
    return _plain(method) if moderates(role, address.target.thread.board) else 404


def _decide(role: str, method: str, address: Address) -> int:
    return 404 if address.detail == "nonsense" else _item(role, method, address)


def _mark(role: str, method: str, address: Address) -> int:
    known = address.detail in THREAD_ACTIONS[:-1]
    return _plain(method) if known and moderates(role, address.target.board) else 404


def _second(role: str, method: str, address: Address) -> int:
    return 404 if address.detail == "nonsense" else 302


def _block(role: str, method: str, address: Address) -> int:
    own = ROLES[role][0] == address.target
    return 200 if method == "GET" else 403 if own else 302


def _claim(role: str, method: str, address: Address) -> int:
    return 302 if address.detail != "nonsense" and moderates(role, address.target.thread.board) else 404


def _whole(role: str, method: str, address: Address) -> int:
    return _plain(method) if address.detail != "nonsense" and moderates(role, address.target.board) else 404


def _edit_article(role: str, method: str, address: Address) -> int:
    """An empty form says nothing of the draft that its editor has, so it would overwrite it."""
    return 409 if (role, method, address.target) == ("editor", "POST", ASPS) else _plain(method)


def _statement(role: str, method: str, address: Address) -> int:
    """What is prepared for a board is its moderators'; what is for all, the site's."""
    board = address.target.board
    reached = role in ("moderator", "administrator") if board is None else moderates(role, board.slug)
    return _plain(method) if reached else 404


EXCEPTIONS: dict[str, Callable[[str, str, Address], int]] = {
    "forums:thread": _thread,
    "forums:edit": _edit,
    "forums:history": _history,
    "forums:remove": _remove,
    "forums:report": _report,
    "forums:react": _react,
    # Nothing of the world is a question.
    "forums:accept": lambda *_: 403,
    "moderation:item": _item,
    # Asking needs no data; the only administrator can't leave.
    "members:export": lambda role, method, address: {"GET": 200, "POST": 302}[method],
    "members:delete": lambda role, method, address: (
        403 if (role, method) == ("administrator", "POST") else _plain(method)
    ),
    "moderation:decide": _decide,
    "moderation:thread": _mark,
    "moderation:second": _second,
    "moderation:claim": _claim,
    "moderation:amend": _item,
    "moderation:whole": _whole,
    "moderation:change": _whole,
    "moderation:statement": _statement,
    "moderation:rule": _statement,
    "moderation:board": lambda role, method, address: _plain(method) if moderates(role, address.target) else 404,
    "moderation:workload": lambda role, method, address: 200 if method == "GET" else 302,
    "moderation:next": lambda *_: 302,
    # Redirects, and a part of a page that says what is wrong with the text.
    "forums:post": lambda role, _, address: 302 if reads(role, address.target.thread) else 200,
    "forums:unread": lambda *_: 302,
    # Asked from no place, nothing is new.
    "forums:fresh": lambda *_: 204,
    "conditions:edit": _edit_article,
    "conditions:restore": lambda role, method, address: {"GET": 200, "POST": 302}[method],
    "conditions:code": lambda *_: 301,
    "notices:open": lambda *_: 302,
    "notices:read": lambda *_: 302,
    "change_password": lambda *_: 302,
    "forums:preview": lambda *_: 200,
    "members:profile": lambda role, method, address: 302 if address.target == "former" else 200,
    "members:block": _block,
    "forums:block_alias": lambda role, method, address: 200 if method == "GET" else 302,
    # Everything there is may be left empty; a link that is none; a switch and a way out, which redirect.
    "members:edit_profile": lambda role, method, address: 200 if method == "GET" else 302,
    "members:sessions": lambda role, method, address: 200 if method == "GET" else 302,
    "members:discreet": lambda role, method, address: 200 if method == "GET" else 302,
    "members:leave": lambda *_: 302,
    "members:recover": lambda *_: 410,
    # Marks and choices, which redirect; a note to oneself may be left empty.
    **dict.fromkeys(("forums:read", "forums:read_board", "forums:follow", "forums:follow_board"), lambda *_: 302),
    **dict.fromkeys(
        ("forums:bookmark", "following:index", "following:drafts"),
        lambda role, method, address: 200 if method == "GET" else 302,
    ),
    "notice_settings:stop": lambda *_: 410,
    "notice_settings:settings": lambda role, method, address: 200 if method == "GET" else 302,
    "members:returned_mail": lambda role, method, address: 200 if method == "GET" else 302,
    "members:undelivered": lambda role, method, address: 200 if method == "GET" else 302,
    # A visitor's page has no number that could have changed.
    "notices:count": lambda role, *_: 204 if role == "visitor" else 200,
    # Not there in production, nor in tests.
    "styleguide": lambda *_: 404,
}
