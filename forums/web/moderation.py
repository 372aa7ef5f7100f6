"""Moderation: one item in its context, and the decisions."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums.appeals.identities import about_alias
from forums.boards.models import Board
from forums.boards.moderation import moderates
from forums.review import amend as amending
from forums.review import hide, restore
from forums.review.bulk import POST_VERBS
from forums.review.claims import ClaimedByAnother
from forums.review.deciding import AlreadyDecided, why_not_decide
from forums.review.look_behind import ACTION as LOOK
from forums.review.look_behind import behind
from forums.review.models import Canned, CrisisCall, QueueItem
from forums.review.reasons import Reason
from forums.threads.edit import EditedMeanwhile
from forums.threads.mark import Mark, mark
from forums.threads.models import Post, State, Thread
from forums.threads.publish import WrongState
from forums.threads.rows import post_row, thread_url, with_authors
from forums.threads.shown import member_shown
from forums.threads.submission import TextRefused
from forums.web import items
from forums.web.forms.deciding import AmendForm, DecisionForm
from forums.web.gates import post_gate
from forums.web.previews import preview_of
from forums.web.queue import Filter, onward_url, taken_by
from medigest.audit.models import Decision
from medigest.kit.surfaces import Access, keep_text, surface
from medigest.members.viewer import Viewer, viewer_of

MOST_CANNED = 50

THREAD_ACTIONS: dict[str, Callable[..., Decision]] = {
    "hide": hide.hide_thread,
    "restore": restore.restore_thread,
}
MARKS = {one.value[0]: one for one in Mark}


def canned_for(board: Board) -> list[Canned]:
    """The statements that are prepared for decisions on a board."""
    return list(Canned.objects.for_board(board.pk)[:MOST_CANNED])


def _moderated_post(viewer: Viewer, post_id: int) -> Post:
    """The post, if the viewer moderates its board. What they may not decide about is not there: Http404."""
    post = post_gate(viewer, post_id)
    if not moderates(viewer, post.thread.board):
        raise Http404
    return with_authors(Post.objects.filter(pk=post.pk)).select_related("thread__board__condition").get()


def _show_item(request: HttpRequest, post: Post, form: DecisionForm | None = None, status: int = 200) -> HttpResponse:
    viewer = viewer_of(request)
    reports = items.open_reports([post.pk]).get(post.pk, [])
    waiting = QueueItem.objects.filter(post=post).select_related("claimed_by").first()
    call = CrisisCall.objects.filter(post=post, answered_at=None).first()
    before, after = items.around(viewer, post)
    looking = form if form and form.action == LOOK else None
    author = member_shown(post) or behind(viewer, post)
    context = {
        "item": items.item_of(viewer, post, waiting, reports, items.with_records(reports)),
        "before": before,
        "after": after,
        "author": author
        and {
            "handle": author.handle,
            "url": "" if author.is_leaving else reverse("members:profile", args=[author.handle]),
            "record_url": f"{reverse('moderation:member', args=[author.handle])}?board={post.thread.board.slug}",
            "joined": author.date_joined,
            "published": Post.objects.filter(author=author, alias=None, published_at__isnull=False)[:100].count(),
            "decisions": items.decisions(items.about(viewer, author)),
        },
        "alias": post.alias
        and {
            "name": post.alias.name,
            "decisions": items.decisions(items.here(viewer, about_alias(post.alias))),
            "can_look": author is None and post.author_id is not None,
        },
        "look_form": looking or DecisionForm(action=LOOK, auto_id="look_%s", initial={"reason": Reason.OTHER}),
        "answers": items.answers(post),
        "actions": items.actions(post, bool(reports), called=call is not None),
        "why_not": why_not_decide(viewer, post, post.thread),
        "call": call,
        "chosen": Filter.of(request),
        "form": (not looking and form) or DecisionForm(action="", canned=canned_for(post.thread.board)),
        "can_amend": post.state in (State.PUBLISHED, State.HELD) and not post.pending,
        "history": items.decisions(Decision.objects.filter(target_kind="post", target_id=post.pk)),
        "thread_id": post.thread_id,
        "board": post.thread.board,
        "condition": post.thread.board.condition,
        "disclaimer": in_force(),
    }
    return render(request, "forums/moderation/item.html", context, status=status)


@surface(access=Access.MODERATOR, disclaimer=True)
def item(request: HttpRequest, post_id: int) -> HttpResponse:
    """One post with all that helps to decide about it."""
    return _show_item(request, _moderated_post(viewer_of(request), post_id))


@surface(access=Access.MODERATOR, methods=("POST",), disclaimer=True)
def decide(request: HttpRequest, post_id: int, action: str) -> HttpResponse:
    """Decide about a post, then on to the next that waits."""
    viewer = viewer_of(request)
    post = _moderated_post(viewer, post_id)
    if action not in POST_VERBS:
        raise Http404
    ids = {"auto_id": "look_%s"} if action == LOOK else {"canned": canned_for(post.thread.board)}
    form = DecisionForm(request.POST, action=action, **ids)
    if not form.is_valid():
        return _show_item(request, post, form, status=422)
    try:
        POST_VERBS[action](
            viewer=viewer,
            post_id=post.pk,
            reason=Reason(form.cleaned_data["reason"]),
            statement=form.cleaned_data["statement"],
        )
    except (AlreadyDecided, ClaimedByAnother) as late:
        # The page as it stands now, with what was typed.
        messages.warning(request, taken_by(late) if isinstance(late, ClaimedByAnother) else items.OVERTAKEN)
        return _show_item(request, _moderated_post(viewer, post_id), form, status=409)
    messages.success(request, _("Done: the decision is recorded, and the author is told."))
    return redirect("moderation:item", post.pk) if action == LOOK else redirect(onward_url(request))


@surface(access=Access.MODERATOR, methods=("GET", "POST"), disclaimer=True)
def amend(request: HttpRequest, post_id: int) -> HttpResponse:
    """Change a post's text, for everybody to see that it was changed."""
    viewer = viewer_of(request)
    post = _moderated_post(viewer, post_id)
    if request.method != "POST":
        initial = {"body": post.source, "note": post.amended_note, "edits": post.edits}
        return _show_amend(request, post, AmendForm(action="amend", initial=initial))
    form = AmendForm(request.POST, action="amend")
    if request.POST.get("do") == "preview":
        return _show_amend(request, post, form, preview_html=preview_of(request, form))
    if not form.is_valid():
        return _show_amend(request, post, form, status=422)
    data = form.cleaned_data
    try:
        amending.amend(
            viewer=viewer,
            post_id=post.pk,
            body=data["body"],
            note=data["note"],
            opened_edits=data["edits"],
            reason=Reason(data["reason"]),
            statement=data["statement"],
        )
    except TextRefused as error:
        form.add_error("body", str(error))
        return _show_amend(request, post, form, status=422)
    except EditedMeanwhile as meanwhile:
        messages.warning(
            request, _("The post was edited since you opened it. The text that stands now is the preview.")
        )
        return _show_amend(request, post, form, preview_html=meanwhile.post.html, status=409)
    except (AlreadyDecided, ClaimedByAnother) as late:
        messages.warning(request, taken_by(late) if isinstance(late, ClaimedByAnother) else items.OVERTAKEN)
        return _show_amend(request, post, form, status=409)
    messages.success(request, _("The text is changed, readers see your note, and the author is told."))
    return redirect("moderation:item", post.pk)


def _show_amend(
    request: HttpRequest, post: Post, form: AmendForm, *, preview_html: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "post": post_row(viewer_of(request), post, post.thread, moderates=True, writes=False),
        "thread_title": post.thread.title,
        "preview_html": preview_html,
        "disclaimer": in_force(),
    }
    return render(request, "forums/moderation/amend.html", context, status=status)


@surface(access=Access.MODERATOR, methods=("POST",))
def thread(request: HttpRequest, thread_id: int, action: str) -> HttpResponse:
    """Hide, show, lock or pin a whole thread."""
    viewer = viewer_of(request)
    shown = Thread.objects.visible_to(viewer).select_related("board").filter(pk=thread_id).first()
    if shown is None or not moderates(viewer, shown.board) or action not in {*THREAD_ACTIONS, *MARKS}:
        raise Http404
    form = DecisionForm(request.POST, action=action)
    if not form.is_valid():
        problems = [str(error) for errors in form.errors.values() for error in errors]
        return keep_text(request, heading=_("Nothing was decided yet"), explanation=" ".join(problems), status=422)
    said = {"reason": Reason(form.cleaned_data["reason"]), "statement": form.cleaned_data["statement"]}
    try:
        if action in MARKS:
            mark(viewer=viewer, thread_id=shown.pk, change=MARKS[action], **said)
        else:
            THREAD_ACTIONS[action](viewer=viewer, thread_id=shown.pk, **said)
    except (AlreadyDecided, WrongState):
        messages.warning(request, items.OVERTAKEN)
    else:
        messages.success(request, _("Done: the decision is recorded."))
    return redirect(thread_url(shown, shown.board))
