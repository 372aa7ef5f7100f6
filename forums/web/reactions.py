"""React to a post."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forums.reactions.react import react as reacting
from forums.reactions.react import take_back
from forums.reactions.read import with_reactions
from forums.threads.models import Post, ReactionKind
from forums.threads.rows import post_row, with_authors
from forums.web.gates import post_gate
from forums.web.posts import place_of
from medigest.kit import ratelimit
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

LIMIT, WINDOW = 60, 600


@surface(access=Access.MEMBER, methods=("POST",))
def react(request: HttpRequest, post_id: int, kind: str) -> HttpResponse:
    """React to a post, or take that back; by a script the post's bar comes anew."""
    if kind not in ReactionKind.values:
        raise Http404
    viewer = viewer_of(request)
    post = post_gate(viewer, post_id)
    chosen, given = ReactionKind(kind), request.POST.get("do") != "take"
    if given:
        ratelimit.spend("react", str(viewer.member_id), limit=LIMIT, window=WINDOW)
        reacting(viewer=viewer, post_id=post.pk, kind=chosen)
    else:
        take_back(member_id=viewer.member_id or 0, post_id=post.pk, kind=chosen)
    if "HX-Request" not in request.headers:
        said = _("Its author is told, without your name.") if given else _("Taken back.")
        messages.success(request, said)
        return redirect(place_of(post))
    shown = with_reactions(with_authors(Post.objects.filter(pk=post.pk)), viewer).get()
    row = post_row(viewer, shown, post.thread, moderates=False, writes=True)
    return render(request, "components/reactions.html", {"post": row})
