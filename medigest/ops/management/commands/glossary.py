"""`manage.py glossary import|export FILE`: take terms from a YAML file, or write the terms in use into one."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from conditions.articles.glossary import terms_in_use
from conditions.importers import glossary
from conditions.importers.contract import ImportProblem
from conditions.importers.files import read_text


class Command(BaseCommand):
    help = _("Take the glossary's terms from a file, or write them into one. What the glossary has is never replaced.")

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("do", choices=["import", "export"])
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if options["do"] == "export":
            terms = terms_in_use()
            try:
                file.write_text(glossary.write(terms), encoding="utf-8")
            except OSError as error:
                raise CommandError(f"{file}: {error.strerror}") from error
            self.stdout.write(_("Terms written: %(count)d.") % {"count": len(terms)})
            return
        try:
            added, kept = glossary.take(str(file), glossary.read(str(file), read_text(file)))
        except ImportProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(_("Terms added: %(count)d.") % {"count": added})
        for name in kept:
            self.stdout.write(_("kept  %(name)s: the glossary says something else") % {"name": name})
