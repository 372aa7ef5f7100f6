"""A member's notices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from forums.notices import kinds
from forums.notices.models import Notice
from forums.notices.read import mark_all_read, mark_read
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

PAGE = 30


@surface(access=Access.MEMBER)
def index(request: HttpRequest) -> HttpResponse:
    """The notices, newest first. What may not be seen any more says so, and nothing else."""
    viewer = viewer_of(request)
    page = keyset(
        Notice.objects.shown().filter(member=viewer.member),
        order=[("pk", int)],
        cursor=request.GET.get("after", ""),
        size=PAGE,
        key=lambda notice: [notice.pk],
    )
    told = kinds.tell(page.rows, viewer)
    context = {
        "notices": [
            {
                "created_at": notice.created_at,
                "telling": told.get(notice.pk),
                "url": reverse("notices:open", args=[notice.pk]) if notice.pk in told else "",
                "unread": notice.read_at is None,
            }
            for notice in page.rows
        ],
        "newest": page.rows[0].pk if page.rows else 0,
        "next_url": f"?{urlencode({'after': page.after})}" if page.after else "",
    }
    return render(request, "forums/notices.html", context)


@surface(access=Access.MEMBER, methods=("GET", "POST"), suspended=True)
def target(request: HttpRequest, notice_id: int) -> HttpResponse:
    """To what a notice is about; sent as a form, it is marked read on the way."""
    viewer = viewer_of(request)
    notice = get_object_or_404(Notice, pk=notice_id, member_id=viewer.member_id)
    if request.method == "POST":
        mark_read(member_id=notice.member_id, notice_id=notice.pk)
    there = kinds.tell([notice], viewer)
    return redirect(kinds.kind_named(notice.kind).address(notice) if there else "notices:index")


@surface(access=Access.MEMBER, methods=("POST",), suspended=True)
def read(request: HttpRequest) -> HttpResponse:
    """Mark every notice read that the page showed, and those before it."""
    newest = request.POST.get("newest", "")
    if newest.isascii() and newest.isdigit() and len(newest) < 19:
        mark_all_read(member_id=viewer_of(request).member_id or 0, newest=int(newest))
    return redirect("notices:index")
