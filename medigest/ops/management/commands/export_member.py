"""`manage.py export_member HANDLE [FILE]`: write all that is held about a member into one archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from medigest.members.models import Member
from medigest.members.privacy import archive


class Command(BaseCommand):
    help = _("Write all that is held about a member into one ZIP archive: JSON, and pages to read.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("handle")
        parser.add_argument("file", nargs="?", help=_("where to write it; HANDLE.zip where nothing is said"))

    def handle(self, *args: Any, **options: Any) -> None:
        member = Member.objects.filter(handle__iexact=options["handle"]).first()
        if member is None:
            raise CommandError(_("There is no member “%(handle)s”.") % {"handle": options["handle"]})
        path = Path(options["file"] or f"{member.handle}.zip")
        try:
            # For nobody else on this machine, and never over a file that is there already.
            path.touch(mode=0o600, exist_ok=False)
            with path.open("wb") as out:
                archive.write(member_id=member.pk, out=out)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        self.stdout.write(_("Written to %(path)s") % {"path": path})
