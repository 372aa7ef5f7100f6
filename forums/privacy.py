"""What the forums hold about members, how they hand it out, and how they forget."""

from collections.abc import Iterator
from itertools import islice

from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from forums.activity.models import ActivityShown, BoardLeftOut
from forums.appeals.close import close_appeals, open_appeals
from forums.appeals.models import Appeal
from forums.boards.models import Board, Moderator
from forums.drafts.discard import DAYS_KEPT
from forums.drafts.discard import expire as expire_drafts
from forums.drafts.models import Draft
from forums.following.models import Bookmark, Follow
from forums.notices import kinds
from forums.notices.models import Notice, Preference
from forums.notices.tidy import DAYS_KEPT as NOTICES_KEPT
from forums.notices.tidy import expire as expire_notices
from forums.reading.models import BoardMark, ReadMark
from forums.review import forget
from forums.review.models import Canned, CrisisCall, PassedOn, QueueItem, Report
from forums.review.reasons import Reason
from forums.rules.models import Rule
from forums.sanctions.models import Note, Sanction
from forums.search.index import forget_deleted
from forums.search.models import ArticleEntry, PostEntry
from forums.threads import erase
from forums.threads.models import Post, PostRevision, Thread, Trace
from forums.threads.quotes import without_any
from forums.transparency.models import Figure
from medigest.members.models import Member
from medigest.members.privacy.registry import (
    WITH_THE_ACCOUNT,
    WITH_WHAT_YOU_WROTE,
    Choice,
    Fate,
    Holding,
    Row,
    Table,
    Wishes,
    Words,
    days,
    place,
    warn,
)
from medigest.members.viewer import Viewer

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


def register() -> None:
    """Called once, when the app is ready."""
    place(
        *(_reports(), _crisis_calls(), _posts(), _revisions(), _threads(), *_notices()),
        *(*_boards(), *_queue(), *_activity(), *_fairness(), *_search()),
    )
    place(*_reading())
    warn(open_appeals_would_close)


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
            Holding(
                what=_("What a moderator changed in your posts, and their labels"),
                purpose=_("So that readers know of it"),
                kept=WITH_WHAT_YOU_WROTE,
                owner="author",
                columns=("amended_note", "label"),
                fate=Fate.CHOSEN,
                choice=POSTS,
                rows=_remarks_on,
            ),
            Holding(
                what=_("What the boards' rules found in your posts"),
                purpose=_("So that moderators see why a post was held"),
                kept=WITH_WHAT_YOU_WROTE,
                owner="author",
                columns=("found", "crisis"),
                rows=_found_in,
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
        plain=("decision",),
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
            *("posts", "last_position", "last_post_at", "version", "has_traces", "merged_into"),
            *("label", "closes_at", "slow_minutes", "slow_until"),
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


def _crisis_calls() -> Table:
    """Before the posts lose their author, by whom the calls are found."""
    return Table(
        CrisisCall,
        holdings=(
            Holding(
                what=_("That what you wrote may have been a cry for help, and when a moderator answered"),
                purpose=_("So that somebody looks at once"),
                kept=WITH_WHAT_YOU_WROTE,
                owner="post__author",
                columns=("opened_at", "due_at", "answered_at"),
            ),
        ),
        erase=lambda member_id, wishes: forget.forget_calls(member_id=member_id),
    )


def _forget_reports(member_id: int, wishes: Wishes) -> None:
    """Before the posts lose their author: by it those are found that are about the member's own."""
    forget.forget_reported(member_id=member_id, keep=bool(wishes.get(POSTS.key)))
    forget.forget_reporter(member_id=member_id, keep=bool(wishes.get(REPORTS.key)))


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
                    columns=("board", "thread", "title", "section_key", "body", "reply_to", "version", "saved_at"),
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
            holdings=_answering_for(("claimed_by", "not_for"), _("That you took something that waits, or must not")),
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
            holdings=_answering_for(("written_by",), _("That you wrote a rule")),
            plain=("board", "name", "kind", "text", "action", "message", "active", "written_at"),
        ),
        Table(Canned, plain=("board", "reason", "title", "text")),
    ]


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
                *_answering_for(("imposed_by", "confirmed_by"), _("That you imposed or confirmed a sanction")),
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
                *_answering_for(("author",), _("That you wrote a note about somebody")),
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
                *_answering_for(
                    ("actor", "seconder", "decided_by"), _("That an appeal was against a decision of yours, or for you")
                ),
            ),
            plain=("decision", "board", "answer"),
            erase=lambda member_id, wishes: close_appeals(member_id),
        ),
        Table(Figure, plain=("period", "measure", "code", "number", "counted_at")),
    ]


def _answering_for(owners: tuple[str, ...], what: Words) -> tuple[Holding, ...]:
    """Links to those who decided: they lose the name with the account."""
    return tuple(
        Holding(
            what=what,
            purpose=_("So that every decision has somebody who answers for it"),
            kept=_("As long as what was decided is kept"),
            owner=owner,
            columns=(),
            fate=Fate.UNNAMED,
            withheld=_("It is about another person"),
        )
        for owner in owners
    )


def _search() -> list[Table]:
    return [
        Table(
            PostEntry,
            holdings=(
                Holding(
                    what=_("The words of your posts that others can read"),
                    purpose=_("So that they can be found by the search"),
                    kept=WITH_WHAT_YOU_WROTE,
                    owner="post__author",
                    columns=("title", "text"),
                    fate=Fate.CHOSEN,
                    choice=POSTS,
                    withheld=_("Your posts themselves are in the archive"),
                ),
            ),
            erase=lambda member_id, wishes: forget_deleted(),
        ),
        Table(ArticleEntry, plain=("condition", "title", "text")),
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
            "text": without_any(post.source),
        }


def _remarks_on(member_id: int) -> Iterator[Row]:
    for post in Post.objects.filter(author_id=member_id).exclude(amended_note="", label="").order_by("pk").iterator():
        yield {"post": _site(post.get_absolute_url()), "changed": post.amended_note, "label": post.label}


def _found_in(member_id: int) -> Iterator[Row]:
    for post in Post.objects.filter(author_id=member_id).exclude(found=[], crisis=False).order_by("pk").iterator():
        yield {"post": _site(post.get_absolute_url()), "found": post.found, "cry for help": post.crisis}


def _revisions_of(member_id: int) -> Iterator[Row]:
    revisions = PostRevision.objects.filter(post__author_id=member_id).order_by("post_id", "number")
    for one in revisions.select_related("post").iterator():
        yield {
            "post": _site(one.post.get_absolute_url()),
            "number": one.number,
            "state": one.get_state_display(),
            "written": one.created_at,
            "text": without_any(one.source),
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
            "section": draft.section_key,
            "title": draft.title,
            "text": without_any(draft.body),
            "kept": draft.saved_at,
        }


def _bookmarks_of(member_id: int) -> Iterator[Row]:
    for kept in Bookmark.objects.filter(member_id=member_id).select_related("post").order_by("pk").iterator():
        yield {"post": _site(kept.post.get_absolute_url()), "note": kept.note, "since": kept.since}


def _offices_of(member_id: int) -> Iterator[Row]:
    for grant in Moderator.objects.filter(member_id=member_id).select_related("board").order_by("pk").iterator():
        yield {
            "board": grant.board.title if grant.board else _now("The whole site"),
            "with boards beneath": grant.beneath,
            "since": grant.granted_at,
            "until": grant.until,
            "on call": grant.on_call,
        }


def _boards_left_out(member_id: int) -> Iterator[Row]:
    for one in BoardLeftOut.objects.filter(member_id=member_id).select_related("board").order_by("pk"):
        yield {"board": one.board.title}


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
