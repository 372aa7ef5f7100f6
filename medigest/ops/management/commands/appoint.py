"""`manage.py appoint HANDLE ROLE`: give a member a role. The decision is recorded."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forums.boards import appoint as boards
from forums.boards.give_role import give_role
from forums.boards.models import Board
from medigest.members.accounts.appoint import LastAdministrator
from medigest.members.models import Member


class Command(BaseCommand):
    help = "Make a member a moderator (of a board, with --beneath of all beneath it, else of the site), or give a role."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("handle")
        parser.add_argument("role", choices=["member", "moderator", "editor", "administrator"])
        parser.add_argument("--board", default="", help="the slug of the board to moderate")
        parser.add_argument("--beneath", action="store_true", help="also all boards of conditions beneath it")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["role"] != "moderator" and (options["board"] or options["beneath"]):
            raise CommandError("--board and --beneath go with the role of a moderator.")
        if options["beneath"] and not options["board"]:
            raise CommandError("--beneath goes with --board: a moderator of the site has every board.")
        member = Member.objects.filter(handle__iexact=options["handle"]).first()
        if member is None:
            raise CommandError(f"There is no member {options['handle']!r}.")
        board = Board.objects.filter(slug=options["board"]).first() if options["board"] else None
        if options["board"] and board is None:
            raise CommandError(f"There is no board {options['board']!r}.")
        if options["role"] == "moderator":
            boards.appoint(member_id=member.pk, board_id=board.pk if board else None, beneath=options["beneath"])
        else:
            try:
                give_role(member_id=member.pk, role=Member.Role(options["role"]))
            except LastAdministrator as error:
                raise CommandError("The site would be left without an administrator: appoint another first.") from error
        self.stdout.write(f"{member.handle} is now {options['role']} of {board.title if board else 'the site'}")
