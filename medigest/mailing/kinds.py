"""The kinds of mail: each names the function that writes it, at the moment of sending."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from medigest.mailing.models import Mail


@dataclass(frozen=True)
class Message:
    """What a mail says and to whom. `template` names files in `mail/`; without one, `body` is the text as it stands.

    The subject discloses nothing: it is shown on locked screens, and says less still where `register_subject` has it
    so. `thread` is equal for mails that belong together.
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
_subject_of: list[Callable[[Mail, str], str]] = []


def register_kind(name: str, compose: Compose) -> None:
    """Have mails of this kind written by `compose`."""
    _kinds[name] = compose


def register_subject(of: Callable[[Mail, str], str]) -> None:
    """Name the function that has the last word on the subject of every mail, by what its kind would write."""
    _subject_of[:] = [of]


def compose(mail: Mail) -> Message | None:
    """What the mail says now. Raises KeyError for a kind that nobody registered."""
    message = _kinds[mail.kind](mail)
    if message is None or not _subject_of:
        return message
    return replace(message, subject=_subject_of[0](mail, message.subject))
