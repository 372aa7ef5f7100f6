"""A to Z, search by any name or code, and a new condition."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from conditions.catalogue import lookup
from conditions.catalogue.describe import NameFact, create, describe
from conditions.catalogue.relate import relate
from conditions.catalogue.resembling import resembling
from conditions.web.forms import ConditionForm
from conditions.web.gates import only_editors_of_all
from medigest.kit.kept import kept
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

PAGE_SIZE = 100
MOST_SUGGESTED = 8
SHORTEST = 2


@surface(disclaimer=True)
@kept("site", parameters=("letter", "after"))
def index(request: HttpRequest) -> HttpResponse:
    """Conditions by letter, or found by name, synonym, acronym or code."""
    q, letter = request.GET.get("q", "").strip()[:200], request.GET.get("letter", "").lower()[:1]
    letters, more, guessed = lookup.letters(), "", False
    if q:
        matches = lookup.find(q)
        guessed = not matches
        matches = matches or resembling(q, MOST_SUGGESTED)
    else:
        letter = letter or next((one for one, any_there in letters if any_there), "a")
        page = keyset(
            lookup.by_letter(letter),
            order=[("folded", str), ("pk", int)],
            cursor=request.GET.get("after", ""),
            size=PAGE_SIZE,
            key=lambda condition: [condition.folded, condition.pk],
            rising=True,
        )
        matches = [lookup.Match(condition, "") for condition in page.rows]
        more = f"?{urlencode({'letter': letter, 'after': page.after})}" if page.after else ""
    context = {
        "q": q,
        "guessed": guessed and bool(matches),
        "letter": "" if q else letter,
        "letters": letters,
        "conditions": [
            {
                "name": match.condition.name,
                "url": match.condition.url,
                "definition": match.condition.definition,
                "matched": match.matched,
            }
            for match in matches
        ],
        "next_url": more,
        "can_create": viewer_of(request).editing.everywhere,
        "can_edit": viewer_of(request).is_editor,
        "disclaimer": in_force(),
    }
    return render(request, "conditions/index.html", context)


@surface()
def suggest(request: HttpRequest) -> HttpResponse:
    """What somebody who types could mean, slips forgiven: a part of a page, for htmx."""
    q = request.GET.get("q", "").strip()[:200]
    matches = lookup.find(q, MOST_SUGGESTED) if len(q) >= SHORTEST else []
    matches = matches or resembling(q, MOST_SUGGESTED)
    return render(request, "conditions/_suggestions.html", {"matches": matches})


@surface(access=Access.EDITOR, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Create a condition; its board opens with it."""
    only_editors_of_all(viewer_of(request))
    form = ConditionForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "conditions/new.html", {"form": form}, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    try:
        with transaction.atomic():
            condition = create(name=data["name"], definition=data["definition"])
            names = [NameFact("acronym", text) for text in data["acronyms"]]
            names += [NameFact("synonym", text) for text in data["synonyms"]]
            describe(condition, name=condition.name, definition=condition.definition, names=names, codes=[])
            relate(child_id=condition.pk, parent_ids=[parent.pk for parent in data["parents"]])
    except IntegrityError:
        form.add_error("name", _("Somebody created this condition just now. Look it up, and edit it there."))
        return render(request, "conditions/new.html", {"form": form}, status=409)
    messages.success(request, _("The condition and its board are there. Now write the article."))
    return redirect("conditions:edit", condition.slug)
