"""`manage.py verify_log`: prove that no decision was altered."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from medigest.audit.verify import verify


class Command(BaseCommand):
    help = "Walk the hash chain of the audit log; name the first altered row and the oldest unsealed one."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify()
        if verdict.oldest_unsealed is not None:
            self.stdout.write(f"oldest unsealed decision: {verdict.oldest_unsealed} (run `manage.py tick`)")
        if verdict.first_altered:
            decision, what = verdict.first_altered
            raise CommandError(f"decision {decision}: {what}")
        self.stdout.write(f"{verdict.sealed} sealed decisions verify")
