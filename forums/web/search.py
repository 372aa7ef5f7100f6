"""Search: the page, and what it offers while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums.search.find import begin, find
from forums.search.query import PLACES, on_board, parse
from medigest.kit.surfaces import surface
from medigest.members.viewer import viewer_of

SHORTEST = 3


@surface(disclaimer=True)
def search(request: HttpRequest) -> HttpResponse:
    """Articles and threads that have the words; `in` is a choice of the form, as good as the operator."""
    typed, place = request.GET.get("q", "").strip(), request.GET.get("in", "")
    query = parse(typed)
    if place in PLACES:
        query.place = place
    viewer = viewer_of(request)
    if query.own and not viewer.is_member:
        query.problems.append(_("Log in first: “is:mine” and “is:followed” look among what you wrote or follow."))
    found = find(viewer=viewer, query=query, cursor=request.GET.get("after", ""))
    kept = {"q": typed} | ({"in": place} if place in PLACES else {})
    context = {
        "q": typed,
        "place": place if place in PLACES else "",
        "query": query,
        "found": found,
        "next_url": f"?{urlencode(kept | {'after': found.after})}" if found.after else "",
        "boards": [
            {"title": one.title, "posts": one.posts, "url": f"?{urlencode(kept | {'q': on_board(typed, one.slug)})}"}
            for one in found.boards
        ],
        "everywhere_url": f"?{urlencode(kept | {'q': on_board(typed)})}" if query.board else "",
        "first_url": f"?{urlencode(kept)}" if request.GET.get("after") else "",
        "disclaimer": in_force(),
    }
    return render(request, "forums/search/search.html", context)


@surface()
def suggest(request: HttpRequest) -> HttpResponse:
    """What the words could be the beginning of, from three letters on: a part of a page, for htmx."""
    typed = request.GET.get("q", "").strip()
    words = parse(typed).wanted if len(typed) >= SHORTEST else []
    found = begin(viewer=viewer_of(request), typed=words)
    return render(request, "forums/search/_suggestions.html", {"found": found})
