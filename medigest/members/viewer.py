"""The Viewer: who is looking, and with which powers. Visibility and policy read it, nothing else does.

Powers count only after a second factor in this session (DESIGN section 2, Roles). What a member
moderates or edits is told by the rooms above through `register_moderation` and `register_editing`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from medigest.members.accounts.models import Member


@dataclass(frozen=True)
class Moderation:
    """What somebody moderates: everything, some boards, and boards of conditions with all beneath them."""

    everywhere: bool = False
    boards: frozenset[int] = field(default_factory=frozenset)
    conditions: frozenset[int] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.boards) or bool(self.conditions)


@dataclass(frozen=True)
class Editing:
    """What somebody edits: every article, those of some conditions, and of conditions with all beneath them."""

    everywhere: bool = False
    conditions: frozenset[int] = field(default_factory=frozenset)
    beneath: frozenset[int] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.conditions) or bool(self.beneath)


NOTHING, NO_ARTICLE = Moderation(), Editing()
_moderation_of: list[Callable[[int], Moderation]] = []


_facts: dict[str, Callable[[], Any]] = {}


def register_fact(name: str, expression: Callable[[], Any]) -> None:
    """Have `expression` (it makes a query expression over Member) fetched with each request's member."""
    _facts[name] = expression


def registered_facts() -> dict[str, Any]:
    """The annotations that carry the facts."""
    return {f"fact_{name}": expression() for name, expression in _facts.items()}


def register_moderation(provider: Callable[[int], Moderation]) -> None:
    """Name the function that tells, by member id, what a member moderates."""
    _moderation_of[:] = [provider]


_editing_of: list[Callable[[int], Editing]] = []


def register_editing(provider: Callable[[int], Editing]) -> None:
    """Name the function that tells, by member id, which articles a member edits without the role."""
    _editing_of[:] = [provider]


_suspension_of: list[Callable[[int], str]] = []


def register_suspension(provider: Callable[[int], str]) -> None:
    """Name the function that tells, by member id, why a suspended member may do nothing; empty for the others."""
    _suspension_of[:] = [provider]


class Viewer:
    """Who looks at a page. `member_id` is None for a visitor."""

    def __init__(self, member: Member | None = None, *, second_factor: bool = False) -> None:
        self.member = member
        self.member_id: int | None = member.pk if member else None
        self._powers = second_factor or not settings.SECOND_FACTOR_REQUIRED

    @property
    def handle(self) -> str:
        return self.member.handle if self.member else ""

    @property
    def is_member(self) -> bool:
        return self.member_id is not None

    @property
    def is_leaving(self) -> bool:
        """Asked for erasure, and can still change their mind."""
        return self.member is not None and self.member.is_leaving

    def fact(self, name: str) -> Any:
        """A registered fact, None where the member was not fetched by a request."""
        return getattr(self.member, f"fact_{name}", None)

    @property
    def mail_comes_back(self) -> bool:
        """Whether the viewer's address takes no mail, so that none is sent."""
        return bool(self.fact("bounced"))

    @cached_property
    def suspension(self) -> str:
        """Why the viewer may only read, export and appeal; empty where they are not suspended."""
        if self.member is None or self.fact("suspended") is False or not _suspension_of:
            return ""
        return _suspension_of[0](self.member.pk)

    @cached_property
    def _granted(self) -> Moderation:
        if self.member is None:
            return NOTHING
        if self._has_role(Member.Role.ADMINISTRATOR):
            return Moderation(everywhere=True)
        if self.fact("moderates") is False or not _moderation_of:
            return NOTHING
        return _moderation_of[0](self.member.pk)

    @property
    def moderation(self) -> Moderation:
        """What the viewer moderates now, powers awake."""
        return self._granted if self._powers and self._granted and not self.suspension else NOTHING

    @property
    def is_moderator(self) -> bool:
        return bool(self.moderation)

    def _has_role(self, *roles: str) -> bool:
        return self.member is not None and self.member.office in roles

    @cached_property
    def _edits(self) -> Editing:
        if self.member is None or self.fact("edits") is False or not _editing_of:
            return NO_ARTICLE
        return _editing_of[0](self.member.pk)

    @property
    def editing(self) -> Editing:
        """Which articles the viewer edits now, powers awake."""
        if not self._powers or self.suspension:
            return NO_ARTICLE
        if self._has_role(Member.Role.EDITOR, Member.Role.ADMINISTRATOR):
            return Editing(everywhere=True)
        return self._edits

    @property
    def is_editor(self) -> bool:
        """Edits some article or all."""
        return bool(self.editing)

    @property
    def is_administrator(self) -> bool:
        return self._powers and self._has_role(Member.Role.ADMINISTRATOR) and not self.suspension

    @property
    def powers_asleep(self) -> bool:
        """Has powers, but showed no second factor in this session."""
        if self._powers:
            return False
        role = self._has_role(Member.Role.EDITOR, Member.Role.ADMINISTRATOR)
        return role or bool(self._granted) or bool(self._edits)


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of this request."""
    viewer: Any = request.viewer  # type: ignore[attr-defined]  # set by the middleware
    if type(viewer) is SimpleLazyObject:
        # From now on without the wrapper, through which each question about the viewer goes.
        viewer = request.viewer = _build(request)  # type: ignore[attr-defined]
    return cast(Viewer, viewer)


def _build(request: HttpRequest) -> Viewer:
    member = request.user
    if not member.is_authenticated:
        return Viewer()
    second_factor = any(record.get("method") == "mfa" for record in get_authentication_records(request, member))
    return Viewer(member, second_factor=second_factor)


class ViewerMiddleware:
    """Put `request.viewer` on every request; asked for lazily, so a page that needs none costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        # What a member sees stays out of caches that others share; the browser asks again before it shows it.
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"
        return response


def viewer_context(request: HttpRequest) -> dict[str, Any]:
    """`viewer` for every template."""
    return {"viewer": getattr(request, "viewer", None) or Viewer()}
