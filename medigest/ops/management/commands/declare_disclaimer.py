"""`manage.py declare_disclaimer FILE`: put a new version of the disclaimer in force."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError

from conditions.articles.declare import Incomplete, declare
from medigest.kit import clock
from medigest.kit.markup import MarkupError


class Command(BaseCommand):
    help = "Declare the next version of the disclaimer: YAML with `short`, and `statements` with the eleven of them."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--from", dest="day", default="", help="the day from which it holds (UTC); else now")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            start = datetime.fromisoformat(options["day"]).replace(tzinfo=UTC) if options["day"] else clock.now()
            told = yaml.safe_load(options["file"].read_text(encoding="utf-8"))
        except ValueError as error:
            raise CommandError(f"{options['day']!r} is no day: write it like 2027-01-31.") from error
        except (OSError, yaml.YAMLError) as error:
            raise CommandError(f"{options['file']} can't be read: {error}") from error
        statements = told.get("statements") if isinstance(told, dict) else None
        if not isinstance(statements, dict):
            raise CommandError("The file needs `short` and `statements`, each statement beneath its name.")
        words = {str(key): str(text or "") for key, text in statements.items()}
        try:
            made = declare(statements=words, short=str(told.get("short") or ""), effective_from=start)
        except Incomplete as error:
            raise CommandError(f"These have no words yet: {error}. A disclaimer says all of them.") from error
        except MarkupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Version {made.version} of the disclaimer holds from {made.effective_from:%Y-%m-%d %H:%M} on."
        )
