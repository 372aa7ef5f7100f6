"""Threads like another one: where a thread ends, and while somebody types the title of a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions.articles.disclaimers import in_force
from forums.search.similar import similar as finding
from forums.threads.models import Thread
from forums.web.gates import thread_gate
from forums.web.lists import marked, row
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

MOST_LATEST = 5


@surface(disclaimer=True)
def suggested(request: HttpRequest, board: str, thread_id: int, slug: str) -> HttpResponse:
    """Where to read on after a thread: others like it, and what is lively on its board. A part of a page for htmx."""
    viewer = viewer_of(request)
    thread = thread_gate(viewer, board, thread_id)
    alike = finding(viewer=viewer, title=thread.title, besides=thread)
    here = marked(Thread.objects.listed_for(viewer).filter(board=thread.board).exclude(pk=thread.pk), viewer)
    shown = {one.url for one in alike}
    latest = [row(one) for one in here.order_by("-last_post_at", "-pk")[: MOST_LATEST + len(alike)]]
    context = {
        "thread": {"title": thread.title, "url": thread.get_absolute_url()},
        "board": thread.board,
        "alike": alike,
        "latest": [one for one in latest if one.url not in shown][:MOST_LATEST],
        "disclaimer": in_force(),
    }
    part = "HX-Request" in request.headers
    return render(request, "forums/similar/_suggested.html" if part else "forums/similar/suggested.html", context)


@surface(access=Access.MEMBER)
def similar(request: HttpRequest) -> HttpResponse:
    """Threads whose titles are like the one that is being typed: a part of a page, for htmx."""
    alike = finding(viewer=viewer_of(request), title=request.GET.get("title", ""))
    return render(request, "forums/similar/_similar.html", {"alike": alike})
