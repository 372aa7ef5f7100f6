"""`manage.py import_conditions FORMAT PATH...`: take conditions and their articles from files."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from conditions.articles.disclaimers import NoDisclaimer
from conditions.importers import FORMATS
from conditions.importers.contract import ImportProblem
from conditions.importers.files import read_all
from conditions.importers.ontology import ONTOLOGIES
from conditions.importers.ontology.apply import apply
from conditions.importers.ontology.report import Report
from conditions.importers.runner import Outcome, Result, run

T = TypeVar("T")
MOST_PROBLEMS = 200


class Command(BaseCommand):
    help = _("Take conditions and their articles from files: all of them, or none where one has a problem.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("format", choices=sorted(FORMATS.keys() | ONTOLOGIES.keys()))
        parser.add_argument("paths", nargs="+", metavar="PATH", help=_("a file, or a directory of such files"))
        parser.add_argument("--dry-run", action="store_true", help=_("show what would change, and change nothing"))

        parser.add_argument(
            "--force", action="store_true", help=_("ontologies: take a release older than the last one, or less of it")
        )
        parser.add_argument(
            "--confirm-grants",
            action="store_true",
            help=_("ontologies: grants over everything beneath a condition may come to reach further"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        dry_run: bool = options["dry_run"]
        try:
            if options["format"] in ONTOLOGIES:
                for path in options["paths"]:
                    self._take_ontology(path, options)
            else:
                self._take_files(options)
        except (ImportProblem, NoDisclaimer) as problem:
            raise CommandError(str(problem)) from problem
        except DatabaseError as error:
            reason = str(error).splitlines()[0]
            raise CommandError(_("The database refuses the import: %(reason)s") % {"reason": reason}) from error
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was written."))

    def _take_files(self, options: dict[str, Any]) -> None:
        results = run(read_all(FORMATS[options["format"]], options["paths"]), dry_run=options["dry_run"])
        for result in results:
            self.stdout.write(_line(result, options["dry_run"]))
        self.stdout.write(_counts(results))

    def _take_ontology(self, path: str, options: dict[str, Any]) -> None:
        self.stdout.write(_("Reading %(path)s") % {"path": path})
        report = apply(
            ONTOLOGIES[options["format"]](path),
            dry_run=options["dry_run"],
            force=options["force"],
            confirmed=options["confirm_grants"],
            track=self._track,
        )
        for problem in report.problems[:MOST_PROBLEMS]:
            self.stdout.write(_("problem  %(problem)s") % {"problem": problem})
        if len(report.problems) > MOST_PROBLEMS:
            self.stdout.write(_("... and %(count)d more.") % {"count": len(report.problems) - MOST_PROBLEMS})
        self.stdout.write(_told(report))

    def _track(self, items: Sequence[T], label: str) -> Iterable[T]:
        """A bar on a terminal, a line elsewhere."""
        if self.stderr.isatty():
            return tqdm(items, desc=label, file=self.stderr, unit="lot", leave=False)
        if items:
            self.stdout.write(label)
        return items


def _word(outcome: Outcome, dry_run: bool) -> str:
    words = {
        Outcome.CREATED: (_("created"), _("would create")),
        Outcome.UPDATED: (_("updated"), _("would update")),
        Outcome.UNCHANGED: (_("unchanged"), _("unchanged")),
        Outcome.KEPT: (_("kept"), _("would keep")),
    }
    return words[outcome][dry_run]


def _line(result: Result, dry_run: bool) -> str:
    reason = f": {result.reason}" if result.reason else ""
    return f"{_word(result.outcome, dry_run)}  {result.name} ({result.path}){reason}"


def _counts(results: list[Result]) -> str:
    counts = Counter(result.outcome for result in results)
    return ngettext(
        "%(files)d file: %(created)d created, %(updated)d updated, %(unchanged)d unchanged, %(kept)d kept.",
        "%(files)d files: %(created)d created, %(updated)d updated, %(unchanged)d unchanged, %(kept)d kept.",
        len(results),
    ) % ({"files": len(results)} | {outcome.value: counts[outcome] for outcome in Outcome})


def _told(report: Report) -> str:
    return _(
        "%(created)d created, %(updated)d updated, %(unchanged)d unchanged, %(retired)d retired, %(redirected)d "
        "redirected, %(missing)d not in this file, %(problems)d problems."
    ) % (vars(report) | {"problems": len(report.problems)})
