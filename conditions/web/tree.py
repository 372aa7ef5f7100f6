"""The tree of conditions: from the general to the particular, a level at a time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode

from conditions.articles.disclaimers import in_force
from conditions.catalogue import tree
from conditions.catalogue.models import Condition
from medigest.kit.surfaces import surface


@surface(disclaimer=True)
def top(request: HttpRequest) -> HttpResponse:
    """What stands at the top."""
    return _show(request, tree.top(request.GET.get("after", "")))


@surface(disclaimer=True)
def branch(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands right beneath a condition, and what it is part of."""
    condition = get_object_or_404(Condition.objects.select_related("merged_into"), slug=slug)
    if condition.merged_into:
        return redirect("conditions:branch", condition.merged_into.slug, permanent=True)
    return _show(request, tree.beneath(condition, request.GET.get("after", "")), condition)


def _show(request: HttpRequest, level: tree.Level, condition: Condition | None = None) -> HttpResponse:
    context = {
        "condition": condition,
        "parents": tree.parents_of(condition) if condition else [],
        "twigs": level.twigs,
        "next_url": f"{request.path}?{urlencode({'after': level.after})}" if level.after else "",
        "disclaimer": in_force(),
    }
    return render(request, "conditions/tree.html", context)
