"""Block a member, and see whom one blocked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.blocks.block import block as block_member
from medigest.members.blocks.models import Block
from medigest.members.blocks.read import blocks as has_blocked
from medigest.members.blocks.unblock import unblock as unblock_member
from medigest.members.viewer import viewer_of
from medigest.members.web.next import next_url
from medigest.members.web.profiles import member_or_404

PAGE = 30


@surface(access=Access.MEMBER, methods=("GET", "POST"))
def block(request: HttpRequest, handle: str) -> HttpResponse:
    """Block a member, or take that back, after a question."""
    viewer = viewer_of(request)
    member_id, other = viewer.member_id or 0, member_or_404(handle, viewer)
    if request.method != "POST":
        blocked = has_blocked(member_id=member_id, other_id=other.pk)
        context = {"handle": other.handle, "blocked": blocked, "next": next_url(request, "")}
        return render(request, "medigest/members/block.html", context)
    if request.POST.get("do") == "unblock":
        unblock_member(member_id=member_id, blocked_id=other.pk)
        messages.success(request, _("You hear from %(handle)s again.") % {"handle": other.handle})
    else:
        block_member(member_id=member_id, blocked_id=other.pk)
        messages.success(request, _("You blocked %(handle)s. They are not told.") % {"handle": other.handle})
    target = next_url(request, "")
    return redirect(target) if target else redirect("members:blocks")


@surface(access=Access.MEMBER)
def blocks(request: HttpRequest) -> HttpResponse:
    """Whom the member blocked, the newest first."""
    mine = Block.objects.filter(member=viewer_of(request).member).select_related("blocked")
    page = keyset(mine, order=[("pk", int)], cursor=request.GET.get("after", ""), size=PAGE, key=lambda one: [one.pk])
    rows = [{"handle": one.blocked.handle, "since": one.created_at} for one in page.rows]
    context = {"rows": rows, "next_url": f"?after={page.after}" if page.after else ""}
    return render(request, "medigest/members/blocks.html", context)
