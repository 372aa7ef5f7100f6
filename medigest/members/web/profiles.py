"""Profiles."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from medigest.kit.surfaces import Access, surface
from medigest.members.models import Member
from medigest.members.viewer import viewer_of


@surface(access=Access.MEMBER)
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """Who a member is here. Where they write is not told: it would disclose a diagnosis."""
    there = Q(leaving_at=None) | Q(pk=viewer_of(request).member_id)
    member = get_object_or_404(Member, there, handle__iexact=handle, is_active=True)
    context = {
        "member": {
            "handle": member.handle,
            "joined": member.date_joined,
            "role_label": "" if member.role == Member.Role.MEMBER else member.get_role_display(),
        }
    }
    return render(request, "medigest/members/profile.html", context)
