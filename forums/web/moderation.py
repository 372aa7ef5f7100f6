"""Moderation: the queue, one item in its context, and the decisions."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.articles.disclaimers import in_force
from forums.boards.moderation import moderates
from forums.notices.words import ACTIONS
from forums.review import approve, hide, reject, restore
from forums.review.deciding import AlreadyDecided
from forums.review.models import QueueItem
from forums.review.reasons import Reason
from forums.threads.mark import Mark, mark
from forums.threads.models import Post, Thread
from forums.threads.publish import WrongState
from forums.threads.rows import thread_url, with_authors
from forums.web import items
from forums.web.forms import DecisionForm
from forums.web.gates import post_gate
from medigest.audit.models import Decision
from medigest.kit.surfaces import Access, keep_text, surface
from medigest.members.viewer import Viewer, viewer_of

QUEUE_SIZE = 20
OVERTAKEN = gettext_lazy("Nothing was changed: somebody else has decided this already, or the whole thread is hidden.")

POST_ACTIONS: dict[str, Callable[..., Decision]] = {
    "approve": approve.approve,
    "reject": reject.reject,
    "hide": hide.hide,
    "restore": restore.restore,
}
THREAD_ACTIONS: dict[str, Callable[..., Decision]] = {
    "hide": hide.hide_thread,
    "restore": restore.restore_thread,
}
MARKS = {one.value[0]: one for one in Mark}


@surface(access=Access.MODERATOR, disclaimer=True)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits on the viewer's boards, the longest first."""
    viewer = viewer_of(request)
    waiting = QueueItem.objects.visible_to(viewer)
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 15:
        edge = waiting.filter(pk=int(after)).first()
        if edge:
            waiting = waiting.filter(Q(since__gt=edge.since) | Q(since=edge.since, pk__gt=edge.pk))
    rows = list(waiting.order_by("since", "pk")[: QUEUE_SIZE + 1])
    shown = rows[:QUEUE_SIZE]
    ids = [row.post_id for row in shown]
    posts = {
        post.pk: post
        for post in with_authors(Post.objects.filter(pk__in=ids)).select_related(
            "author", "decision", "pending", "reply_to__author", "thread__board"
        )
    }
    reports = items.open_reports(ids)
    context = {
        "items": [items.item_of(viewer, posts[row.post_id], row, reports.get(row.post_id, [])) for row in shown],
        "next_url": f"?{urlencode({'after': shown[-1].pk})}" if len(rows) > QUEUE_SIZE else "",
        "disclaimer": in_force(),
    }
    return render(request, "forums/moderation/queue.html", context)


def _moderated_post(viewer: Viewer, post_id: int) -> Post:
    """The post, if the viewer moderates its board. What they may not decide about is not there: Http404."""
    post = post_gate(viewer, post_id)
    if not moderates(viewer, post.thread.board):
        raise Http404
    return (
        with_authors(Post.objects.filter(pk=post.pk))
        .select_related("author", "decision", "pending", "reply_to__author", "thread__board__condition")
        .get()
    )


def _show_item(request: HttpRequest, post: Post, form: DecisionForm | None = None, status: int = 200) -> HttpResponse:
    viewer = viewer_of(request)
    reports = items.open_reports([post.pk]).get(post.pk, [])
    before, after = items.around(viewer, post)
    author = post.author
    about_author = items.here(viewer, Decision.objects.filter(member=author, action__in=ACTIONS))
    context = {
        "item": items.item_of(viewer, post, QueueItem.objects.filter(post=post).first(), reports),
        "before": before,
        "after": after,
        "author": author
        and {
            "handle": author.handle,
            "url": "" if author.is_leaving else reverse("members:profile", args=[author.handle]),
            "record_url": f"{reverse('moderation:member', args=[author.handle])}?board={post.thread.board.slug}",
            "joined": author.date_joined,
            "published": Post.objects.filter(author=author, published_at__isnull=False)[:100].count(),
            "decisions": items.decisions(about_author),
        },
        "answers": items.answers(post),
        "actions": items.actions(post, bool(reports)),
        "form": form or DecisionForm(action=""),
        "history": items.decisions(Decision.objects.filter(target_kind="post", target_id=post.pk)),
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
    if action not in POST_ACTIONS:
        raise Http404
    form = DecisionForm(request.POST, action=action)
    if not form.is_valid():
        return _show_item(request, post, form, status=422)
    try:
        POST_ACTIONS[action](
            viewer=viewer,
            post_id=post.pk,
            reason=Reason(form.cleaned_data["reason"]),
            statement=form.cleaned_data["statement"],
        )
    except AlreadyDecided:
        messages.warning(request, OVERTAKEN)
        return redirect("moderation:item", post.pk)
    messages.success(request, _("Done: the decision is recorded, and the author is told."))
    following = QueueItem.objects.visible_to(viewer).order_by("since", "pk").first()
    return redirect("moderation:item", following.post_id) if following else redirect("moderation:queue")


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
        messages.warning(request, OVERTAKEN)
    else:
        messages.success(request, _("Done: the decision is recorded."))
    return redirect(thread_url(shown, shown.board))
