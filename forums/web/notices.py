"""A member's notices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from forums.notices.deliver import address, statement_for, words_of
from forums.notices.models import Notice
from forums.notices.read import mark_all_read
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

PAGE = 30


@surface(access=Access.MEMBER)
def index(request: HttpRequest) -> HttpResponse:
    """The notices, newest first."""
    mine = Notice.objects.filter(member=viewer_of(request).member).select_related("decision")
    page = keyset(
        mine,
        order=[("pk", int)],
        cursor=request.GET.get("after", ""),
        size=PAGE,
        key=lambda notice: [notice.pk],
    )
    context = {
        "notices": [
            {
                "created_at": notice.created_at,
                "text": words_of(notice)[0],
                "statement": statement_for(notice),
                "url": reverse("notices:open", args=[notice.pk]),
                "unread": notice.read_at is None,
                "decision_url": reverse("decisions:decision", args=[notice.decision_id]),
            }
            for notice in page.rows
        ],
        "next_url": f"?{urlencode({'after': page.after})}" if page.after else "",
    }
    return render(request, "forums/notices.html", context)


@surface(access=Access.MEMBER)
def target(request: HttpRequest, notice_id: int) -> HttpResponse:
    """To what a notice is about."""
    notice = get_object_or_404(
        Notice.objects.select_related("decision"), pk=notice_id, member_id=viewer_of(request).member_id
    )
    if notice.member_id != notice.decision.member_id:
        return redirect("notices:index")  # a reporter may not be able to see it any more
    return redirect(address(notice.decision))


@surface(access=Access.MEMBER, methods=("POST",), suspended=True)
def read(request: HttpRequest) -> HttpResponse:
    """Mark every notice read."""
    mark_all_read(viewer_of(request).member_id or 0)
    return redirect("notices:index")
