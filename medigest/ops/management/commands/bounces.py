"""`manage.py bounces PATH`: learn from mail that came back which addresses take none."""

import mailbox
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from medigest.mailing.bounces import take_bounce


class Command(BaseCommand):
    help = (
        "Read a returned mail (a file, or - for what a mail server pipes in), or a maildir of them, which is emptied."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("path", metavar="PATH")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["path"])
        if options["path"] != "-" and not path.exists():
            raise CommandError(f"{path}: there is no such file or directory.")
        taken = _maildir(path) if path.is_dir() else [_one(path)]
        self.stdout.write(f"{len(taken)} read, {sum(map(bool, taken))} bounces recorded")


def _one(path: Path) -> str:
    return take_bounce(sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes())


def _maildir(path: Path) -> list[str]:
    box, taken = mailbox.Maildir(path, create=False), []
    for name in list(box.keys()):
        taken.append(take_bounce(box.get_bytes(name)))
        box.remove(name)
    return taken
