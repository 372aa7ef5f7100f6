"""Where members speak of each other: what names or repeats somebody who goes is taken out of it."""

from collections.abc import Sequence
from functools import partial

from django.db.models import Q

from conditions.models import Correction
from forums.appeals.models import Appeal
from forums.drafts.models import Draft
from forums.following.models import Bookmark
from forums.pictures.models import Picture
from forums.review.models import Canned, Report
from forums.rules.models import Rule
from forums.sanctions.models import Note
from forums.threads.models import Post
from forums.threads.unname import naming, rewrite, unname, unname_posts, unquote, without_words_of
from medigest.members.models import Profile
from medigest.members.renames.grace import names_of

# Free text in which somebody may be named, besides posts and titles, which are kept in step with more.
SPOKEN = (
    *((Draft, "title"), (Draft, "body"), (Bookmark, "note"), (Picture, "alternative"), (Profile, "bio")),
    *((Report, "note"), (Note, "text"), (Appeal, "text"), (Canned, "text"), (Rule, "message")),
    *((Post, "amended_note"), (Post, "label")),
    *((Correction, "text"), (Correction, "source"), (Correction, "reason")),
)


def forget_names(member_id: int) -> None:
    """Take the member's handles, and the addresses of their page, out of what anybody wrote."""
    handles = names_of(member_id)
    unname_posts(handles)
    for model, column in SPOKEN:
        unname(model, column, handles)
    # What a post said when it was reported is kept as it was, or not at all.
    Report.objects.filter(naming("snapshot", handles)).update(snapshot="")


def forget_words(posts: Sequence[Post]) -> None:
    """Take the words of these posts, which are about to go, out of what others quoted of them."""
    unquote(posts)
    threads = [post.thread_id for post in posts]
    quoting = Q(thread__in=threads, body__contains=">") | Q(body__contains="](/forums/posts/")
    for pk, thread_id in list(Draft.objects.filter(quoting).values_list("pk", "thread")):
        rewrite(Draft, pk, "body", partial(without_words_of, posts, thread_id))
    reports = Report.objects.filter(Q(post__thread__in=threads, snapshot__contains=">") | _names_a_post("snapshot"))
    for report in list(reports.select_related("post")):
        if without_words_of(posts, report.post.thread_id, report.snapshot) != report.snapshot:
            Report.objects.filter(pk=report.pk).update(snapshot="")


def _names_a_post(column: str) -> Q:
    return Q(**{f"{column}__contains": "](/forums/posts/"})
