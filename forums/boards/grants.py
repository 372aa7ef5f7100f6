"""Grants over everything beneath a condition never come to reach further without somebody's word."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conditions.signals import Refused
from forums.boards.models import Moderator

MOST_NAMED = 5


def refuse_wider_grants(pairs: Mapping[int, set[int]]) -> None:
    """Raise Refused where a standing grant covers an ancestor in `pairs`; it names who would come to moderate more.

    `pairs` is what comes newly beneath each ancestor.
    """
    grants = Moderator.objects.in_office().filter(beneath=True).exclude(board__condition=None)
    wider = [
        _("%(handle)s over “%(board)s” (%(more)s)")
        % {
            "handle": grant.member.handle,
            "board": board.title,
            "more": ngettext("%(count)d board more", "%(count)d boards more", len(pairs[board.condition_id or 0]))
            % {"count": len(pairs[board.condition_id or 0])},
        }
        for grant in grants.select_related("member", "board").order_by("pk")
        if (board := grant.board) and board.condition_id in pairs
    ]
    if wider:
        named = "; ".join(wider[:MOST_NAMED]) + ("; …" if len(wider) > MOST_NAMED else "")
        raise Refused(
            _(
                "Moderators of everything beneath a condition would come to moderate more: %(grants)s. Add "
                "--confirm-grants where that is meant."
            )
            % {"grants": named}
        )
