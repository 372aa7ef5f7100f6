"""What a post said before it was edited, word by word: for its author and the board's moderators."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions.articles.disclaimers import in_force
from forums import policy
from forums.boards.moderation import moderates
from forums.threads.models import PostRevision
from forums.threads.quotes import without_any
from forums.threads.rows import thread_url
from forums.web.gates import post_gate
from forums.web.posts import place_of
from medigest.kit.compare import compare
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

SIZE = 10


@surface(access=Access.MEMBER, disclaimer=True)
def history(request: HttpRequest, post_id: int) -> HttpResponse:
    """The texts of a post, the newest first, each beside the one before it."""
    viewer = viewer_of(request)
    post = post_gate(viewer, post_id)
    moderator = moderates(viewer, post.thread.board)
    policy.enforce(policy.why_not_history(viewer, author_id=post.author_id, moderates=moderator))
    earlier = PostRevision.objects.filter(post=post, number=OuterRef("number") - 1)
    revisions = PostRevision.objects.filter(post=post).annotate(before=Subquery(earlier.values("source")))
    page = keyset(
        revisions,
        order=[("number", int)],
        cursor=request.GET.get("after", ""),
        size=SIZE,
        key=lambda revision: [revision.number],
    )
    context = {
        "post": {"position": post.position, "url": place_of(post)},
        "thread": {"title": post.thread.title, "url": thread_url(post.thread, post.thread.board)},
        "revisions": [_row(revision, whole=moderator) for revision in page.rows],
        "next_url": f"?after={page.after}" if page.after else "",
        "first_url": "" if page.first else request.path,
        "disclaimer": in_force(),
    }
    return render(request, "forums/history.html", context)


def _row(revision: PostRevision, *, whole: bool) -> dict[str, Any]:
    """A text, and what changed in it. Unless `whole`, without what it quoted: those words are others', and may be
    hidden by now."""
    before, after = revision.before or "", revision.source  # type: ignore[attr-defined]  # annotated
    if not whole:
        before, after = without_any(before), without_any(after)
    return {
        "number": revision.number,
        "created_at": revision.created_at,
        "by_moderator": revision.decision_id is not None,
        "state": "" if revision.state == PostRevision.State.APPLIED else revision.get_state_display(),
        "rows": compare(before, after),
        "text": after if revision.number == 1 else "",
    }
