"""The revisions of an article: all of them, one, two compared, and one restored."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from conditions.articles.models import Draft, Revision
from conditions.articles.publish import NothingChanged
from conditions.articles.read import article_of, sources_of, taken
from conditions.articles.restore import restore as restore_revision
from conditions.articles.text import TextError
from conditions.editors.read import edits
from conditions.web.articles import condition_of, revision_context
from conditions.web.gates import only_its_editors
from medigest.kit.compare import Row, compare
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import viewer_of

PAGE_SIZE = 50
# Of what stayed the same, so many lines are shown at once.
MOST_SAME = 3


@surface(disclaimer=True)
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every revision, newest first."""
    condition = condition_of(slug)
    written = article_of(condition)
    revisions = Revision.objects.filter(article__condition=condition).select_related("author")
    page = keyset(
        revisions.defer("body", "sections", "lead_html"),
        order=[("number", int)],
        cursor=request.GET.get("after", ""),
        size=PAGE_SIZE,
        key=lambda one: [one.number],
    )
    newest = written.current.number if written and written.current else 0
    rows = [
        {
            "number": one.number,
            "published_at": one.published_at,
            "author_handle": one.author.handle if one.author else "",
            "note": one.note,
            "origin": one.origin,
            "url": reverse("conditions:revision", args=[slug, one.number]),
            "changes_url": compare_url(slug, one.number - 1, one.number) if one.number > 1 else "",
            "since_url": compare_url(slug, one.number, newest) if one.number < newest else "",
        }
        for one in page.rows
    ]
    context = {
        "condition": condition,
        "revisions": rows,
        "taken": taken(written),
        "next_url": f"?{urlencode({'after': page.after})}" if page.after else "",
        "disclaimer": in_force(),
    }
    return render(request, "conditions/history.html", context)


@surface(disclaimer=True)
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One revision, for ever at this address."""
    condition = condition_of(slug)
    shown = _revision(slug, number)
    written = article_of(condition)
    current = written.current if written else None
    context = revision_context(condition, shown) | {
        "current": shown == current,
        "since_url": compare_url(slug, number, current.number) if current and shown != current else "",
        "can_edit": edits(viewer_of(request), condition),
    }
    return render(request, "conditions/revision.html", context)


@surface(disclaimer=True)
def compared(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed between two revisions: by their numbers, or since a moment; in one column, or side by side."""
    condition = condition_of(slug)
    written = article_of(condition)
    if written is None or written.current is None:
        raise Http404
    after = _number(request, "to") or written.current.number
    since = _moment(request.GET.get("since", ""))
    if since:
        there = Revision.objects.filter(article=written, published_at__lte=since).order_by("-number")
        before = there.values_list("number", flat=True).first() or 1
    else:
        before = _number(request, "from") or max(after - 1, 1)
    old, new = _revision(slug, before), _revision(slug, after)
    side = request.GET.get("view") == "side"
    other = {"from": before, "to": after} | ({} if side else {"view": "side"})
    context = {
        "condition": condition,
        "old": old,
        "new": new,
        "old_url": reverse("conditions:revision", args=[slug, before]),
        "new_url": reverse("conditions:revision", args=[slug, after]),
        "side": side,
        "other_url": f"?{urlencode(other)}",
        "rows": _shown(compare(old.body, new.body)),
        "sources": [row for row in compare(_sources(old), _sources(new)) if row.changed],
        "disclaimer": in_force(),
    }
    return render(request, "conditions/compare.html", context)


@surface(access=Access.EDITOR, methods=("GET", "POST"), disclaimer=True)
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask, then make an earlier revision the newest again."""
    old, condition = _revision(slug, number), condition_of(slug)
    only_its_editors(viewer_of(request), condition)
    problems: list[str] = []
    if request.method == "POST":
        note = _("Version %(number)d restored.") % {"number": number}
        try:
            restore_revision(revision=old, editor_id=viewer_of(request).member_id, note=note)
            messages.success(request, _("The article reads again as in version %(number)d.") % {"number": number})
            return redirect("conditions:article", slug)
        except NothingChanged:
            messages.info(request, _("The article already reads so; there is nothing to restore."))
            return redirect("conditions:article", slug)
        except TextError as error:
            problems = error.problems
    context = {
        "condition": condition,
        "revision": old,
        "problems": problems,
        "draft": Draft.objects.filter(article=old.article).first(),
        "cancel_url": reverse("conditions:revision", args=[slug, number]),
        "disclaimer": in_force(),
    }
    return render(request, "conditions/restore.html", context, status=422 if problems else 200)


def compare_url(slug: str, before: int, after: int) -> str:
    """Where the two revisions are compared."""
    return f"{reverse('conditions:compare', args=[slug])}?{urlencode({'from': before, 'to': after})}"


def _revision(slug: str, number: int) -> Revision:
    return get_object_or_404(Revision.objects.select_related("article"), article__condition__slug=slug, number=number)


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return None if is_naive(moment) else moment


def _sources(revision: Revision) -> str:
    """The sources, one a line."""
    told = ("title", "publisher", "url", "licence", "retrieved")
    return "\n".join(", ".join(str(one[name]) for name in told if one[name]) for one in sources_of(revision))


def _shown(rows: list[Row]) -> list[dict[str, Any]]:
    """The rows that hold words; `folded` are those in which a lot stayed the same."""
    told = [row for row in rows if any(part.text.strip() for part in row.parts)]
    return [{"row": row, "folded": not row.changed and row.lines > MOST_SAME} for row in told]
