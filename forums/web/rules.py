"""Rules, with what each would have caught; and what a board holds back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums.boards.arrange import arrange
from forums.boards.models import Board
from forums.boards.moderation import moderated_board
from forums.review.dry_run import Caught, dry_run
from forums.rules import write as writing
from forums.rules.engine import PatternRefused
from forums.rules.models import Rule
from forums.web.forms.rules import BoardForm, RuleForm
from medigest.kit import ratelimit
from medigest.kit.refusals import Forbidden
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import Viewer, viewer_of

MOST = 200
DRY_RUNS, WINDOW = 30, 600


@surface(access=Access.MODERATOR, methods=("GET", "POST"), disclaimer=True)
def index(request: HttpRequest) -> HttpResponse:
    """The rules that the viewer may change, and a form for a new one."""
    viewer = viewer_of(request)
    mine = Rule.objects.editable_by(viewer).select_related("board").order_by("board__title", "name", "pk")
    return _form_page(request, None, "forums/moderation/rules.html", rules=list(mine[:MOST]))


@surface(access=Access.MODERATOR, methods=("GET", "POST"), disclaimer=True)
def rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Change a rule, or switch it off."""
    found = Rule.objects.editable_by(viewer_of(request)).select_related("board").filter(pk=rule_id).first()
    if found is None:
        raise Http404
    return _form_page(request, found, "forums/moderation/rule.html")


def _form_page(request: HttpRequest, rule: Rule | None, template: str, **more: Any) -> HttpResponse:
    """The form of a rule: kept, tried, or shown again with what is wrong."""
    viewer, caught, status = viewer_of(request), None, 200
    if request.method == "POST":
        form = RuleForm(request.POST)
        status = 422
        if form.is_valid() and request.POST.get("do") == "try":
            caught = _tried(viewer, form)
            status = 200 if caught else 422
        elif form.is_valid() and _kept(viewer, form, rule):
            messages.success(request, _("The rule is kept. It holds for what is written from now on."))
            return redirect("moderation:rules")
    else:
        initial = {name: getattr(rule, name) for name in RuleForm.base_fields if name != "board"} if rule else {}
        form = RuleForm(initial=initial | {"board": rule.board.slug if rule and rule.board else ""})
    context = {"form": form, "caught": caught, "disclaimer": in_force(), **more}
    return render(request, template, context, status=status)


def _board(viewer: Viewer, form: RuleForm) -> Board | None:
    """The board that the rule is for; an error in the form where the viewer looks after none of that name."""
    name = form.cleaned_data["board"]
    board = moderated_board(viewer, name) if name else None
    if name and board is None:
        form.add_error("board", _("You look after no board of that name. Write its whole name."))
    return board


def _tried(viewer: Viewer, form: RuleForm) -> Caught | None:
    ratelimit.spend("dry-run", str(viewer.member_id), limit=DRY_RUNS, window=WINDOW)
    board = _board(viewer, form)
    if form.errors:
        return None
    try:
        return dry_run(viewer=viewer, board=board, kind=form.cleaned_data["kind"], text=form.cleaned_data["text"])
    except PatternRefused as error:
        form.add_error("text", str(error))
        return None


def _kept(viewer: Viewer, form: RuleForm, rule: Rule | None) -> bool:
    board = _board(viewer, form)
    if form.errors:
        return False
    try:
        writing.write(viewer=viewer, rule=rule, **form.cleaned_data | {"board": board})
    except PatternRefused as error:
        form.add_error("text", str(error))
    except Forbidden:
        form.add_error("board", _("Name a board that you look after: only moderators of the whole site write for all."))
    except writing.NameTaken:
        form.add_error("name", _("A rule of this name exists for the board. Choose another name."))
    return not form.errors


@surface(access=Access.MODERATOR, methods=("GET", "POST"), disclaimer=True)
def board(request: HttpRequest, board: str) -> HttpResponse:
    """What a board holds back, and when."""
    viewer = viewer_of(request)
    shown = Board.objects.moderated_by(viewer).select_related("condition").filter(slug=board).first()
    if shown is None:
        raise Http404
    initial = {"review": shown.review, "hide_at": shown.hide_at, "slow_after": shown.slow_after}
    form = BoardForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        arrange(viewer=viewer, board_id=shown.pk, **form.cleaned_data)
        messages.success(request, _("Arranged. It holds for what is written from now on."))
        return redirect("moderation:board", shown.slug)
    context = {"board": shown, "form": form, "disclaimer": in_force()}
    status = 422 if request.method == "POST" else 200
    return render(request, "forums/moderation/board.html", context, status=status)
