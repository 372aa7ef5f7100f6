"""Corrections: a reader proposes one, editors see which wait, and decide."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.correct import DecidedBefore, decide, propose
from conditions.articles.disclaimers import in_force
from conditions.articles.models import Correction
from conditions.articles.read import article_of, waiting
from conditions.web.articles import condition_of
from conditions.web.forms import CorrectionForm, VerdictForm
from conditions.web.gates import only_its_editors
from medigest.kit import ratelimit
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

LIMIT, WINDOW = 20, 86_400


@surface(access=Access.MEMBER, methods=("GET", "POST"), disclaimer=True)
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a correction of the text that readers see."""
    condition = condition_of(slug)
    written = article_of(condition)
    current = written.current if written else None
    if current is None:
        raise Http404
    form = CorrectionForm(
        request.POST or None, sections=current.sections, initial={"section": request.GET.get("section", "")}
    )
    if request.method == "POST" and form.is_valid():
        data, member_id = form.cleaned_data, viewer_of(request).member_id
        if member_id is None:
            raise Http404
        ratelimit.spend("correction", str(member_id), limit=LIMIT, window=WINDOW)
        _correction, new = propose(
            revision=current,
            section_key=data["section"],
            text=data["body"],
            source=data["source"],
            credited=data["credited"],
            proposer_id=member_id,
        )
        thanks = _("Thank you. An editor reads what you propose, and you are told what became of it.")
        messages.success(request, thanks if new else _("You proposed this before; it waits for an editor."))
        return redirect("conditions:article", slug)
    context = {"condition": condition, "form": form, "disclaimer": in_force()}
    return render(request, "conditions/correct.html", context, status=422 if request.method == "POST" else 200)


@surface(access=Access.EDITOR, disclaimer=True)
def index(request: HttpRequest) -> HttpResponse:
    """The corrections that wait for the viewer, the oldest first."""
    page = waiting(viewer_of(request), request.GET.get("after", ""))
    context = {
        "rows": page.rows,
        "next_url": f"?{urlencode({'after': page.after})}" if page.after else "",
        "disclaimer": in_force(),
    }
    return render(request, "conditions/corrections.html", context)


@surface(access=Access.EDITOR, methods=("GET", "POST"), disclaimer=True)
def correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Read one, and take or decline it."""
    rows = Correction.objects.select_related("article__condition", "revision", "proposer")
    shown = get_object_or_404(rows, pk=correction_id)
    only_its_editors(viewer_of(request), shown.article.condition)
    form, status = VerdictForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            accepted = form.cleaned_data["verdict"] == Correction.Outcome.ACCEPTED
            reason, editor_id = form.cleaned_data["note"], viewer_of(request).member_id
            try:
                decide(correction_id=shown.pk, accepted=accepted, reason=reason, editor_id=editor_id)
            except DecidedBefore as before:
                messages.info(request, _("Another editor decided it: %(how)s.") % {"how": before.correction.how})
                return redirect("conditions:corrections")
            messages.success(request, _("Decided. The reader who proposed it is told."))
            if accepted:
                return redirect("conditions:edit", shown.article.condition.slug)
            return redirect("conditions:corrections")
    context = {"correction": shown, "condition": shown.article.condition, "form": form, "disclaimer": in_force()}
    return render(request, "conditions/correction.html", context, status=status)
