"""`manage.py import_conditions FORMAT PATH...`: take conditions and their articles from files."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conditions.articles.disclaimers import NoDisclaimer
from conditions.importers import FORMATS
from conditions.importers.contract import ImportProblem
from conditions.importers.files import read_all
from conditions.importers.runner import Outcome, Result, run


class Command(BaseCommand):
    help = _("Take conditions and their articles from files: all of them, or none where one has a problem.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("format", choices=sorted(FORMATS))
        parser.add_argument("paths", nargs="+", metavar="PATH", help=_("a file, or a directory of such files"))
        parser.add_argument("--dry-run", action="store_true", help=_("show what would change, and change nothing"))

    def handle(self, *args: Any, **options: Any) -> None:
        dry_run: bool = options["dry_run"]
        try:
            results = run(read_all(FORMATS[options["format"]], options["paths"]), dry_run=dry_run)
        except (ImportProblem, NoDisclaimer) as problem:
            raise CommandError(str(problem)) from problem
        except DatabaseError as error:
            reason = str(error).splitlines()[0]
            raise CommandError(_("The database refuses the import: %(reason)s") % {"reason": reason}) from error
        for result in results:
            self.stdout.write(_line(result, dry_run))
        self.stdout.write(_counts(results))
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was written."))


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
