"""The way to every setting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from medigest.kit.surfaces import Access, surface


@surface(access=Access.MEMBER)
def settings_index(request: HttpRequest) -> HttpResponse:
    """The way to every setting."""
    return render(request, "medigest/members/settings.html")
