"""Leaks to plant: what a tired programmer could break, each in one place."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import Q
from django.shortcuts import get_object_or_404

from forums import visibility
from forums.appeals.models import Appeal, AppealQuerySet
from forums.pictures.models import Picture, PictureQuerySet
from forums.review.models import QueueItem, QueueItemQuerySet
from forums.sanctions.models import Note, NoteQuerySet
from forums.threads import rows, shown
from forums.threads.models import ThreadQuerySet
from forums.web import decisions, moderation, threads
from medigest.audit.models import Decision
from medigest.kit import kept
from medigest.mailing import send as sending

Plant = Callable[[pytest.MonkeyPatch], None]
LEAKS: dict[str, Plant] = {}


def _leak(plant: Plant) -> Plant:
    LEAKS[plant.__name__] = plant
    return plant


@_leak
def hidden_posts_keep_their_text(patch: pytest.MonkeyPatch) -> None:
    right = visibility.sees_text
    patch.setattr(
        visibility,
        "sees_text",
        lambda viewer, *, state, **rest: state == "hidden" or right(viewer, state=state, **rest),
    )


@_leak
def hidden_threads_can_be_opened(patch: pytest.MonkeyPatch) -> None:
    right = visibility.seen_threads
    patch.setattr(
        visibility, "seen_threads", lambda viewer, thread="": right(viewer, thread) | Q(**{f"{thread}state": "hidden"})
    )


@_leak
def lists_forget_the_state(patch: pytest.MonkeyPatch) -> None:
    def listed_for(self: ThreadQuerySet, viewer: Any) -> ThreadQuerySet:
        return self.filter(visibility.seen_boards(viewer, "board__"))

    patch.setattr(ThreadQuerySet, "listed_for", listed_for)


@_leak
def lists_forget_the_audience(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ThreadQuerySet, "listed_for", lambda self, viewer: self.filter(state="published"))


def _every_row(patch: pytest.MonkeyPatch, change: Callable[[Any, Any], Any]) -> None:
    right = rows.post_row

    def post_row(viewer: Any, post: Any, *rest: Any, **named: Any) -> Any:
        row = right(viewer, post, *rest, **named)
        return change(row, post) if row and not row.stub else row

    patch.setattr(threads, "post_row", post_row)


@_leak
def everybody_reads_the_statement_to_an_author(patch: pytest.MonkeyPatch) -> None:
    _every_row(patch, lambda row, post: replace(row, statement=post.decision.statement if post.decision else ""))


@_leak
def whoever_knows_its_address_is_shown_a_picture(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PictureQuerySet, "visible_to", lambda self, viewer: self.all())
    patch.setattr(Picture.objects, "visible_to", lambda viewer: PictureQuerySet(Picture).all())


@_leak
def everybody_reads_an_edit_that_waits(patch: pytest.MonkeyPatch) -> None:
    _every_row(patch, lambda row, post: replace(row, pending_html=post.pending.html if post.pending else ""))


@_leak
def the_queue_forgets_whose_board_it_is(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        QueueItemQuerySet, "visible_to", lambda self, viewer: self.all() if viewer.is_moderator else self.none()
    )
    patch.setattr(QueueItem.objects, "visible_to", lambda viewer: QueueItemQuerySet(QueueItem).visible_to(viewer))


@_leak
def the_statement_of_reasons_is_shown_to_every_member(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        decisions,
        "_about_me",
        lambda viewer, decision_id: get_object_or_404(
            Decision.objects.select_related("appeal__answer"), pk=decision_id
        ),
    )


@_leak
def appeals_and_notes_are_read_by_moderators_of_other_boards(patch: pytest.MonkeyPatch) -> None:
    for model, rows_of in ((Appeal, AppealQuerySet), (Note, NoteQuerySet)):
        patch.setattr(rows_of, "visible_to", lambda self, viewer: self.all())
        patch.setattr(model.objects, "visible_to", lambda viewer, rows_of=rows_of, model=model: rows_of(model).all())


@_leak
def an_alias_is_shown_as_its_member(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rows, "shown_author", lambda written: shown.Shown(written.author.handle if written.author else ""))


@_leak
def moderators_are_told_who_is_behind_an_alias(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(moderation, "member_shown", lambda written: written.author)


@_leak
def a_decision_is_mailed_to_somebody_else_too(patch: pytest.MonkeyPatch) -> None:
    right = sending.build

    def build(*what: Any) -> Any:
        built = right(*what)
        built.to.append("mina-member@example.org")
        return built

    patch.setattr(sending, "build", build)


@_leak
def a_page_is_kept_though_it_changed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(kept.Hanging, "stamp", lambda self: (1,))


@_leak
def what_a_moderator_read_is_kept_for_everybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(kept, "OF_ITS_OWN", ())
    patch.setattr(kept, "_keepable", lambda response: response.status_code == 200)


# These show only where a page was read before: what is kept comes from an earlier request.
KEPT = (a_page_is_kept_though_it_changed.__name__, what_a_moderator_read_is_kept_for_everybody.__name__)
