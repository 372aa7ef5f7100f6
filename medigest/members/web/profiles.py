"""Profiles: what others see of a member, and what the member tells."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_countries import countries

from medigest.kit.refusals import Forbidden
from medigest.kit.surfaces import Access, surface
from medigest.members.accounts.models import Member
from medigest.members.blocks.read import blocks
from medigest.members.consents.documents import complete, standing
from medigest.members.profiles.models import Profile
from medigest.members.profiles.tell import tell
from medigest.members.renames.grace import kept
from medigest.members.viewer import Viewer, viewer_of
from medigest.members.web.forms import ProfileForm


def member_or_404(handle: str, viewer: Viewer) -> Member:
    """The member of that handle, with profile; who is about to leave is there for themselves only. Raises Http404."""
    there = Q(leaving_at=None) | Q(pk=viewer.member_id)
    member = Member.objects.filter(there, handle__iexact=handle, is_active=True).select_related("profile").first()
    if member is None:
        raise Http404
    return member


@surface(access=Access.MEMBER)
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """Who a member is here. Where they write is not told, unless they show it themselves."""
    viewer = viewer_of(request)
    try:
        member = member_or_404(handle, viewer)
    except Http404:
        former = kept(handle).filter(member__is_active=True, member__leaving_at=None).select_related("member").first()
        if former is None:
            raise
        return redirect("members:profile", former.member.handle)
    told = getattr(member, "profile", None) or Profile()
    context = {
        "member": {
            "id": member.pk,
            "handle": member.handle,
            "joined": member.date_joined,
            "role_label": "" if member.office == Member.Role.MEMBER else member.get_role_display(),
            "part_label": told.get_part_display() if told.part_shown else "",
            "country": countries.name(told.country) if told.country else "",
            "bio": told.bio,
            "blocked": blocks(member_id=viewer.member_id or 0, other_id=member.pk),
        },
        "own": member.pk == viewer.member_id,
        # An earlier name is for those who have to know whom they are dealing with.
        "former": list(member.former_handles.order_by("-changed_at")) if viewer.is_moderator else [],
    }
    return render(request, "medigest/members/profile.html", context)


@surface(access=Access.MEMBER, methods=("GET", "POST"))
def edit(request: HttpRequest) -> HttpResponse:
    """Tell about oneself."""
    member_id = viewer_of(request).member_id or 0
    told = Profile.objects.filter(member_id=member_id).first() or Profile()
    shown = {"part": told.part, "part_shown": told.part_shown, "country": told.country, "bio": told.bio}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            tell(member_id=member_id, **form.cleaned_data)
        except Forbidden as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("members:profile", viewer_of(request).handle)
    context = {"form": form, "may_tell": complete(standing(member_id))}
    return render(request, "medigest/members/edit_profile.html", context, status=422 if form.is_bound else 200)
