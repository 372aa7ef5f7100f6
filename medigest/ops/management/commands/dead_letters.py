"""`manage.py dead_letters`: jobs and mails that had all their attempts."""

from typing import Any

from django.core.management.base import BaseCommand

from medigest.jobs import dead as jobs
from medigest.mailing import dead as mails


class Command(BaseCommand):
    help = "List the jobs and mails that had all their attempts; --try-again queues them anew."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--try-again", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        for job in jobs.dead():
            self.stdout.write(f"job {job.pk} {job.task_path}: {job.exception_class_path}")
        for mail in mails.dead().order_by("-pk"):
            self.stdout.write(f"mail {mail.pk} {mail.kind}: {mail.error}")
        if options["try_again"]:
            self.stdout.write(f"{jobs.revive()} jobs and {mails.try_again()} mails are tried again")
