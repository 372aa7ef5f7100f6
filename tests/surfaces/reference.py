"""DESIGN's table "who sees what", said once more and without the application's help."""

from tests.surfaces.world import ASPS, ROLES, Canary, Said, Told


def moderates(role: str, board: str) -> bool:
    """Whether the role's powers reach the board; a moderator without a second factor has none."""
    return role in ("moderator", "administrator") or (role == "local" and board == ASPS)


def in_audience(role: str, audience: str) -> bool:
    return audience == "public" or role != "visitor"


def may_see(role: str, canary: Canary) -> bool:
    """Whether the role may read the canary's word, anywhere at all."""
    own = bool(ROLES[role][0]) and ROLES[role][0] == canary.author
    if canary.kind == "draft":
        return role == "editor"
    if canary.kind == "correction":
        return own or role in ("editor", "administrator")
    if canary.kind in ("address", "memo"):
        return own
    if canary.kind == "behind":
        return False
    if canary.kind == "former":
        return own or role in ("local", "moderator", "administrator")  # one's own stands in the archive
    if canary.kind == "board":
        return in_audience(role, "members")
    assert canary.thread
    moderator = moderates(role, canary.thread.board)
    if canary.kind in ("note", "record"):
        return moderator
    if canary.kind in ("statement", "appeal", "waiting", "past") or own or moderator:
        return own or moderator
    if canary.kind == "title":
        return reads(role, canary.thread)
    assert canary.post
    return reads(role, canary.post)


def reads(role: str, what: Told | Said) -> bool:
    """Whether the role may open the thread, or read the post."""
    thread = what.thread if isinstance(what, Said) else what
    if ROLES[role][0] == what.author or moderates(role, thread.board):
        return True
    return what.state == thread.state == "published" and in_audience(role, thread.audience)


def shown(role: str, said: Said) -> str:
    """How the post's thread shows the post: "text", "stub" or "" where not at all; "404" or "log in" for the thread."""
    if not reads(role, said.thread):
        return "log in" if role == "visitor" and said.thread.audience == "members" else "404"
    if said.state == "withdrawn":
        return ""
    if reads(role, said):
        return "text"
    return "stub" if said.state in ("hidden", "removed") and said.thread.state == "published" else ""
