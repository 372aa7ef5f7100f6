"""Notices, marks, follows, drafts, bookmarks, and what a member's page shows."""

from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext_lazy as _

from forums.activity.models import ActivityShown, BoardLeftOut
from forums.drafts.discard import DAYS_KEPT
from forums.drafts.discard import expire as expire_drafts
from forums.drafts.models import Draft
from forums.following.models import Bookmark, Follow
from forums.notices import kinds
from forums.notices.models import Notice, Preference
from forums.notices.tidy import DAYS_KEPT as NOTICES_KEPT
from forums.notices.tidy import expire as expire_notices
from forums.privacy.common import site_address
from forums.reactions.erase import erase_reactions
from forums.reactions.models import Reaction
from forums.reading.models import BoardMark, ReadMark
from forums.threads.quotes import without_any
from medigest.members.models import Member
from medigest.members.privacy.registry import (
    WITH_THE_ACCOUNT,
    Holding,
    Row,
    Table,
    days,
)
from medigest.members.viewer import Viewer


def tables() -> list[Table]:
    """What a member keeps for themselves."""
    return [*_notices(), *_reading(), _reactions(), *_activity()]


def _notices() -> list[Table]:
    return [
        Table(
            Notice,
            holdings=(
                Holding(
                    what=_("What we told you, when, and whether you read it"),
                    purpose=_("So that you know what happened, and are told once"),
                    kept=days(NOTICES_KEPT),
                    owner="member",
                    columns=("created_at", "read_at"),
                    rows=_notices_of,
                ),
            ),
            plain=("kind", "event_id", "target_id", "number", "replaced"),
            expire=expire_notices,
        ),
        Table(
            Preference,
            holdings=(
                Holding(
                    what=_("How you want to be told of what happens"),
                    purpose=_("To tell you in that way, and in no other"),
                    kept=WITH_THE_ACCOUNT,
                    owner="member",
                    columns=("kind", "way"),
                ),
            ),
        ),
    ]


def _reading() -> list[Table]:
    return [
        *(
            Table(
                model,
                holdings=(
                    Holding(
                        what=what,
                        purpose=_("To show you what is new"),
                        kept=_("Until you let us forget it, on the page of what you follow"),
                        owner="member",
                        columns=columns,
                        rows=rows,
                    ),
                ),
            )
            for model, what, columns, rows in (
                (ReadMark, _("How far you have read in a thread"), ("thread", "position"), _read_marks_of),
                (BoardMark, _("Until when you have read a board"), ("board", "until"), _board_marks_of),
            )
        ),
        Table(
            Follow,
            holdings=(
                Holding(
                    what=_("Boards and threads that you follow or have muted"),
                    purpose=_("To list what is new there, and to tell you of it if you want that"),
                    kept=_("Until you choose otherwise"),
                    owner="member",
                    columns=("board", "thread", "level", "beneath", "since"),
                    rows=_follows_of,
                ),
            ),
        ),
        Table(
            Draft,
            holdings=(
                Holding(
                    what=_("Texts that you began and have not sent"),
                    purpose=_("So that nothing you type is lost"),
                    kept=days(DAYS_KEPT),
                    owner="member",
                    columns=(
                        "board",
                        "thread",
                        "post",
                        "title",
                        "section_key",
                        "body",
                        "reply_to",
                        "alias",
                        "version",
                        "saved_at",
                    ),
                    rows=_drafts_of,
                ),
            ),
            expire=expire_drafts,
        ),
        Table(
            Bookmark,
            holdings=(
                Holding(
                    what=_("Posts that you keep, with your notes"),
                    purpose=_("So that you find them again"),
                    kept=_("Until you remove them"),
                    owner="member",
                    columns=("post", "note", "since"),
                    rows=_bookmarks_of,
                ),
            ),
        ),
    ]


def _reactions() -> Table:
    return Table(
        Reaction,
        holdings=(
            Holding(
                what=_("Posts to which you reacted, and how"),
                purpose=_("So that the post counts you once, and its author is told that somebody did"),
                kept=_("Until you take it back"),
                owner="member",
                columns=("post", "kind", "since"),
                rows=_reactions_of,
            ),
        ),
        erase=lambda member_id, wishes: erase_reactions(member_id=member_id),
    )


def _activity() -> list[Table]:
    return [
        Table(
            ActivityShown,
            holdings=(
                Holding(
                    what=_("That your page shows what you wrote, if you chose so"),
                    purpose=_("To show it, or not"),
                    kept=_("Until you choose otherwise"),
                    owner="member",
                    columns=("since",),
                ),
            ),
        ),
        Table(
            BoardLeftOut,
            holdings=(
                Holding(
                    what=_("Boards that your page leaves out"),
                    purpose=_("To keep them from your page"),
                    kept=_("Until you choose otherwise"),
                    owner="member",
                    columns=("board",),
                    rows=_boards_left_out,
                ),
            ),
        ),
    ]


def _notices_of(member_id: int) -> Iterator[Row]:
    viewer = Viewer(Member.objects.get(pk=member_id))
    notices = Notice.objects.shown().filter(member_id=member_id).order_by("pk").iterator(chunk_size=500)
    while batch := list(islice(notices, 500)):
        said = kinds.tell(batch, viewer)
        for notice in batch:
            what = said[notice.pk].text if notice.pk in said else ""
            yield {"told": notice.created_at, "what": what, "read": notice.read_at}


def _read_marks_of(member_id: int) -> Iterator[Row]:
    """By address alone: the titles are other people's, and may be hidden by now."""
    for mark in ReadMark.objects.filter(member_id=member_id).order_by("pk").iterator():
        yield {"thread": mark.thread_id, "read up to": mark.position}


def _board_marks_of(member_id: int) -> Iterator[Row]:
    for mark in BoardMark.objects.filter(member_id=member_id).select_related("board").order_by("pk"):
        yield {"board": mark.board.title, "read until": mark.until}


def _follows_of(member_id: int) -> Iterator[Row]:
    for one in Follow.objects.filter(member_id=member_id).select_related("board").order_by("pk").iterator():
        yield {
            "board": one.board.title if one.board else "",
            "thread": one.thread_id,
            "how": one.get_level_display(),
            "with boards beneath": one.beneath,
            "since": one.since,
        }


def _drafts_of(member_id: int) -> Iterator[Row]:
    for draft in Draft.objects.filter(member_id=member_id).select_related("board").order_by("pk").iterator():
        yield {
            "board": draft.board.title,
            "thread": draft.thread_id,
            "post": draft.post_id,
            "section": draft.section_key,
            "alias": draft.alias,
            "title": draft.title,
            "text": without_any(draft.body),
            "kept": draft.saved_at,
        }


def _bookmarks_of(member_id: int) -> Iterator[Row]:
    for kept in Bookmark.objects.filter(member_id=member_id).select_related("post").order_by("pk").iterator():
        yield {"post": site_address(kept.post.get_absolute_url()), "note": kept.note, "since": kept.since}


def _reactions_of(member_id: int) -> Iterator[Row]:
    for one in Reaction.objects.filter(member_id=member_id).select_related("post").order_by("pk").iterator():
        yield {"post": site_address(one.post.get_absolute_url()), "how": one.get_kind_display(), "since": one.since}


def _boards_left_out(member_id: int) -> Iterator[Row]:
    for one in BoardLeftOut.objects.filter(member_id=member_id).select_related("board").order_by("pk"):
        yield {"board": one.board.title}
