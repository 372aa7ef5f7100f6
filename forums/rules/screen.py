"""Hold a text against the rules in force on a board."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from forums.boards.models import Board
from forums.rules import engine
from forums.rules.models import Rule


class Warned(Exception):
    """A rule warns the author before this is sent; sent again with `warned`, it is taken. `messages` say why."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


@dataclass(frozen=True)
class Screened:
    """What was found in a text. `hits` is what the post keeps: it explains itself to the moderators."""

    hits: tuple[dict[str, Any], ...] = ()

    def _any(self, *actions: str) -> bool:
        return any(hit["action"] in actions for hit in self.hits)

    @property
    def hold(self) -> bool:
        return self._any(Rule.Action.HOLD, Rule.Action.FIRST, Rule.Action.CRISIS)

    @property
    def crisis(self) -> bool:
        return self._any(Rule.Action.CRISIS)

    @property
    def label(self) -> str:
        labels = [str(hit["message"]) for hit in self.hits if hit["action"] == Rule.Action.LABEL]
        return labels[0] if labels else ""

    def enforce_warned(self, warned: bool) -> None:
        """Raise Warned where the author has to be told something first. What may be a cry for help is never delayed."""
        told = [str(hit["message"]) for hit in self.hits if hit["action"] == Rule.Action.WARN]
        if told and not warned and not self.crisis:
            raise Warned(told)


def screen(board: Board, text: str, *, moderates: bool) -> Screened:
    """What the rules in force on the board find in the text; nothing in what its own moderators write."""
    if moderates:
        return Screened()
    hits = []
    for rule in Rule.objects.in_force_on(board.pk).order_by("pk"):
        what = engine.found(rule, text)
        if what:
            hits.append(hit_of(rule, what))
    return Screened(tuple(hits))


def hit_of(rule: Rule, what: str) -> dict[str, Any]:
    """A hit as a post keeps it: the rule as it was then, and what it found."""
    message = rule.message
    if rule.action == Rule.Action.WARN and not message:
        message = _("A rule of this board asks you to look at “%(what)s” again.") % {"what": what}
    return {"rule": rule.pk, "name": rule.name, "action": rule.action, "message": message, "what": what}
