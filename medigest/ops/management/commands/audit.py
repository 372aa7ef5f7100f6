"""`manage.py audit`: prove that every counter equals what it counts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forums.reactions.read import discrepancies as reactions
from forums.threads.recount import discrepancies


class Command(BaseCommand):
    help = "Compare every counter with what it counts; exit status 1 where one is off."

    def handle(self, *args: Any, **options: Any) -> None:
        found = [*discrepancies(), *reactions()]
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError(f"{len(found)} counters are off")
        self.stdout.write("every counter is right")
