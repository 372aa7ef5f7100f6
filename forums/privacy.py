"""What the forums hold about members, how they hand it out, and how they forget."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forums.boards.models import Board, Moderator
from forums.notices.models import Notice
from forums.notices.words import sentence
from forums.review import forget
from forums.review.models import QueueItem, Report
from forums.threads import erase
from forums.threads.models import Post, PostRevision, Thread
from medigest.members.privacy.registry import (
    WITH_THE_ACCOUNT,
    WITH_WHAT_YOU_WROTE,
    Choice,
    Fate,
    Holding,
    Row,
    Table,
    Wishes,
    days,
    place,
)

POSTS = Choice(
    key="posts",
    label=_("Your posts"),
    if_erased=_("The text goes. Where others could read it, a line says that a post is no longer here."),
    if_kept=_("What others can read now stays, without your name. Everything else you wrote is erased all the same."),
)
TITLES = Choice(
    key="titles",
    label=_("Titles of threads that you started"),
    if_erased=_("The title goes. What others answered stays, under “Title deleted”."),
    if_kept=_("Titles that others can read now stay, without your name."),
)
REPORTS = Choice(
    key="reports",
    label=_("What you told moderators when you reported a post"),
    if_erased=_("Your words go. That somebody reported, and why, is still counted."),
    if_kept=_("Moderators can still read your words, without your name."),
)
# A quotation begins at ">" (in a list too) and goes on to the end of its paragraph.
_QUOTED = re.compile(r"^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*>.*(?:\n(?![ \t]*\n).*)*", re.MULTILINE)


def register() -> None:
    """Called once, when the app is ready."""
    place(_reports(), _posts(), _revisions(), _threads(), _notices(), *_boards())


def without_quotations(source: str) -> str:
    """A text without what it quotes: that may be another person's."""
    return _QUOTED.sub(lambda _match: "> […]", source)


def _posts() -> Table:
    return Table(
        Post,
        holdings=(
            Holding(
                what=_("Your posts, and whether each is shown"),
                purpose=_("So that others can read them and answer"),
                kept=_("Until you remove them; for moderators, until your account is deleted"),
                owner="author",
                columns=("source", "html", "state", "created_at", "edited_at", "published_at", "edits"),
                fate=Fate.CHOSEN,
                choice=POSTS,
                rows=_posts_of,
            ),
            Holding(
                what=_("A mark of the form you sent"),
                purpose=_("So that a form sent twice makes one post"),
                kept=WITH_WHAT_YOU_WROTE,
                owner="author",
                columns=("submission_key",),
                withheld=_("A random word"),
            ),
        ),
        plain=("thread", "position", "decision", "reply_to", "opening", "pending"),
        erase=lambda member_id, wishes: erase.erase_posts(member_id=member_id, keep=bool(wishes.get(POSTS.key))),
    )


def _revisions() -> Table:
    return Table(
        PostRevision,
        holdings=(
            Holding(
                what=_("What your posts said before you edited them, and edits that wait for a moderator"),
                purpose=_("So that moderators can see what was answered"),
                kept=WITH_WHAT_YOU_WROTE,
                owner="post__author",
                columns=("source", "html", "state", "created_at", "number"),
                rows=_revisions_of,
            ),
        ),
    )


def _threads() -> Table:
    return Table(
        Thread,
        holdings=(
            Holding(
                what=_("Titles of threads that you started"),
                purpose=_("So that others can find the conversation"),
                kept=WITH_WHAT_YOU_WROTE,
                owner="author",
                columns=("title", "slug", "state", "created_at"),
                fate=Fate.CHOSEN,
                choice=TITLES,
                rows=_threads_of,
            ),
        ),
        plain=(
            *("board", "section_key", "section_heading", "decision", "locked_at", "pinned_at"),
            *("posts", "last_position", "last_post_at", "version"),
        ),
        erase=lambda member_id, wishes: erase.erase_titles(member_id=member_id, keep=bool(wishes.get(TITLES.key))),
    )


def _reports() -> Table:
    return Table(
        Report,
        holdings=(
            Holding(
                what=_("Reports that you made, with your words to the moderators"),
                purpose=_("So that moderators can look at what you found"),
                kept=days(forget.DAYS_KEPT),
                owner="reporter",
                columns=("reason", "note", "created_at"),
                fate=Fate.CHOSEN,
                choice=REPORTS,
                rows=_reports_of,
            ),
            Holding(
                what=_("What a post of yours said when somebody reported it"),
                purpose=_("So that moderators judge what was reported, though it was edited since"),
                kept=days(forget.DAYS_KEPT),
                owner="post__author",
                columns=("snapshot",),
                withheld=_("It belongs to another person's report. Your posts are in the archive"),
            ),
        ),
        plain=("closed_by",),
        erase=_forget_reports,
        expire=forget.expire,
    )


def _forget_reports(member_id: int, wishes: Wishes) -> None:
    """Before the posts lose their author: by it those are found that are about the member's own."""
    forget.forget_reported(member_id=member_id, keep=bool(wishes.get(POSTS.key)))
    forget.forget_reporter(member_id=member_id, keep=bool(wishes.get(REPORTS.key)))


def _notices() -> Table:
    return Table(
        Notice,
        holdings=(
            Holding(
                what=_("What we told you, when, and whether you read it"),
                purpose=_("So that you know what was decided, and are told once"),
                kept=WITH_THE_ACCOUNT,
                owner="member",
                columns=("created_at", "read_at", "mailed_at"),
                rows=_notices_of,
            ),
        ),
        plain=("decision",),
    )


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
                    columns=("beneath", "granted_at", "until"),
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
                *("threads", "posts", "last_post_at", "sections"),
            ),
        ),
        Table(QueueItem, plain=("post", "board", "held", "edited", "reports", "since")),
    ]


def _site(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def _posts_of(member_id: int) -> Iterator[Row]:
    posts = Post.objects.filter(author_id=member_id).select_related("thread__board").order_by("pk")
    for post in posts.iterator():
        yield {
            "board": post.thread.board.title,
            "address": _site(post.get_absolute_url()),
            "state": post.get_state_display(),
            "written": post.created_at,
            "published": post.published_at,
            "edited": post.edited_at,
            "text": without_quotations(post.source),
        }


def _revisions_of(member_id: int) -> Iterator[Row]:
    revisions = PostRevision.objects.filter(post__author_id=member_id).order_by("post_id", "number")
    for one in revisions.select_related("post").iterator():
        yield {
            "post": _site(one.post.get_absolute_url()),
            "number": one.number,
            "state": one.get_state_display(),
            "written": one.created_at,
            "text": without_quotations(one.source),
        }


def _threads_of(member_id: int) -> Iterator[Row]:
    for thread in Thread.objects.filter(author_id=member_id).select_related("board").order_by("pk").iterator():
        yield {
            "title": thread.title,
            "board": thread.board.title,
            "address": _site(thread.get_absolute_url()),
            "state": thread.get_state_display(),
            "started": thread.created_at,
        }


def _reports_of(member_id: int) -> Iterator[Row]:
    """With the member's words and without those of the post that was reported."""
    for report in Report.objects.filter(reporter_id=member_id).order_by("pk").iterator():
        yield {
            "reported": report.created_at,
            "reason": report.get_reason_display(),
            "note": report.note,
            "answered": report.closed_by_id is not None,
        }


def _notices_of(member_id: int) -> Iterator[Row]:
    notices = Notice.objects.filter(member_id=member_id).select_related("decision").order_by("pk")
    for notice in notices.iterator():
        yield {
            "told": notice.created_at,
            "what": sentence(notice.decision),
            "read": notice.read_at,
            "mailed": notice.mailed_at,
        }


def _offices_of(member_id: int) -> Iterator[Row]:
    for grant in Moderator.objects.filter(member_id=member_id).select_related("board").order_by("pk").iterator():
        yield {
            "board": grant.board.title if grant.board else _now("The whole site"),
            "with boards beneath": grant.beneath,
            "since": grant.granted_at,
            "until": grant.until,
        }
