"""The forums' forms. Each carries the submission key that makes it count once."""

import uuid
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from conditions.models import Revision
from forums.boards.models import Board
from forums.review.deciding import what_is_owed
from forums.review.reasons import REPORTABLE, Reason
from forums.sanctions.models import Sanction
from medigest.kit.forms import PlainForm
from medigest.kit.markup import MAX_LENGTH
from medigest.members.models import Member

KEY_PATTERN = r"^[A-Za-z0-9-]{8,36}$"


_INCOMPLETE = _("This form is incomplete. Open the page anew, and bring your text along.")


def new_key() -> str:
    """A fresh submission key."""
    return str(uuid.uuid4())


def _body(label: Any, rows: int = 8) -> forms.CharField:
    # Length is told by the markup's own limit, in words; a hard maxlength would cut pasted text silently.
    return forms.CharField(
        label=label,
        strip=False,
        widget=forms.Textarea(attrs={"rows": rows, "data-limit": MAX_LENGTH}),
        help_text=_("You can use Markdown: *emphasis*, **strong**, lists, > quotes, [links](https://example.org)."),
        error_messages={"required": _("Please write something.")},
    )


class BodyForm(PlainForm):
    """A form with a text."""

    body = _body(_("Your post"))


class KeyedForm(BodyForm):
    """A form that is taken once, however often it is sent."""

    key = forms.RegexField(
        KEY_PATTERN,
        widget=forms.HiddenInput,
        initial=new_key,
        error_messages={"required": _INCOMPLETE, "invalid": _INCOMPLETE},
    )


class StartForm(KeyedForm):
    """A new thread; `revision` is the article whose sections it can be about."""

    title = forms.CharField(
        label=_("Title"),
        min_length=5,
        max_length=150,
        help_text=_("Say in a few words what it is about."),
        widget=forms.TextInput(
            attrs={
                "data-hx-get": reverse_lazy("search:similar"),
                "data-hx-trigger": "input changed delay:500ms",
                "data-hx-target": "#similar",
                "data-hx-sync": "this:replace",
            }
        ),
    )
    field_order = ("title", "section", "body", "key")

    def __init__(self, *args: Any, revision: Revision | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = {one["key"]: one["heading"] for one in revision.sections} if revision else {}
        if self.headings:
            choices = [("", _("The condition as a whole")), *self.headings.items()]
            self.fields["section"] = forms.ChoiceField(
                label=_("About a section of the article"), choices=choices, required=False
            )
            self.order_fields(self.field_order)


class ReplyForm(KeyedForm):
    """A reply, perhaps to one post."""

    body = _body(_("Your reply"), rows=6)
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class EditForm(BodyForm):
    """A new text for a post; `edits` tells two tabs apart."""

    edits = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class BookmarkForm(PlainForm):
    """A note to oneself beside a post that is kept."""

    memo = forms.CharField(
        label=_("A note to yourself"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only you can read it."),
    )


class ReportForm(PlainForm):
    """A report of a post."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[(reason.value, reason.label) for reason in REPORTABLE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is wrong.")},
    )
    note = forms.CharField(
        label=_("Anything the moderators should know"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only moderators read this."),
    )


class DecisionForm(PlainForm):
    """A moderator's reason and statement; both are owed where something is taken from an author."""

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action

    reason = forms.ChoiceField(label=_("Reason"), choices=Reason.choices, initial=Reason.FINE)
    statement = forms.CharField(
        label=_("Statement to the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The author reads this on the site and by mail. Say what was decided, and why."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "reason" in data:
            owed = what_is_owed(self.action, Reason(data["reason"]), data.get("statement", ""))
            for field, problem in owed.items():
                self.add_error(field, problem)
        return data


class AppealForm(PlainForm):
    """A member's word against a decision."""

    body = forms.CharField(
        label=_("Why do you think that the decision is wrong?"),
        max_length=4000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Only moderators read this. You can appeal once against each decision."),
        error_messages={"required": _("Please say in a sentence or two why you think that the decision is wrong.")},
    )


class AnswerForm(PlainForm):
    """What a moderator says to an appeal."""

    outcome = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            ("uphold", _("The member is right: take the decision back")),
            ("refuse", _("The decision stands")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose whether the decision stands.")},
    )
    statement = forms.CharField(
        label=_("Your answer to the member"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The member reads this on the site and by mail. Say what you looked at, and why you decide so."),
        error_messages={
            "required": _("Write a sentence or two to the member: every appeal is answered with its reasons.")
        },
    )


class BoardField(forms.CharField):
    """A board, named by the last part of its address; empty is none."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("The last part of the board's address, such as quiet-room.")
        super().__init__(label=_("Board"), required=False, max_length=120, help_text=help_text, **kwargs)

    def clean(self, value: Any) -> Board | None:
        slug = str(super().clean(value) or "").strip().strip("/")
        if not slug:
            return None
        found = Board.objects.filter(slug=slug).first()
        if found is None:
            raise forms.ValidationError(_("There is no board “%(slug)s”."), params={"slug": slug})
        return found


class SanctionForm(PlainForm):
    """A sanction for a member, with its length, reason and statement."""

    kind = forms.ChoiceField(
        label=_("What shall happen?"),
        choices=Sanction.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what shall happen.")},
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=[
            (1, _("One day")),
            (3, _("Three days")),
            (7, _("One week")),
            (30, _("30 days")),
            (90, _("90 days")),
            (365, _("One year")),
            (0, _("Without an end, if a second moderator agrees within a week")),
        ],
        initial=7,
    )
    board = BoardField()
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(reason.value, reason.label) for reason in REPORTABLE],
        error_messages={"required": _("Choose the rule that was broken: the member is told it.")},
    )
    statement = forms.CharField(
        label=_("Statement to the member"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The member reads this on the site and by mail. Say what happened, and what you ask of them."),
        error_messages={"required": _("Write a sentence or two to the member: every sanction is explained.")},
    )


class NoteForm(PlainForm):
    """A note among moderators."""

    board = BoardField()
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Moderators of the board read it; without a board, moderators of the whole site. Never the member."
        ),
        error_messages={"required": _("Please write something.")},
    )


class SecondForm(PlainForm):
    """A word to the member about confirming or lifting a sanction."""

    statement = forms.CharField(
        label=_("Statement to the member"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AppointForm(PlainForm):
    """An office for a member."""

    handle = forms.CharField(
        label=_("Handle"), max_length=30, error_messages={"required": _("Name the member to appoint.")}
    )
    office = forms.ChoiceField(
        label=_("Office"),
        choices=[
            ("moderator", _("Moderator of a board, or of the whole site")),
            ("editor", _("Editor of articles")),
            ("administrator", _("Administrator")),
            ("member", _("None: no editor or administrator any more")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an office.")},
    )
    board = BoardField()
    beneath = forms.BooleanField(label=_("Also all boards of conditions beneath it"), required=False)
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year")), (0, _("Until it is taken back"))],
        initial=365,
    )
    statement = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The member reads this, and it is kept in the audit log."),
        error_messages={"required": _("Say in a few words why.")},
    )

    def clean_handle(self) -> Member:
        found = Member.objects.filter(handle__iexact=self.cleaned_data["handle"].strip(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("There is no member of that handle."))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("office") != "moderator" and (data.get("board") or data.get("beneath")):
            self.add_error("board", _("A board goes with the office of a moderator."))
        elif data.get("beneath") and "board" in data and not data["board"]:
            self.add_error("board", _("Name the board; a moderator of the whole site has every board."))
        return data


class DismissForm(PlainForm):
    """Why a grant is taken back."""

    statement = forms.CharField(
        label=_("Why"), max_length=2000, error_messages={"required": _("Say in a few words why: the member reads it.")}
    )


class ActivityForm(PlainForm):
    """Who sees listed what a member wrote; `boards` are those they wrote on, as (id, title)."""

    who = forms.ChoiceField(
        label=_("Who sees on your page what you wrote?"),
        choices=[("nobody", _("Nobody")), ("members", _("Other members, as far as they may read the boards"))],
        widget=forms.RadioSelect,
    )
    leave_out = forms.TypedMultipleChoiceField(
        label=_("Leave these boards out"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A board on which you write for the first time later is shown too, until you leave it out here."),
    )

    def __init__(self, *args: Any, boards: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if boards:
            self.fields["leave_out"].choices = boards  # type: ignore[attr-defined]
        else:
            self.fields["leave_out"].widget = forms.MultipleHiddenInput()
