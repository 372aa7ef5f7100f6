"""Boards and offices, the queue, sanctions and appeals."""

from collections.abc import Iterator

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from forums.appeals.close import close_appeals, open_appeals
from forums.appeals.models import Appeal
from forums.boards.models import Board, Moderator
from forums.privacy.common import answering_for
from forums.review.models import Canned, PassedOn, QueueItem
from forums.review.reasons import Reason
from forums.rules.models import Rule
from forums.sanctions.models import Note, Sanction
from forums.threads.models import Trace
from forums.transparency.models import Figure
from medigest.members.privacy.registry import (
    WITH_THE_ACCOUNT,
    Fate,
    Holding,
    Row,
    Table,
)


def tables() -> list[Table]:
    """What moderators keep."""
    return [*_boards(), *_queue(), *_fairness()]


def open_appeals_would_close(member_id: int) -> str:
    """What a member who appealed should know before they leave."""
    number = open_appeals(member_id)
    if not number:
        return ""
    return ngettext(
        "You have %(number)d appeal that nobody has decided yet. It is closed, undecided, when your account is "
        "deleted.",
        "You have %(number)d appeals that nobody has decided yet. They are closed, undecided, when your account is "
        "deleted.",
        number,
    ) % {"number": number}


def _boards() -> list[Table]:
    return [
        Table(
            Moderator,
            holdings=(
                Holding(
                    what=_("Which boards you moderate, and until when"),
                    purpose=_("To let you do so"),
                    kept=WITH_THE_ACCOUNT,
                    owner="member",
                    columns=("beneath", "granted_at", "until", "on_call"),
                    rows=_offices_of,
                ),
                Holding(
                    what=_("That you made somebody a moderator"),
                    purpose=_("So that every appointment has somebody who answers for it"),
                    kept=_("As long as the appointment lasts"),
                    owner="granted_by",
                    columns=(),
                    fate=Fate.UNNAMED,
                    withheld=_("It is about another person"),
                ),
            ),
            plain=("board",),
        ),
        Table(
            Board,
            plain=(
                *("slug", "title", "description", "condition", "audience", "indexable", "review"),
                *("threads", "posts", "last_post_at", "sections", "version", "hide_at", "slow_after"),
            ),
        ),
        Table(Trace, plain=("thread", "position", "post")),
    ]


def _queue() -> list[Table]:
    return [
        Table(
            QueueItem,
            holdings=answering_for(("claimed_by", "not_for"), _("That you took something that waits, or must not")),
            plain=(
                *("post", "matter", "matter_id", "heading", "url", "board", "held", "edited", "ruled", "reports"),
                *("reason", "urgency", "since", "rank", "claimed_until"),
            ),
        ),
        Table(
            PassedOn,
            holdings=(
                Holding(
                    what=_("What you left to other moderators"),
                    purpose=_("So that it is not offered to you again"),
                    kept=_("As long as it waits"),
                    owner="member",
                    columns=("passed_at",),
                ),
            ),
            plain=("item",),
        ),
        Table(
            Rule,
            holdings=answering_for(("written_by",), _("That you wrote a rule")),
            plain=("board", "name", "kind", "text", "action", "message", "active", "written_at"),
        ),
        Table(Canned, plain=("board", "reason", "title", "text")),
    ]


def _fairness() -> list[Table]:
    return [
        Table(
            Sanction,
            holdings=(
                Holding(
                    what=_("Warnings, silences, suspensions and bans that you received"),
                    purpose=_("To keep what the moderators decided, and to let it end"),
                    kept=WITH_THE_ACCOUNT,
                    owner="member",
                    columns=("kind", "reason", "imposed_at", "until", "endless", "confirmed_at", "lifted_at"),
                    rows=_sanctions_of,
                ),
                *answering_for(("imposed_by", "confirmed_by"), _("That you imposed or confirmed a sanction")),
            ),
            plain=("board",),
        ),
        Table(
            Note,
            holdings=(
                Holding(
                    what=_("Notes that moderators made about you"),
                    purpose=_("So that moderators know what was agreed with you"),
                    kept=WITH_THE_ACCOUNT,
                    owner="member",
                    columns=("text", "created_at"),
                    withheld=_("They are words of other people, and may tell of yet others"),
                ),
                *answering_for(("author",), _("That you wrote a note about somebody")),
            ),
            plain=("board",),
        ),
        Table(
            Appeal,
            holdings=(
                Holding(
                    what=_("Your words against a decision, and what came of them"),
                    purpose=_("So that somebody else can look at it again"),
                    kept=WITH_THE_ACCOUNT,
                    owner="member",
                    columns=("text", "created_at", "outcome"),
                    rows=_appeals_of,
                ),
                *answering_for(
                    ("actor", "seconder", "decided_by"), _("That an appeal was against a decision of yours, or for you")
                ),
            ),
            plain=("decision", "board", "answer"),
            erase=lambda member_id, wishes: close_appeals(member_id),
        ),
        Table(Figure, plain=("period", "measure", "code", "number", "counted_at")),
    ]


def _offices_of(member_id: int) -> Iterator[Row]:
    for grant in Moderator.objects.filter(member_id=member_id).select_related("board").order_by("pk").iterator():
        yield {
            "board": grant.board.title if grant.board else _now("The whole site"),
            "with boards beneath": grant.beneath,
            "since": grant.granted_at,
            "until": grant.until,
            "on call": grant.on_call,
        }


def _sanctions_of(member_id: int) -> Iterator[Row]:
    for one in Sanction.objects.filter(member_id=member_id).select_related("board").order_by("pk"):
        yield {
            "what": one.get_kind_display(),
            "why": dict(Reason.choices).get(one.reason, one.reason),
            "board": one.board.title if one.board else _now("The whole site"),
            "since": one.imposed_at,
            "until": one.until,
            "lifted": one.lifted_at,
        }


def _appeals_of(member_id: int) -> Iterator[Row]:
    for one in Appeal.objects.filter(member_id=member_id).order_by("pk"):
        yield {"brought": one.created_at, "text": one.text, "outcome": one.get_outcome_display()}
