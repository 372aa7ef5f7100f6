"""The consents that a member gave, and the way to take them back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from medigest.kit.surfaces import Access, surface
from medigest.members import consents as consenting
from medigest.members.forms import ConsentsForm
from medigest.members.viewer import viewer_of


@surface(access=Access.MEMBER, methods=("GET", "POST"), suspended=True)
def consents(request: HttpRequest) -> HttpResponse:
    """Accept the rules and the forum disclaimer of today, or take that back."""
    member_id = viewer_of(request).member_id or 0
    if request.POST.get("do") == "withdraw":
        consenting.withdraw(member_id=member_id)
        messages.success(request, _("Your consents are taken back. You can read, and no longer post."))
        return redirect("members:consents")
    form = ConsentsForm(request.POST or None)
    target = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    if request.method == "POST" and form.is_valid():
        consenting.accept(member_id=member_id)
        messages.success(request, _("Thank you. You can take part now."))
        return redirect(target)
    standing = consenting.standing(member_id).order_by("given_at")
    context = {"form": form, "standing": standing, "complete": consenting.complete(standing)}
    return render(request, "medigest/members/consents.html", context, status=422 if form.is_bound else 200)
