"""The kinds of mail: each names the function that writes it, at the moment of sending."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from medigest.mailing.models import Mail


@dataclass(frozen=True)
class Message:
    """What a mail says and to whom. `template` names files in `mail/`; without one, `body` is the text as it stands.

    The subject discloses nothing: it is shown on locked screens. `thread` is equal for mails that belong together.
    """

    to: str
    subject: str
    template: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    list_name: str = ""
    thread: str = ""
    unsubscribe_url: str = ""


# Reads again visibility, sanctions and preferences; None where nothing may be said any more.
Compose = Callable[[Mail], Message | None]
_kinds: dict[str, Compose] = {}


def register_kind(name: str, compose: Compose) -> None:
    """Have mails of this kind written by `compose`."""
    _kinds[name] = compose


def compose(mail: Mail) -> Message | None:
    """What the mail says now. Raises KeyError for a kind that nobody registered."""
    return _kinds[mail.kind](mail)
