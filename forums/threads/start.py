"""Start a thread."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from forums import policy
from forums.boards.models import Board
from forums.boards.moderation import moderates
from forums.pictures.attach import attach
from forums.rules.screen import screen
from forums.threads.identity import tidy, write_as
from forums.threads.models import Post, Thread
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

SHORTEST_TITLE = 5
SLUG_LENGTH = 80


def start(
    *,
    viewer: Viewer,
    board: Board,
    title: str,
    body: str,
    key: str,
    section_key: str = "",
    section_heading: str = "",
    kind: str = "",
    warned: bool = False,
    hurried: bool = False,
    alias: str = "",
) -> Submitted:
    """Start a thread on a board the viewer may see; held or published as the board's review asks.

    `key` is the submission key of the form; the same form twice gives the first's result. The pictures that were chosen
    in that form go with the post.
    `kind`: a `ThreadKind`, or nothing in particular. `warned`: the author was told what a rule asks them; `hurried`:
    see `policy.review_needed`.
    `alias`: another name to write under in this thread; nothing: as oneself.
    Raises Forbidden, TextRefused, Warned, SentBefore.
    """
    standing = standing_of(viewer)
    policy.enforce(policy.why_not_write(viewer, standing, board_id=board.pk))
    title = " ".join(title.split())
    if len(title) < SHORTEST_TITLE:
        raise TextRefused(
            _("Please write a title of at least %(count)d characters.") % {"count": SHORTEST_TITLE}, "title"
        )
    html = rendered(body)
    # Under an alias nobody has powers: what they allow would tell who writes.
    moderator = not tidy(alias) and moderates(viewer, board)
    before = earlier(viewer, key, body)
    if before:
        return before
    enforce_links(standing, html, moderates=moderator)
    pictures = chosen_pictures(viewer, key)
    screened = screen(board, with_words_of(pictures, f"{title}\n{tidy(alias)}\n{body}"), moderates=moderator)
    screened.enforce_warned(warned)
    held = screened.hold or policy.review_needed(
        standing,
        review=board.review,
        moderates=moderator,
        links=links_in(html),
        hurried=hurried,
        pictures=len(pictures),
    )
    try:
        with transaction.atomic():
            now = clock.now()
            thread = Thread.objects.create(
                board=board,
                title=title,
                slug=slugify(title)[:SLUG_LENGTH].strip("-") or "thread",
                author_id=viewer.member_id,
                section_key=section_key,
                section_heading=section_heading,
                kind=kind,
                created_at=now,
                last_post_at=now,
            )
            thread.alias = write_as(viewer=viewer, thread=thread, name=alias)
            if thread.alias:
                thread.save(update_fields=["alias"])
            post = Post.objects.create(
                thread=thread,
                alias=thread.alias,
                author_id=viewer.member_id,
                source=body,
                html=html,
                opening=True,
                found=list(screened.hits),
                label=screened.label,
                crisis=screened.crisis,
                submission_key=key,
                created_at=now,
            )
            attach(pictures, post_id=post.pk)
            if held:
                content_changed.send(sender=Post, post_ids=[post.pk])
            else:
                publish_post(post, thread)
    except IntegrityError:
        # The same form arrived twice at once; the other one won.
        before = earlier(viewer, key, body)
        if before is None:
            raise
        return before
    return Submitted(post, thread)
