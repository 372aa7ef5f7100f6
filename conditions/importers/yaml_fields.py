"""Take typed fields from YAML strictly: every field is known, of its type and not too long; every problem has a line.

The nodes of the safe loader are read, not Python values: a node knows its line, and `no` stays the word "no".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn, TypeVar

import yaml
from django.utils.translation import gettext as _

from conditions.importers.contract import ImportProblem
from conditions.importers.files import is_control

T = TypeVar("T")
_TEXT = "tag:yaml.org,2002:str"
_DATE = "tag:yaml.org,2002:timestamp"


@dataclass(frozen=True)
class Place:
    """Where a YAML text stands: in which file, and the number of the line before its first."""

    path: str
    lines_before: int

    def line(self, node: yaml.Node) -> int:
        return self.lines_before + int(node.start_mark.line) + 1

    def refuse(self, node: yaml.Node, message: str) -> NoReturn:
        raise ImportProblem(self.path, self.line(node), message)


def compose(text: str, place: Place) -> yaml.Node:
    """The root node. Raises ImportProblem."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = place.lines_before + error.problem_mark.line + 1 if error.problem_mark else None
        raise ImportProblem(place.path, line, _("This is no YAML: %(why)s.") % {"why": error.problem}) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ImportProblem(place.path, place.lines_before + 1, _("The front matter is no YAML.")) from error
    if root is None:
        raise ImportProblem(place.path, place.lines_before + 1, _("The front matter is empty."))
    return root


@dataclass(frozen=True)
class Fields:
    """The fields of one mapping; `name` leads to it in messages (`sources[2].`)."""

    place: Place
    node: yaml.Node
    values: dict[str, yaml.Node]
    name: str = ""

    @classmethod
    def of(
        cls, node: yaml.Node, place: Place, needed: Sequence[str], extra: Sequence[str] = (), name: str = ""
    ) -> "Fields":
        """Refuses what is no mapping, a field that is unknown or given twice, and a needed one that is missing."""
        if not isinstance(node, yaml.MappingNode):
            place.refuse(node, _("%(field)s has to be a list of “field: value” lines.") % {"field": name or "The file"})
        prefix = f"{name}." if name else ""
        values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            word = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if word not in (*needed, *extra):
                place.refuse(key, _("There is no field “%(field)s” in this format.") % {"field": prefix + word})
            if word in values:
                place.refuse(key, _("The field “%(field)s” is given twice.") % {"field": prefix + word})
            values[word] = value
        for word in needed:
            if word not in values:
                place.refuse(node, _("The field “%(field)s” is missing.") % {"field": prefix + word})
        return cls(place, node, values, prefix)

    def refuse(self, field: str, message: str) -> NoReturn:
        """Raise ImportProblem at the line of the field; the message is led by the field's name."""
        self.place.refuse(self.values[field], f"{self.name}{field}: {message}")

    def line(self, field: str) -> int:
        return self.place.line(self.values[field])

    def text(self, field: str, longest: int | None, *, needed: bool = True, lines: bool = False) -> str:
        """The text of a field; `lines` allows more than one line."""
        if field not in self.values:
            return ""
        problem = _wrong_text(self.values[field], longest, needed=needed, lines=lines)
        if problem:
            self.refuse(field, problem)
        return str(self.values[field].value)

    def day(self, field: str) -> date:
        node = self.values[field]
        try:
            if isinstance(node, yaml.ScalarNode) and node.tag in (_DATE, _TEXT):
                return date.fromisoformat(node.value)
        except ValueError:
            pass
        self.refuse(field, _("Write the date as in 2026-11-23."))

    def each(self, field: str, read: "Callable[[Fields], T]", needed: Sequence[str]) -> tuple[T, ...]:
        """What `read` makes of each mapping in the list."""
        items = [
            Fields.of(item, self.place, needed, name=f"{self.name}{field}[{number}]")
            for number, item in enumerate(self._list(field), start=1)
        ]
        return tuple(read(item) for item in items)

    def texts(self, field: str, longest: int) -> tuple[str, ...]:
        for number, item in enumerate(self._list(field), start=1):
            problem = _wrong_text(item, longest, needed=True, lines=False)
            if problem:
                self.place.refuse(item, f"{self.name}{field}[{number}]: {problem}")
        return tuple(str(item.value) for item in self._list(field))

    def _list(self, field: str) -> list[yaml.Node]:
        node = self.values[field]
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(field, _("This has to be a list; [] where there is nothing."))
        return list(node.value)


def _wrong_text(node: yaml.Node, longest: int | None, *, needed: bool, lines: bool) -> str:
    """What is wrong with the node as a text; empty where nothing is."""
    if not isinstance(node, yaml.ScalarNode) or node.tag != _TEXT:
        return _("This has to be a text; put it into quotes.")
    if needed and not node.value.strip():
        return _("This can't be empty.")
    if longest is not None and len(node.value) > longest:
        return _("This is longer than %(longest)d characters.") % {"longest": longest}
    if any(is_control(char) and not (lines and char in "\n\t") for char in node.value):
        return _("This has to be a single line of text without control characters.")
    return ""
