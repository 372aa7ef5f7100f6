"""`manage.py worker`: run background jobs, and the periodic work."""

from typing import Any

from django.core.management.base import BaseCommand

from medigest.jobs.work import work


class Command(BaseCommand):
    help = "Run background jobs and periodic work until told to stop; the present job is finished first."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--batch", action="store_true", help="stop when nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        work(batch=options["batch"])
