"""Settle documents on conditions: those that stand, and new ones for the rest."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError
from django.utils.translation import gettext as _

from conditions.articles.text import TextError
from conditions.catalogue.describe import create
from conditions.catalogue.folding import fold
from conditions.catalogue.models import Condition
from conditions.catalogue.relate import Cycle
from conditions.importers.contract import Document
from conditions.importers.facts import Facts
from conditions.importers.models import Imported
from conditions.importers.take import Taken


@dataclass
class Task:
    """A document on its way: the record of its last import, and its condition once that is known."""

    document: Document
    record: Imported | None = None
    condition: Condition | None = None
    created: bool = False
    changed: bool = False
    wanted: Facts = field(default_factory=Facts)
    stated: Facts = field(default_factory=Facts)
    taken: Taken = field(default_factory=Taken)

    @property
    def is_known(self) -> bool:
        """Nothing to do: the record said just this when it was last taken."""
        return self.record is not None and self.record.digest == self.document.digest

    @property
    def of(self) -> Condition:
        if self.condition is None:
            raise RuntimeError("the document was not settled on a condition")
        return self.condition


@contextmanager
def blaming(task: Task, about: str = "") -> Iterator[None]:
    """Tell what goes wrong as a problem of the task's file."""
    try:
        yield
    except (Cycle, TextError) as error:
        raise task.document.problem(str(error), about) from error
    except (IntegrityError, DataError) as error:
        reason = {"reason": str(error).splitlines()[0]}
        raise task.document.problem(_("The database refuses it: %(reason)s") % reason, about) from error


def find(tasks: Sequence[Task]) -> None:
    """Settle tasks on conditions that stand: by the last import, by slug, then by name among those left."""
    claims: dict[int, Task] = {}
    for task in tasks:
        document = task.document
        task.record = Imported.objects.filter(system=document.system, key=document.key).first()
        if task.record:
            _claim(claims, task, task.record.condition)
        elif document.slug:
            _claim(claims, task, Condition.objects.select_related("merged_into").filter(slug=document.slug).first())
    for task in tasks:
        if task.condition is None:
            _claim(claims, task, _called_so(task.document, claims))


def _claim(claims: dict[int, Task], task: Task, condition: Condition | None) -> None:
    if condition is None:
        return
    condition = condition.merged_into or condition
    other = claims.setdefault(condition.pk, task)
    if other is not task:
        raise task.document.problem(
            _("This is the same condition as in %(path)s.") % {"path": other.document.path}, "name"
        )
    task.condition = condition


def _called_so(document: Document, claims: dict[int, Task]) -> Condition | None:
    found = Condition.objects.listed().filter(folded=fold(document.name)).exclude(pk__in=claims)[:2]
    if len(found) > 1:
        raise document.problem(_("More than one condition is called “%(name)s”.") % {"name": document.name}, "name")
    return found[0] if found else None


def create_missing(tasks: Sequence[Task]) -> None:
    """Create the conditions of tasks that none was found for. Raises ImportProblem."""
    slugs: dict[str, Task] = {}
    for task in tasks:
        if task.condition is not None:
            continue
        document = task.document
        if slugs.setdefault(document.slug or document.key, task) is not task:
            first = slugs[document.slug or document.key].document.path
            raise document.problem(_("This is the same condition as in %(path)s.") % {"path": first}, "name")
        with blaming(task, "slug"):
            task.condition = create(name=document.name, definition=document.definition, slug=document.slug)
            task.created = True
