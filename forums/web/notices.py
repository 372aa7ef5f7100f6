"""A member's notices."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from forums.notices import kinds
from forums.notices.models import Notice
from forums.notices.preferences import choose, chosen
from forums.notices.read import mark_all_read, mark_read
from forums.notices.unsubscribe import DIGEST, WEEK, NotOurs, stop_of
from forums.notices.unsubscribe import stop as stop_mail
from forums.web.forms.reading import NoticesForm
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

PAGE = 30
NOTHING_NEW, GONE = 204, 410


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


@surface()
def count(request: HttpRequest) -> HttpResponse:
    """The number in the header, for a page that stays open; nothing where it is the one that the page has."""
    viewer = viewer_of(request)
    unread = viewer.fact("unread") or 0
    if not viewer.is_member or request.GET.get("have") == str(unread):
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "components/notice_count.html", {"notice_count": unread})


@surface(access=Access.MEMBER, methods=("GET", "POST"), suspended=True)
def settings(request: HttpRequest) -> HttpResponse:
    """How the member wants to be told, of each kind."""
    member_id = viewer_of(request).member_id or 0
    data = request.POST if request.method == "POST" else None
    form = NoticesForm(data, initial={} if data else chosen(member_id), kinds=kinds.kinds())
    if form.is_valid():
        choose(member_id=member_id, ways={kind: way for kind, way in form.cleaned_data.items() if way})
        messages.success(request, _("Saved. From now on you are told like this."))
        return redirect("notice_settings:settings")
    return render(request, "forums/notice_settings.html", {"form": form}, status=422 if form.is_bound else 200)


# Mail programs send it for their users (RFC 8058), from no page of ours: the signed link is the proof, and all that
# it can do is to end mail.
@csrf_exempt
@surface(methods=("GET", "POST"))
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more mail of one kind, without logging in: a question, or at once where a mail program asks."""
    page = "forums/stop_mail.html"
    try:
        found = stop_mail(token) if request.method == "POST" else stop_of(token)
    except NotOurs:
        return render(request, page, {"not_ours": True}, status=GONE)
    digests = {DIGEST: _("The daily mail of what is new"), WEEK: _("The weekly mail of what is new")}
    label = digests.get(found.what) or kinds.kind_named(found.what).label
    return render(request, page, {"label": label, "done": request.method == "POST"})
