"""Posts, their earlier texts and their words in the search; threads."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from forums.privacy.common import site_address
from forums.privacy.naming import forget_names, forget_words
from forums.search.index import forget_deleted
from forums.search.models import ArticleEntry, PostEntry
from forums.threads import erase
from forums.threads.models import Alias, AliasBlock, Post, PostRevision, Quote, ReactionKind, Thread
from forums.threads.quotes import without_any
from medigest.members.privacy.registry import (
    WITH_WHAT_YOU_WROTE,
    Choice,
    Fate,
    Holding,
    Row,
    Table,
    Wishes,
)

POSTS = Choice(
    key="posts",
    label=_("Your posts"),
    if_erased=_(
        "The text goes, and what others quoted of it. Where others could read it, a line says that a post is no "
        "longer here."
    ),
    if_kept=_(
        "What others can read now stays, without your name, or under the alias. Everything else you wrote is erased "
        "all the same."
    ),
)


TITLES = Choice(
    key="titles",
    label=_("Titles of threads that you started"),
    if_erased=_("The title goes. What others answered stays, under “Title deleted”."),
    if_kept=_("Titles that others can read now stay, without your name."),
)


def tables() -> list[Table]:
    """Posts, earlier texts, threads, and the words by which posts are found."""
    return [_posts(), _revisions(), Table(Quote, plain=("post", "quoted")), _threads(), *_aliases(), *_search()]


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
        plain=("thread", "position", "alias", "decision", "reply_to", "opening", "pending", *ReactionKind.values),
        erase=_erase_posts,
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
            *("board", "alias", "section_key", "section_heading", "decision", "locked_at", "pinned_at"),
            *("posts", "last_position", "last_post_at", "version", "has_traces", "merged_into"),
            *("label", "kind", "answer", "closes_at", "slow_minutes", "slow_until"),
        ),
        erase=lambda member_id, wishes: erase.erase_titles(member_id=member_id, keep=bool(wishes.get(TITLES.key))),
    )


def _aliases() -> list[Table]:
    return [
        Table(
            Alias,
            holdings=(
                Holding(
                    what=_("Other names under which you wrote in a thread"),
                    purpose=_("So that you can write there without being known"),
                    kept=WITH_WHAT_YOU_WROTE,
                    owner="member",
                    columns=("name", "created_at"),
                    fate=Fate.CHOSEN,
                    choice=POSTS,
                    rows=_aliases_of,
                ),
            ),
            plain=("thread",),
            erase=lambda member_id, wishes: erase.erase_aliases(member_id=member_id),
        ),
        Table(
            AliasBlock,
            holdings=(
                Holding(
                    what=_("Which aliases you blocked"),
                    purpose=_("To keep their posts and notices from you"),
                    kept=_("Until you take it back"),
                    owner="member",
                    columns=("created_at",),
                    rows=_blocked_aliases_of,
                ),
            ),
            plain=("alias",),
        ),
    ]


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


def _erase_posts(member_id: int, wishes: Wishes) -> None:
    """What others wrote first: by the posts it is found what repeats them."""
    keep = bool(wishes.get(POSTS.key))
    forget_names(member_id)
    for posts in erase.going(member_id=member_id, keep=keep):
        forget_words(posts)
    erase.erase_posts(member_id=member_id, keep=keep)


def _posts_of(member_id: int) -> Iterator[Row]:
    posts = Post.objects.filter(author_id=member_id).select_related("thread__board", "alias").order_by("pk")
    for post in posts.iterator():
        yield {
            "board": post.thread.board.title,
            "address": site_address(post.get_absolute_url()),
            "alias": post.alias.name if post.alias else "",
            "state": post.get_state_display(),
            "written": post.created_at,
            "published": post.published_at,
            "edited": post.edited_at,
            "text": without_any(post.source),
        }


def _remarks_on(member_id: int) -> Iterator[Row]:
    for post in Post.objects.filter(author_id=member_id).exclude(amended_note="", label="").order_by("pk").iterator():
        yield {"post": site_address(post.get_absolute_url()), "changed": post.amended_note, "label": post.label}


def _found_in(member_id: int) -> Iterator[Row]:
    for post in Post.objects.filter(author_id=member_id).exclude(found=[], crisis=False).order_by("pk").iterator():
        yield {"post": site_address(post.get_absolute_url()), "found": post.found, "cry for help": post.crisis}


def _revisions_of(member_id: int) -> Iterator[Row]:
    revisions = PostRevision.objects.filter(post__author_id=member_id).order_by("post_id", "number")
    for one in revisions.select_related("post").iterator():
        yield {
            "post": site_address(one.post.get_absolute_url()),
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
            "address": site_address(thread.get_absolute_url()),
            "state": thread.get_state_display(),
            "started": thread.created_at,
        }


def _aliases_of(member_id: int) -> Iterator[Row]:
    for one in Alias.objects.filter(member_id=member_id).select_related("thread__board").order_by("pk").iterator():
        yield {
            "name": one.name,
            "thread": site_address(one.thread.get_absolute_url()),
            "chosen": one.created_at,
        }


def _blocked_aliases_of(member_id: int) -> Iterator[Row]:
    for one in AliasBlock.objects.filter(member_id=member_id).select_related("alias").order_by("pk").iterator():
        yield {"whom": one.alias.name, "since": one.created_at}
