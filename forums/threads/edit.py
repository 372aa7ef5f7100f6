"""Edit a post. What others have read keeps its history; what only its author saw is simply replaced."""

from dataclasses import dataclass

from django.db import transaction

from forums import policy
from forums.boards.moderation import moderates
from forums.pictures.attach import attach, carry
from forums.rules.screen import screen
from forums.threads import counting
from forums.threads.locking import lock_post
from forums.threads.models import Post, PostRevision, State, Thread
from forums.threads.publish import hold_again
from forums.threads.signals import content_changed
from forums.threads.submission import chosen_pictures, enforce_links, links_in, rendered, standing_of, with_words_of
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.viewer import Viewer


class EditedMeanwhile(Exception):
    """The post was edited since the form was opened, in another tab perhaps; `post` is as it stands now."""

    def __init__(self, post: Post) -> None:
        super().__init__("the post was edited meanwhile")
        self.post = post


@dataclass(frozen=True)
class Edited:
    """`waits`: the new text is read by a moderator before it replaces the one that is shown."""

    post: Post
    waits: bool


def key_of(post_id: int) -> str:
    """The key by which pictures are chosen for an edit of the post; no form of another kind has such a one."""
    return f"edit:{post_id}"


def edit(*, viewer: Viewer, post_id: int, body: str, opened_edits: int, warned: bool = False) -> Edited:
    """Replace a post's text. `opened_edits` is the post's number of edits when the form was opened.

    Pictures that were chosen by `key_of` go with it, and wait where it waits. A rejected post is sent to the moderators
    again. Raises Forbidden, submission.TextRefused, Warned, EditedMeanwhile, Post.DoesNotExist.
    """
    standing = standing_of(viewer)
    html = rendered(body)
    with transaction.atomic():
        post, thread = lock_post(post_id)
        policy.enforce(
            policy.why_not_edit(
                viewer,
                standing,
                author_id=post.author_id,
                state=post.state,
                locked=thread.locked,
                thread_state=thread.state,
                board_id=thread.board_id,
            )
        )
        pictures = chosen_pictures(viewer, key_of(post_id), post_id=post_id)
        if body == _standing_text(post) and not pictures:
            return Edited(post, waits=post.pending is not None)
        if post.edits != opened_edits:
            raise EditedMeanwhile(post)
        moderator = post.alias_id is None and moderates(viewer, thread.board)
        enforce_links(standing, html, moderates=moderator)
        screened = screen(thread.board, with_words_of(pictures, body), moderates=moderator)
        screened.enforce_warned(warned)
        post.edits += 1
        post.found, post.label, post.crisis = list(screened.hits), screened.label, screened.crisis
        post.save(update_fields=["found", "label", "crisis"])
        if post.state != State.PUBLISHED:
            attach(pictures, post_id=post.pk)
            _replace(post, thread, body, html)
            return Edited(post, waits=True)
        waits = screened.hold or policy.review_needed(
            standing, review=thread.board.review, moderates=moderator, links=links_in(html), pictures=len(pictures)
        )
        revision = _add_revision(post, body, html, waits=waits)
        attach(pictures, post_id=post.pk, revision_id=revision.pk)
        if waits:
            post.pending = revision
            post.save(update_fields=["edits", "pending"])
        else:
            apply_revision(post, revision)
        counting.save_thread(thread)
        content_changed.send(sender=Post, post_ids=[post.pk])
        return Edited(post, waits=waits)


def _standing_text(post: Post) -> str:
    return post.pending.source if post.pending else post.source


def _replace(post: Post, thread: Thread, body: str, html: str) -> None:
    post.source, post.html = body, html
    post.save(update_fields=["source", "html", "edits"])
    if post.state == State.REJECTED:
        hold_again(post, thread)
    else:
        content_changed.send(sender=Post, post_ids=[post.pk])


def _add_revision(post: Post, body: str, html: str, *, waits: bool) -> PostRevision:
    if post.pending:
        PostRevision.objects.filter(pk=post.pending.pk).update(state=PostRevision.State.REPLACED)
    revision = _write_revision(post, body, html, waits=waits)
    if post.pending:
        carry(earlier_id=post.pending.pk, revision_id=revision.pk)
    return revision


def _write_revision(
    post: Post, body: str, html: str, *, waits: bool = False, decision: Decision | None = None
) -> PostRevision:
    last = post.revisions.order_by("-number").first()
    if last is None:
        last = PostRevision.objects.create(
            post=post,
            number=1,
            source=post.source,
            html=post.html,
            state=PostRevision.State.APPLIED,
            created_at=post.created_at,
        )
    state = PostRevision.State.PENDING if waits else PostRevision.State.APPLIED
    return PostRevision.objects.create(
        post=post,
        number=last.number + 1,
        source=body,
        html=html,
        state=state,
        created_at=clock.now(),
        decision=decision,
    )


def apply_revision(post: Post, revision: PostRevision) -> None:
    """Let a revision be what is shown. Called with the thread locked."""
    revision.state = PostRevision.State.APPLIED
    revision.save(update_fields=["state"])
    post.source, post.html, post.pending, post.edited_at = revision.source, revision.html, None, clock.now()
    post.save(update_fields=["source", "html", "pending", "edited_at", "edits"])


def amend_post(post: Post, thread: Thread, body: str, html: str, note: str, decision: Decision) -> None:
    """Let a moderator's text be what is shown, with the note that says why; an edit that waits goes on waiting.

    Called with the thread locked.
    """
    _show(post, thread, body, html, note=note, decision=decision)


def unamend_post(post: Post, thread: Thread, earlier: PostRevision) -> None:
    """Let the author's text be what is shown again, without the note. Called with the thread locked."""
    _show(post, thread, earlier.source, earlier.html, note="", decision=None)


def _show(post: Post, thread: Thread, body: str, html: str, *, note: str, decision: Decision | None) -> None:
    _write_revision(post, body, html, decision=decision)
    post.edits += 1
    post.source, post.html, post.amended_note, post.edited_at = body, html, note, clock.now()
    post.save(update_fields=["source", "html", "amended_note", "edited_at", "edits"])
    counting.save_thread(thread)
    content_changed.send(sender=Post, post_ids=[post.pk])


def refuse_revision(post: Post, revision: PostRevision) -> None:
    """Leave the shown text as it is. Called with the thread locked."""
    revision.state = PostRevision.State.REJECTED
    revision.save(update_fields=["state"])
    post.pending = None
    post.save(update_fields=["pending"])
