"""Reply in a thread."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from forums import policy
from forums.boards.moderation import moderates
from forums.pictures.attach import attach
from forums.rules.screen import screen
from forums.threads import slowness
from forums.threads.identity import tidy, write_as
from forums.threads.locking import lock_thread
from forums.threads.models import Post, State
from forums.threads.publish import publish_post
from forums.threads.signals import content_changed
from forums.threads.submission import (
    Submitted,
    TextRefused,
    chosen_pictures,
    earlier,
    enforce_links,
    links_in,
    rendered,
    standing_of,
    with_words_of,
)
from medigest.kit import clock
from medigest.members.viewer import Viewer


def reply(
    *,
    viewer: Viewer,
    thread_id: int,
    body: str,
    key: str,
    reply_to: int | None = None,
    warned: bool = False,
    hurried: bool = False,
    alias: str = "",
) -> Submitted:
    """Reply in a thread the viewer may see; held or published as the board's review asks.

    `reply_to` is the position of the post that is answered. `key` is the form's submission key, and
    the pictures that were chosen in that form go with the post.
    `alias`: another name to write under in this thread, for who has not written there; nothing: as before.
    `warned`: the author was told what a rule asks them; `hurried`: see `policy.review_needed`.
    Raises Forbidden, TextRefused, Warned, SentBefore, refusals.TooMany in a slow thread, Thread.DoesNotExist.
    """
    standing = standing_of(viewer)
    html = rendered(body)
    try:
        with transaction.atomic():
            thread = lock_thread(thread_id)
            before = earlier(viewer, key, body)
            if before:
                return before
            under = write_as(viewer=viewer, thread=thread, name=alias)
            # Under an alias nobody has powers: what they allow would tell who writes.
            moderator = under is None and moderates(viewer, thread.board)
            policy.enforce(
                policy.why_not_reply(
                    viewer,
                    standing,
                    state=thread.state,
                    locked=thread.locked,
                    moderates=moderator,
                    board_id=thread.board_id,
                )
            )
            enforce_links(standing, html, moderates=moderator)
            pictures = chosen_pictures(viewer, key)
            screened = screen(thread.board, with_words_of(pictures, f"{tidy(alias)}\n{body}"), moderates=moderator)
            screened.enforce_warned(warned)
            if not moderator and not screened.crisis:
                slowness.enforce(thread, viewer)
            post = Post.objects.create(
                thread=thread,
                alias=under,
                author_id=viewer.member_id,
                source=body,
                html=html,
                reply_to=_answered(thread_id, reply_to),
                found=list(screened.hits),
                label=screened.label,
                crisis=screened.crisis,
                submission_key=key,
                created_at=clock.now(),
            )
            attach(pictures, post_id=post.pk)
            if screened.hold or policy.review_needed(
                standing,
                review=thread.board.review,
                moderates=moderator,
                links=links_in(html),
                hurried=hurried,
                pictures=len(pictures),
            ):
                content_changed.send(sender=Post, post_ids=[post.pk])
            else:
                publish_post(post, thread)
                slowness.heat(thread)
    except IntegrityError:
        # The same form was sent to two threads at once; the other one won.
        before = earlier(viewer, key, body)
        if before is None:
            raise
        return before
    return Submitted(post, thread)


def _answered(thread_id: int, position: int | None) -> Post | None:
    if position is None:
        return None
    post = Post.objects.filter(thread_id=thread_id, position=position, state=State.PUBLISHED).first()
    if post is None:
        raise TextRefused(
            _("The post that you answer is gone. Your text is still here: send it as a plain reply."),
            "reply_to",
        )
    return post
