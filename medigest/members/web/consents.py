"""The consents that a member gave, and the way to take each of them back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from medigest.kit.surfaces import Access, surface
from medigest.members.consents import ages, documents
from medigest.members.consents.accept import accept
from medigest.members.consents.models import AgeConfirmation, Consent
from medigest.members.consents.withdraw import withdraw
from medigest.members.viewer import viewer_of
from medigest.members.web.forms import MissingForm
from medigest.members.web.next import next_url


@surface(access=Access.MEMBER, methods=("GET", "POST"), suspended=True)
def consents(request: HttpRequest) -> HttpResponse:
    """Say what one agrees to, see what one agreed to, and take that back after a question."""
    member_id = viewer_of(request).member_id or 0
    if request.POST.get("do") == "withdraw":
        return _withdraw(request, member_id)
    if request.method != "POST" and "take-back" in request.GET:
        return _ask_first(request, member_id)
    standing = list(documents.standing(member_id).order_by("given_at"))
    missing, confirmed = documents.missing(standing), AgeConfirmation.objects.filter(member_id=member_id).first()
    form = MissingForm(request.POST if request.method == "POST" else None, missing=missing, ask_age=confirmed is None)
    if request.method == "POST" and form.is_valid():
        accept(member_id=member_id, kinds=form.ticked())
        if confirmed is None:
            ages.confirm(member_id=member_id, country=form.cleaned_data["country"], age=form.cleaned_data["age"])
        if not documents.complete(documents.standing(member_id)):
            messages.info(request, _("Kept. To write you also need what is still open below."))
            return redirect("members:consents")
        messages.success(request, _("Thank you. You can take part now."))
        return redirect(next_url(request))
    context = {
        "form": form if missing or confirmed is None else None,
        "standing": standing,
        "confirmed": confirmed,
        "next": next_url(request),
    }
    return render(request, "medigest/members/consents.html", context, status=422 if form.is_bound else 200)


def _kind(name: str) -> Consent.Kind:
    if name not in Consent.Kind.values:
        raise Http404
    return Consent.Kind(name)


def _ask_first(request: HttpRequest, member_id: int) -> HttpResponse:
    """What happens then, before it does."""
    kind = _kind(request.GET["take-back"])
    if not documents.standing(member_id).filter(kind=kind).exists():
        messages.info(request, _("You took that back already."))
        return redirect("members:consents")
    context = {"kind": kind.value, "label": kind.label, "about_health": kind == Consent.Kind.HEALTH_DATA}
    return render(request, "medigest/members/withdraw.html", context)


def _withdraw(request: HttpRequest, member_id: int) -> HttpResponse:
    withdraw(member_id=member_id, kind=_kind(request.POST.get("kind", "")))
    messages.success(request, _("Taken back. You can read, and no longer write."))
    return redirect("members:consents")
