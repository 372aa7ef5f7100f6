"""Editors record reviews, and see which are due."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from conditions.articles.read import article_of, due
from conditions.articles.review import ChangedMeanwhile, record_review
from conditions.web.articles import condition_of
from conditions.web.forms import ReviewForm
from conditions.web.gates import only_its_editors
from medigest.kit import clock
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of


@surface(access=Access.EDITOR, disclaimer=True)
def index(request: HttpRequest) -> HttpResponse:
    """Reviewed articles of the viewer's by when they are due again, the overdue ones first."""
    page = due(viewer_of(request), request.GET.get("after", ""))
    context = {
        "rows": page.rows,
        "today": clock.now().date(),
        "next_url": f"?{urlencode({'after': page.after})}" if page.after else "",
        "disclaimer": in_force(),
    }
    return render(request, "conditions/reviews.html", context)


@surface(access=Access.EDITOR, methods=("GET", "POST"), disclaimer=True)
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a review of the revision that readers see."""
    condition = condition_of(slug)
    written = article_of(condition)
    current = written.current if written else None
    if current is None:
        raise Http404
    only_its_editors(viewer_of(request), condition)
    posted = request.POST.copy()
    form = ReviewForm(posted or None, initial={"number": current.number, "reviewed_on": clock.now().date()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            number = data.pop("number")
            try:
                if number != current.number:
                    raise ChangedMeanwhile
                record_review(revision=current, editor_id=viewer_of(request).member_id, **data)
                messages.success(request, _("The review is recorded, and readers see it."))
                return redirect("conditions:article", slug)
            except ChangedMeanwhile:
                status = 409
                form.add_error(
                    None,
                    _("The article was changed while you filled this in, so it was not recorded. Is it still right?"),
                )
                posted["number"] = str(current.number)  # sent again, it is about what readers see now
    context = {"condition": condition, "revision": current, "form": form, "disclaimer": in_force()}
    return render(request, "conditions/review.html", context, status=status)
