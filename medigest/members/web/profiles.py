"""Profiles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from medigest.kit.surfaces import Access, surface
from medigest.members.models import Member


@surface(access=Access.MEMBER)
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """Who a member is here. Where they write is not told: it would disclose a diagnosis."""
    member = get_object_or_404(Member, handle__iexact=handle, is_active=True)
    context = {
        "member": {
            "handle": member.handle,
            "joined": member.date_joined,
            "role_label": "" if member.office == Member.Role.MEMBER else member.get_role_display(),
        }
    }
    return render(request, "medigest/members/profile.html", context)
