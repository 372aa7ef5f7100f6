"""`manage.py tick`: periodic work. Safe to run at any time, by many at once."""

from typing import Any

from django.core.management.base import BaseCommand

from forums.notices.deliver import mail_waiting
from forums.review.crisis import call_out_waiting
from medigest.audit.seal import seal


class Command(BaseCommand):
    help = "Mail calls and notices that wait and seal the decisions that have no seal yet."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{call_out_waiting() + mail_waiting()} mailed, {seal()} decisions sealed")
