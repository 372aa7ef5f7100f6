"""Apply documents: all of a run or none, the same document twice without a trace, and never over an editor's work."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.db import transaction
from django.utils.translation import gettext as _

from conditions.catalogue.describe import describe
from conditions.catalogue.models import Condition
from conditions.catalogue.relate import relate
from conditions.importers.contract import Document
from conditions.importers.facts import Facts, facts_of, merge
from conditions.importers.models import Imported
from conditions.importers.settle import Task, blaming, create_missing, find
from conditions.importers.take import take_article
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


def run(documents: Sequence[Document], *, dry_run: bool = False) -> list[Result]:
    """Apply all documents in one transaction; with `dry_run`, do the same and take it back.

    Raises ImportProblem, disclaimers.NoDisclaimer; then nothing was changed.
    """
    with transaction.atomic():
        tasks = [Task(document) for document in documents]
        find(tasks)
        to_do = [task for task in tasks if not task.is_known]
        create_missing(to_do)
        _state(tasks, to_do)
        _relate(to_do)
        for task in to_do:
            with blaming(task):
                task.taken = take_article(task.of, task.document, task.record)
            _remember(task)
        if dry_run:
            transaction.set_rollback(True)
        return [_result(task) for task in tasks]


def _state(tasks: Sequence[Task], to_do: Sequence[Task]) -> None:
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
        with blaming(task, "names"):
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


def _relate(tasks: Sequence[Task]) -> None:
    """Take away links first: a run that turns a link round is a cycle only while both ways stand."""
    for task in tasks:
        staying = [parent for parent in facts_of(task.of).parents if parent in task.wanted.parents]
        task.changed |= relate(child_id=task.of.pk, parent_ids=staying)
    for task in tasks:
        with blaming(task, "parents"):
            task.changed |= relate(child_id=task.of.pk, parent_ids=task.wanted.parents)


def _remember(task: Task) -> None:
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


def _result(task: Task) -> Result:
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
