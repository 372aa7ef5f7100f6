"""`manage.py tick`: enqueue periodic work. Safe to run at any time, by many at once; workers do it by themselves."""

from typing import Any

from django.core.management.base import BaseCommand

from medigest.jobs.periodic import tick
from medigest.jobs.reap import reap


class Command(BaseCommand):
    help = "Enqueue the periodic work that is due, and what killed workers left."

    def handle(self, *args: Any, **options: Any) -> None:
        reaped, enqueued = reap(), tick()
        self.stdout.write(f"{reaped} taken up again, {len(enqueued)} enqueued: {', '.join(enqueued) or 'nothing due'}")
