"""`manage.py export_conditions DIRECTORY [SLUG...]`: write conditions in our own format, a file for each."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conditions.catalogue.models import Condition
from conditions.importers import markdown
from conditions.importers.export import document_of


class Command(BaseCommand):
    help = _("Write conditions and their published articles as Markdown files with front matter.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", metavar="DIRECTORY", help=_("made where it is missing"))
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help=_("which conditions; all where none is named"))

    def handle(self, *args: Any, **options: Any) -> None:
        directory = Path(options["directory"])
        conditions = _chosen(options["slugs"])
        try:
            directory.mkdir(parents=True, exist_ok=True)
            for condition in conditions:
                text = markdown.write(document_of(condition))
                (directory / f"{condition.slug}.md").write_bytes(text.encode())
        except OSError as error:
            raise CommandError(f"{error.filename or directory}: {error.strerror}") from error
        self.stdout.write(
            ngettext("%(count)d condition was written.", "%(count)d conditions were written.", len(conditions))
            % {"count": len(conditions)}
        )


def _chosen(slugs: list[str]) -> list[Condition]:
    conditions = Condition.objects.order_by("slug")
    if not slugs:
        return list(conditions)
    found = list(conditions.filter(slug__in=slugs))
    missing = sorted(set(slugs) - {condition.slug for condition in found})
    if missing:
        raise CommandError(_("There is no condition “%(slug)s”.") % {"slug": missing[0]})
    return found
