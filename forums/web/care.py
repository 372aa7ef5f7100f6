"""Help lines, kindly and at once, for somebody who may be in danger or who fears for somebody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from conditions.articles.disclaimers import in_force
from forums.review.crisis import measured_wait
from forums.threads.models import State
from forums.web.gates import post_gate
from forums.web.posts import place_of
from medigest.kit.helplines import with_lines
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of


@surface(access=Access.MEMBER, disclaimer=True)
def care(request: HttpRequest, post_id: int) -> HttpResponse:
    """Help lines of the country that the reader chooses, and to the author what becomes of the post."""
    viewer = viewer_of(request)
    post = post_gate(viewer, post_id)
    code, own = request.GET.get("country", ""), post.author_id == viewer.member_id
    wait = measured_wait() if own else None
    context = {
        "countries": with_lines(),
        "chosen": next((one for one in with_lines() if one["code"] == code), None),
        "other": code == "other",
        "own": own,
        "held": own and post.state == State.HELD,
        "wait_minutes": max(1, round(wait.total_seconds() / 60)) if wait else None,
        "place": place_of(post),
        "disclaimer": in_force(),
    }
    return render(request, "forums/care.html", context)
