"""Aliases, as others meet them: block one, or take that back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forums.threads.block_alias import block_alias
from forums.threads.models import Alias, AliasBlock, Post
from forums.threads.unblock_alias import unblock_alias
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import Viewer, viewer_of
from medigest.members.web.next import next_url


def _alias(viewer: Viewer, alias_id: int) -> tuple[Alias, bool]:
    """An alias that somebody else writes under and the viewer may read or blocked, and whether they did.

    One's own is not there, like one that does not exist. Raises Http404.
    """
    alias = Alias.objects.exclude(member=viewer.member).filter(pk=alias_id).first()
    blocked = AliasBlock.objects.filter(member=viewer.member, alias_id=alias_id).exists()
    if alias is None or not (blocked or Post.objects.visible_to(viewer).filter(alias=alias).exists()):
        raise Http404
    return alias, blocked


@surface(access=Access.MEMBER, methods=("GET", "POST"))
def block(request: HttpRequest, alias_id: int) -> HttpResponse:
    """Block whoever writes under an alias, or take that back, after a question."""
    viewer = viewer_of(request)
    alias, blocked = _alias(viewer, alias_id)
    if request.method != "POST":
        context = {"handle": alias.name, "blocked": blocked, "alias": True, "next": next_url(request, "")}
        return render(request, "medigest/members/block.html", context)
    if request.POST.get("do") == "unblock":
        unblock_alias(member_id=viewer.member_id or 0, alias_id=alias.pk)
        messages.success(request, _("You hear from %(handle)s again.") % {"handle": alias.name})
    else:
        block_alias(member_id=viewer.member_id or 0, alias_id=alias.pk)
        messages.success(request, _("You blocked %(handle)s. They are not told.") % {"handle": alias.name})
    target = next_url(request, "")
    return redirect(target) if target else redirect("members:blocks")
