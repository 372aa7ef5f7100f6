"""The glossary: its terms, one of them, and the editors' form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.define import DefinedMeanwhile, Taken
from conditions.articles.define import define as define_term
from conditions.articles.disclaimers import in_force
from conditions.articles.glossary import form_of, listed
from conditions.articles.models import Term
from conditions.web.forms import TermForm
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of


@surface(disclaimer=True)
def index(request: HttpRequest) -> HttpResponse:
    """The words that articles explain, by the alphabet."""
    page = listed(request.GET.get("after", ""))
    context = {
        "terms": page.rows,
        "next_url": f"?{urlencode({'after': page.after})}" if page.after else "",
        "can_edit": viewer_of(request).is_editor,
        "disclaimer": in_force(),
    }
    return render(request, "conditions/glossary.html", context)


@surface(disclaimer=True)
def term(request: HttpRequest, slug: str) -> HttpResponse:
    """What one word means, and where that is from."""
    shown = get_object_or_404(Term, slug=slug)
    context = {"term": shown, "can_edit": viewer_of(request).is_editor, "disclaimer": in_force()}
    return render(request, "conditions/term.html", context)


@surface(access=Access.EDITOR, methods=("GET", "POST"), disclaimer=True)
def define(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Explain a new word, or one that the glossary has."""
    shown = get_object_or_404(Term, slug=slug) if slug else None
    posted = request.POST.copy()
    form = TermForm(posted or None, initial=form_of(shown) if shown else {"version": 0, "in_use": True})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _defined(request, slug, form.cleaned_data)
            except Taken as taken:
                form.add_error(
                    "name",
                    _("“%(form)s” is explained already, as “%(term)s”.") % {"form": taken.form, "term": taken.term},
                )
            except DefinedMeanwhile as meanwhile:
                status, shown = 409, meanwhile.term
                posted["version"] = str(meanwhile.term.version)  # sent again, it replaces what is shown now
    context = {"form": form, "term": shown, "disclaimer": in_force(), "conflict": status == 409}
    return render(request, "conditions/define.html", context, status=status)


def _defined(request: HttpRequest, slug: str, data: dict[str, Any]) -> HttpResponse:
    version = data.pop("version")
    kept = define_term(slug=slug, opened_version=version, **data)
    messages.success(request, _("The word is explained. The articles that use it mark it within a few minutes."))
    return redirect(kept.url)
