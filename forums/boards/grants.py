"""Grants over everything beneath a condition never come to reach further without somebody's word."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from conditions.catalogue.wider import refuse
from forums.boards.models import Moderator


def refuse_wider_grants(pairs: Mapping[int, set[int]]) -> None:
    """Raise Refused where a standing grant covers an ancestor in `pairs`; it names who would come to moderate more.

    `pairs` is what comes newly beneath each ancestor.
    """
    grants = Moderator.objects.in_office().filter(beneath=True).exclude(board__condition=None)
    refuse(
        _("Moderators of everything beneath a condition would come to moderate more"),
        [
            (grant.member.handle, board.title, board.condition_id)
            for grant in grants.select_related("member", "board").order_by("pk")
            if (board := grant.board) and board.condition_id
        ],
        pairs,
    )
