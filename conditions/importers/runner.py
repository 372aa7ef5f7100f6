"""Apply documents: all of a run or none, the same document twice without a trace, and never over an editor's work."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from conditions.articles.text import TextError
from conditions.catalogue.describe import create, describe
from conditions.catalogue.folding import fold
from conditions.catalogue.models import Condition
from conditions.catalogue.relate import Cycle, relate
from conditions.importers.contract import Document
from conditions.importers.facts import Facts, facts_of, merge
from conditions.importers.models import Imported
from conditions.importers.take import Taken, take_article
from medigest.kit import clock


class Outcome(Enum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass(frozen=True)
class Result:
    """What became of a document; `reason` says why its article was not taken."""

    path: str
    name: str
    outcome: Outcome
    reason: str = ""


@dataclass
class _Task:
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


def run(documents: Sequence[Document], *, dry_run: bool = False) -> list[Result]:
    """Apply all documents in one transaction; with `dry_run`, do the same and take it back.

    Raises ImportProblem, disclaimers.NoDisclaimer; then nothing was changed.
    """
    with transaction.atomic():
        tasks = [_Task(document) for document in documents]
        _find(tasks)
        to_do = [task for task in tasks if not task.is_known]
        _create(to_do)
        _state(tasks, to_do)
        _relate(to_do)
        for task in to_do:
            with _blaming(task):
                task.taken = take_article(task.of, task.document, task.record)
            _remember(task)
        if dry_run:
            transaction.set_rollback(True)
        return [_result(task) for task in tasks]


@contextmanager
def _blaming(task: _Task, about: str = "") -> Iterator[None]:
    """Tell what goes wrong as a problem of the task's file."""
    try:
        yield
    except (Cycle, TextError) as error:
        raise task.document.problem(str(error), about) from error
    except (IntegrityError, DataError) as error:
        reason = {"reason": str(error).splitlines()[0]}
        raise task.document.problem(_("The database refuses it: %(reason)s") % reason, about) from error


def _find(tasks: Sequence[_Task]) -> None:
    """Settle documents on conditions: by the last import, by slug, and then by name among those that are left."""
    claims: dict[int, _Task] = {}
    for task in tasks:
        document = task.document
        task.record = Imported.objects.filter(system=document.system, key=document.key).first()
        if task.record:
            _claim(claims, task, task.record.condition)
        elif document.slug:
            _claim(claims, task, Condition.objects.filter(slug=document.slug).first())
    for task in tasks:
        if task.condition is None:
            _claim(claims, task, _called_so(task.document, claims))


def _claim(claims: dict[int, _Task], task: _Task, condition: Condition | None) -> None:
    if condition is None:
        return
    other = claims.setdefault(condition.pk, task)
    if other is not task:
        raise task.document.problem(
            _("This is the same condition as in %(path)s.") % {"path": other.document.path}, "name"
        )
    task.condition = condition


def _called_so(document: Document, claims: dict[int, _Task]) -> Condition | None:
    found = Condition.objects.filter(folded=fold(document.name)).exclude(pk__in=claims)[:2]
    if len(found) > 1:
        raise document.problem(_("More than one condition is called “%(name)s”.") % {"name": document.name}, "name")
    return found[0] if found else None


def _create(tasks: Sequence[_Task]) -> None:
    slugs: dict[str, _Task] = {}
    for task in tasks:
        if task.condition is not None:
            continue
        document = task.document
        if slugs.setdefault(document.slug or document.key, task) is not task:
            first = slugs[document.slug or document.key].document.path
            raise document.problem(_("This is the same condition as in %(path)s.") % {"path": first}, "name")
        with _blaming(task, "slug"):
            task.condition = create(name=document.name, definition=document.definition, slug=document.slug)
            task.created = True


def _state(tasks: Sequence[_Task], to_do: Sequence[_Task]) -> None:
    """Bring names, definition and codes up to date, and find out which parents shall stand."""
    in_run = {task.document.slug or task.of.slug: task.of.pk for task in tasks}
    for task in to_do:
        document = task.document
        task.stated = Facts(
            document.name, document.definition, document.names, document.codes, _parents(document, in_run)
        )
        before = Facts.from_json(task.record.stated) if task.record else Facts()
        task.wanted = merge(now=facts_of(task.of), before=before, after=task.stated)
        wanted = task.wanted
        with _blaming(task, "names"):
            task.changed = describe(
                task.of, name=wanted.name, definition=wanted.definition, names=wanted.names, codes=wanted.codes
            )


def _parents(document: Document, in_run: dict[str, int]) -> tuple[int, ...]:
    ids = dict(Condition.objects.filter(slug__in=document.parents).values_list("slug", "pk")) | in_run
    for slug in document.parents:
        if slug not in ids:
            raise document.problem(
                _("The parent “%(slug)s” is neither in this import nor on the site.") % {"slug": slug}, "parents"
            )
    return tuple(dict.fromkeys(ids[slug] for slug in document.parents))


def _relate(tasks: Sequence[_Task]) -> None:
    """Take away links first: a run that turns a link round is a cycle only while both ways stand."""
    for task in tasks:
        staying = [parent for parent in facts_of(task.of).parents if parent in task.wanted.parents]
        task.changed |= relate(child_id=task.of.pk, parent_ids=staying)
    for task in tasks:
        with _blaming(task, "parents"):
            task.changed |= relate(child_id=task.of.pk, parent_ids=task.wanted.parents)


def _remember(task: _Task) -> None:
    """Keep what the record said; where an editor is at work, not that all of it was taken: it is asked again."""
    record = task.record or Imported(system=task.document.system, key=task.document.key)
    values = {
        "condition_id": task.of.pk,
        "digest": record.digest if task.taken.ask_again else task.document.digest,
        "stated": task.stated.as_json(),
        "revision_id": task.taken.revision_id,
    }
    if record.pk and all(getattr(record, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(record, name, value)
    record.imported_at = clock.now()
    record.save()


def _result(task: _Task) -> Result:
    outcome = Outcome.UNCHANGED
    if task.created:
        outcome = Outcome.CREATED
    elif task.taken.kept:
        outcome = Outcome.KEPT
    elif task.changed or task.taken.published:
        outcome = Outcome.UPDATED
    reason = task.taken.kept
    if reason and task.changed:
        reason = _("%(reason)s; the catalogue takes what it lacked") % {"reason": reason}
    return Result(task.document.path, task.of.name, outcome, reason)
