"""`manage.py tick`: periodic work. Safe to run at any time, by many at once."""

from typing import Any

from django.core.management.base import BaseCommand

from forums.notices.deliver import mail_waiting
from medigest.audit.seal import seal
from medigest.members.privacy.archive import build_waiting
from medigest.members.privacy.erase import erase_due
from medigest.members.privacy.expire import expire


class Command(BaseCommand):
    help = (
        "Mail the notices that wait, seal the decisions that have no seal yet, build the archives that members asked "
        "for, erase the members whose time has come, and forget what was kept long enough."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{mail_waiting()} mailed, {seal()} decisions sealed")
        # Erased after the sealing: a decision is sealed with the digests of what it said.
        self.stdout.write(f"{build_waiting()} archives built, {erase_due()} members erased")
        self.stdout.write(f"{sum(expire().values())} old records forgotten")
