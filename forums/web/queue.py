"""The queue: what waits, the claims on it, and decisions about several items at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conditions.articles.disclaimers import in_force
from forums.boards.models import Board
from forums.boards.moderation import moderated_board
from forums.review import bulk as several
from forums.review import claims
from forums.review.models import QueueItem, QueueItemQuerySet
from forums.review.reasons import REPORTABLE, Reason
from forums.threads.models import Post
from forums.threads.rows import with_authors
from forums.web import items
from forums.web.forms.deciding import DecisionForm
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import Viewer, viewer_of

QUEUE_SIZE = 20
KINDS = {
    "held": gettext_lazy("New posts"),
    "edit": gettext_lazy("Edits"),
    "report": gettext_lazy("Reports"),
    "rule": gettext_lazy("Found by rules"),
    "appeal": gettext_lazy("Appeals"),
    "correction": gettext_lazy("Corrections"),
}
_WHERE: dict[str, dict[str, Any]] = {
    "held": {"held": True},
    "edit": {"edited": True},
    "report": {"reports__gt": 0},
    "rule": {"ruled": True},
    "appeal": {"matter": "appeal"},
    "correction": {"matter": "correction"},
}


@dataclass(frozen=True)
class Filter:
    """To what the queue is narrowed, told by the address; it goes along from decision to decision."""

    kind: str = ""
    reason: str = ""
    board: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Filter":
        kind, reason = request.GET.get("kind", ""), request.GET.get("reason", "")
        return cls(
            kind if kind in KINDS else "",
            reason if reason in Reason.values else "",
            request.GET.get("board", "").strip()[:250],
        )

    @property
    def query(self) -> str:
        """The filter as a query string with its question mark, empty where it narrows nothing."""
        kept = {name: value for name, value in vars(self).items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def board_for(self, viewer: Viewer) -> Board | None:
        """The board that is meant, by slug or title, if the viewer moderates it."""
        return moderated_board(viewer, self.board) if self.board else None

    def narrow(self, waiting: QueueItemQuerySet, board: Board | None) -> QueueItemQuerySet:
        """The items that it leaves."""
        if self.kind:
            waiting = waiting.filter(**_WHERE[self.kind])
        if self.reason:
            waiting = waiting.filter(reason=self.reason)
        if self.board:
            waiting = waiting.filter(board=board) if board else waiting.none()
        return waiting


def waiting_for(request: HttpRequest) -> QueueItemQuerySet:
    """What waits for the viewer, narrowed as the address says."""
    viewer, chosen = viewer_of(request), Filter.of(request)
    return chosen.narrow(QueueItem.objects.visible_to(viewer), chosen.board_for(viewer))


@surface(access=Access.MODERATOR, disclaimer=True)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits on the viewer's boards: the most urgent first, then what waits longest."""
    return _show(request)


def _show(request: HttpRequest, marked: Sequence[int] = (), status: int = 200) -> HttpResponse:
    viewer, chosen = viewer_of(request), Filter.of(request)
    board = chosen.board_for(viewer)
    page = keyset(
        # Their places alone, for where much waits on many boards all of them are put in order.
        chosen.narrow(QueueItem.objects.visible_to(viewer), board).only("rank"),
        order=[("rank", int), ("pk", int)],
        cursor=request.GET.get("after", ""),
        size=QUEUE_SIZE,
        key=lambda item: [item.rank, item.pk],
        rising=True,
    )
    rows = QueueItem.objects.filter(pk__in=[item.pk for item in page.rows]).order_by("rank", "pk")
    after = {name: value for name, value in vars(chosen).items() if value} | {"after": page.after}
    context = {
        "items": _items(viewer, list(rows.select_related("claimed_by", "board"))),
        "next_url": f"?{urlencode(after)}" if page.after else "",
        "marked": marked,
        "chosen": chosen,
        "board": board,
        "kinds": KINDS.items(),
        "reasons": [(reason.value, reason.label) for reason in REPORTABLE],
        "disclaimer": in_force(),
    }
    return render(request, "forums/moderation/queue.html", context, status=status)


def _items(viewer: Viewer, rows: Sequence[QueueItem]) -> list[items.Item]:
    """What the page shows of the rows, in their order."""
    ids = [row.post_id for row in rows if row.post_id]
    posts = with_authors(Post.objects.filter(pk__in=ids)).select_related("thread__board")
    found = {post.pk: post for post in posts}
    reports = items.open_reports(ids)
    return [
        items.item_of(viewer, found[row.post_id], row, reports.get(row.post_id, []))
        if row.post_id
        else items.matter_of(viewer, row)
        for row in rows
        if row.post_id is None or row.post_id in found
    ]


def next_url(request: HttpRequest) -> str:
    """The address of the next item that is free, taken for the viewer; empty where nothing is."""
    following = claims.claim_next(viewer=viewer_of(request), waiting=waiting_for(request))
    return items.item_url(following) + Filter.of(request).query if following else ""


def onward_url(request: HttpRequest) -> str:
    """The address of the next item; else of the queue, narrowed as it was."""
    return next_url(request) or reverse("moderation:queue") + Filter.of(request).query


@surface(access=Access.MODERATOR, methods=("POST",))
def following(request: HttpRequest) -> HttpResponse:
    """Take the first item that is free, and open it."""
    url = next_url(request)
    if not url:
        messages.info(request, _("Nothing waits here that nobody has taken."))
    return redirect(url or reverse("moderation:queue") + Filter.of(request).query)


@surface(access=Access.MODERATOR, methods=("POST",))
def claim(request: HttpRequest, item_id: int, action: str) -> HttpResponse:
    """Take an item, take it over, let go of it or pass it on."""
    viewer = viewer_of(request)
    item = QueueItem.objects.visible_to(viewer).filter(pk=item_id).first()
    if item is None or action not in ("take", "take-over", "release", "pass-on"):
        raise Http404
    back = redirect(items.item_url(item) + Filter.of(request).query)
    try:
        if action == "release":
            claims.release(viewer=viewer, item_id=item_id)
            messages.success(request, _("It is free for others again."))
        elif action == "pass-on":
            claims.pass_on(viewer=viewer, item_id=item_id)
            messages.success(request, _("It is left to the other moderators, and is not offered to you again."))
            return redirect(onward_url(request))
        else:
            claims.claim(viewer=viewer, item_id=item_id, take_over=action == "take-over")
            messages.success(request, _("It is yours for 15 minutes. The others see that you are at it."))
    except claims.ClaimedByAnother as taken:
        messages.warning(request, taken_by(taken))
    except QueueItem.DoesNotExist:
        messages.warning(request, items.OVERTAKEN)
        return redirect("moderation:queue")
    return back


def taken_by(taken: claims.ClaimedByAnother) -> str:
    """That somebody else is at it, in words."""
    handle = taken.holder.handle if taken.holder else ""
    return _("Nothing was changed: %(handle)s has taken this item. You can take it over.") % {"handle": handle}


@surface(access=Access.MODERATOR, methods=("POST",), disclaimer=True)
def bulk(request: HttpRequest) -> HttpResponse:
    """Decide about several items: first shown what would happen, then done."""
    viewer, action = viewer_of(request), request.POST.get("action", "")
    ids = [int(one) for one in request.POST.getlist("item") if one.isascii() and one.isdigit() and len(one) < 15]
    if action not in several.BULK or not ids:
        messages.warning(request, _("Mark the items that you mean, and choose a decision for them."))
        return _show(request, ids, status=422)
    confirmed = request.POST.get("do") == "confirm"
    form = DecisionForm(request.POST if confirmed else None, action=action)
    if not confirmed or not form.is_valid():
        return _preview(request, several.foresee(viewer, ids, action), action, form, 422 if confirmed else 200)
    done = several.decide_all(
        viewer=viewer,
        item_ids=ids,
        action=action,
        reason=Reason(form.cleaned_data["reason"]),
        statement=form.cleaned_data["statement"],
    )
    said = ngettext("%(count)d item is decided.", "%(count)d items are decided.", done.decided) % {
        "count": done.decided
    }
    if done.left:
        said += " " + ngettext(
            "%(count)d was left as it was: somebody else was quicker, or the decision did not fit it.",
            "%(count)d were left as they were: somebody else was quicker, or the decision did not fit them.",
            done.left,
        ) % {"count": done.left}
    messages.success(request, said)
    return redirect(reverse("moderation:queue") + Filter.of(request).query)


def _preview(
    request: HttpRequest, foreseen: list[several.Foreseen], action: str, form: DecisionForm, status: int
) -> HttpResponse:
    shown = _items(viewer_of(request), [one.item for one in foreseen])
    context = {
        "foreseen": [
            {"item": item, "what": one.what, "why_not": one.why_not} for item, one in zip(shown, foreseen, strict=True)
        ],
        "count": sum(not one.why_not for one in foreseen),
        "action": action,
        "action_label": items.BULK_LABELS[action],
        "default_statement": items.DEFAULT_STATEMENTS.get(action, ""),
        "chosen": Filter.of(request),
        "form": form,
        "disclaimer": in_force(),
    }
    return render(request, "forums/moderation/bulk.html", context, status=status)
