"""`manage.py tick`: periodic work. Safe to run at any time, by many at once."""

from typing import Any

from django.core.management.base import BaseCommand

from forums.notices.deliver import mail_waiting
from forums.transparency.count import refresh
from medigest.audit.seal import seal


class Command(BaseCommand):
    help = "Mail the notices that wait and seal the decisions that have no seal yet; count the public figures."

    def handle(self, *args: Any, **options: Any) -> None:
        refresh()
        self.stdout.write(f"{mail_waiting()} mailed, {seal()} decisions sealed")
