"""Single posts: the permanent link, edit, remove, report, preview."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from conditions.articles.disclaimers import in_force
from forums import policy
from forums.boards.moderation import moderates
from forums.drafts.models import Draft
from forums.pictures import gather
from forums.pictures.gather import PictureRow
from forums.review import report as reporting
from forums.review.reasons import Reason
from forums.rules.screen import Warned
from forums.threads import accept as accepting
from forums.threads import edit as editing
from forums.threads import remove as removing
from forums.threads.models import Post
from forums.threads.quoting import without_hidden
from forums.threads.rows import page_of, post_row, thread_url
from forums.threads.submission import TextRefused, standing_of
from forums.web import drafts
from forums.web.forms.pictures import PicturesForm
from forums.web.forms.reading import ReportForm
from forums.web.forms.writing import BodyForm, EditForm
from forums.web.gates import post_gate, text_gate
from forums.web.pictures import take_in
from forums.web.previews import preview_of
from medigest.kit import ratelimit
from medigest.kit.surfaces import Access, surface
from medigest.members.viewer import Viewer, viewer_of

REPORTS_LIMIT, REPORTS_WINDOW = 20, 3600


def place_of(post: Post) -> str:
    """The address of the post in its thread."""
    anchor = f"post-{post.position}" if post.position else f"waiting-{post.pk}"
    page = page_of(post.position or post.thread.last_position)
    return thread_url(post.thread, post.thread.board, page=page, anchor=anchor)


@surface(disclaimer=True)
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """The permanent link: to the post's place, wherever it stands now; to its text alone where the thread is hidden."""
    viewer = viewer_of(request)
    shown, opens = text_gate(viewer, post_id)
    if opens:
        return redirect(place_of(shown))
    decision = shown.thread.decision
    reason = dict(Reason.choices).get(decision.reason, "") if decision else ""
    return render(request, "forums/alone.html", _alone(viewer, shown) | {"reason_label": reason})


def _alone(viewer: Viewer, post: Post) -> dict[str, Any]:
    """The context of a page that shows the viewer's own post without its thread."""
    return {
        "post": post_row(viewer, post, post.thread, moderates=False, writes=False),
        "disclaimer": in_force(),
    }


def _context(viewer: Viewer, post: Post, **more: Any) -> dict[str, Any]:
    moderator = moderates(viewer, post.thread.board)
    return {
        "post": post_row(viewer, post, post.thread, moderates=moderator, writes=True),
        "thread": {
            "title": post.thread.title,
            "url": thread_url(post.thread, post.thread.board),
            "place": place_of(post),
        },
        "board": post.thread.board,
        "condition": post.thread.board.condition,
        "disclaimer": in_force(),
        **more,
    }


@surface(access=Access.MEMBER, methods=("GET", "POST"), disclaimer=True)
def edit(request: HttpRequest, post_id: int) -> HttpResponse:
    """Edit one's own post."""
    viewer = viewer_of(request)
    post = post_gate(viewer, post_id)
    thread = post.thread
    policy.enforce(
        policy.why_not_edit(
            viewer,
            standing_of(viewer),
            author_id=post.author_id,
            state=post.state,
            locked=thread.locked,
            thread_state=thread.state,
            board_id=thread.board_id,
        )
    )
    gathered = getattr(post, "gathered", None)
    there = [*gather.of(gathered), *gather.of(gathered, waiting=True)]
    if request.method != "POST":
        return _begin_edit(request, viewer, post, there)
    if request.POST.get("do") == "draft":
        return drafts.keep(thread.board, thread, request, post)
    form = EditForm(request.POST)
    form.is_valid()
    take_in(request, thread.board, form, key=editing.key_of(post.pk), there=there)
    if request.POST.get("do") == "preview":
        return _edit_form(request, post, form, preview_of(request, form))
    if not form.is_valid():
        return _edit_form(request, post, form, status=422)
    try:
        done = editing.edit(
            viewer=viewer,
            post_id=post.pk,
            body=form.cleaned_data["body"],
            opened_edits=form.cleaned_data["edits"],
            warned=form.cleaned_data["warned"],
        )
    except Warned as warning:
        form.ask_again(warning.messages)
        return _edit_form(request, post, form, status=422)
    except TextRefused as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _edit_form(request, post, form, status=422)
    except editing.EditedMeanwhile as meanwhile:
        return _edited_meanwhile(request, meanwhile.post, form)
    drafts.sent(request, viewer, thread.board, thread, post)
    if done.waits and done.post.crisis:
        return redirect("forums:care", post.pk)
    if done.waits:
        messages.success(request, _("Thank you. A moderator reads your text before it appears."))
    else:
        messages.success(request, _("Your edit is published."))
    return redirect(place_of(done.post))


def _begin_edit(request: HttpRequest, viewer: Viewer, post: Post, there: list[PictureRow]) -> HttpResponse:
    """The post's text to change, or a draft of it to go on with."""
    draft, asked = drafts.begun(request, viewer, post.thread.board, post.thread, post)
    text = post.pending.source if post.pending else post.source
    if draft and asked:
        form = EditForm(initial={"body": draft.body, "edits": post.edits})
        form.pictures = PicturesForm(there=there)
        return _edit_form(request, post, form, draft=draft)
    form = EditForm(initial={"body": without_hidden(post, text), "edits": post.edits})
    form.pictures = PicturesForm(there=there)
    offered = {"url": f"?draft={draft.pk}", "saved_at": draft.saved_at} if draft else None
    return _edit_form(request, post, form, offered=offered)


def _edit_form(
    request: HttpRequest,
    post: Post,
    form: EditForm,
    preview_html: str = "",
    status: int = 200,
    draft: Draft | None = None,
    offered: dict[str, Any] | None = None,
) -> HttpResponse:
    context = _context(
        viewer_of(request),
        post,
        form=form,
        preview_html=preview_html,
        action=reverse("forums:edit", args=[post.pk]),
        draft=draft or drafts.held_by(request),
        offered=offered,
    )
    return render(request, "forums/edit.html", context, status=status)


def _edited_meanwhile(request: HttpRequest, post: Post, form: EditForm) -> HttpResponse:
    """Give the text back; sending it again replaces what came between."""
    retry = EditForm(initial={"body": form.cleaned_data["body"], "edits": post.edits})
    retry.pictures = form.pictures
    messages.warning(
        request,
        _(
            "This post was edited since you opened it, perhaps in another tab. Your text is below and was not "
            "saved. The other text is shown as a preview. Send yours again to replace it."
        ),
    )
    other = post.pending.html if post.pending else post.html
    return _edit_form(request, post, retry, other, status=409)


@surface(access=Access.MEMBER, methods=("GET", "POST"), disclaimer=True)
def remove(request: HttpRequest, post_id: int) -> HttpResponse:
    """Take one's own post back, after a question."""
    viewer = viewer_of(request)
    post, opens = text_gate(viewer, post_id)
    policy.enforce(policy.why_not_remove(viewer, author_id=post.author_id, state=post.state))
    if request.method != "POST":
        return render(request, "forums/remove.html", _context(viewer, post) if opens else _alone(viewer, post))
    removing.remove(viewer=viewer, post_id=post.pk)
    messages.success(request, _("Your post is removed."))
    if not opens:
        return redirect("forums:index")
    return redirect(post.thread.board.url if post.opening else thread_url(post.thread, post.thread.board))


@surface(access=Access.MEMBER, methods=("GET", "POST"), disclaimer=True)
def report(request: HttpRequest, post_id: int) -> HttpResponse:
    """Report a post to the moderators."""
    viewer = viewer_of(request)
    post = post_gate(viewer, post_id)
    policy.enforce(policy.why_not_report(viewer, author_id=post.author_id, state=post.state))
    form = ReportForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "forums/report.html", _context(viewer, post, form=form), status=status)
    ratelimit.spend("report", str(viewer.member_id), limit=REPORTS_LIMIT, window=REPORTS_WINDOW)
    done = reporting.report(
        viewer=viewer,
        post_id=post.pk,
        reason=Reason(form.cleaned_data["reason"]),
        note=form.cleaned_data["note"],
    )
    if done.repeated:
        messages.info(request, _("You have reported this post already. The moderators will read it."))
    else:
        messages.success(request, _("Thank you. The moderators will read your report."))
    if form.cleaned_data["reason"] == Reason.SELF_HARM:
        return redirect("forums:care", post.pk)
    return redirect(place_of(post))


@surface(access=Access.MEMBER, methods=("POST",))
def accept(request: HttpRequest, post_id: int) -> HttpResponse:
    """Choose a post as the answer to the question of its thread, or take that back."""
    post, chosen = post_gate(viewer_of(request), post_id), request.POST.get("do") != "take"
    accepting.accept(viewer=viewer_of(request), post_id=post.pk, chosen=chosen)
    messages.success(request, _("This is the answer now.") if chosen else _("The question has no answer chosen now."))
    return redirect(place_of(post))


@surface(access=Access.MEMBER, methods=("POST",))
def preview(request: HttpRequest) -> HttpResponse:
    """What a text will look like, from the renderer that posts use: a part of a page, for htmx."""
    form = BodyForm(request.POST)
    context = {
        "preview_html": preview_of(request, form),
        "problem": " ".join(str(error) for error in form.errors.get("body", [])),
    }
    return render(request, "forums/_preview.html", context)
