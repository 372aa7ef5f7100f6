"""The forums' forms. Each carries the submission key that makes it count once."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conditions.models import Revision
from forums.review.deciding import what_is_owed
from forums.review.reasons import REPORTABLE, Reason
from medigest.kit.forms import PlainForm
from medigest.kit.markup import MAX_LENGTH

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
        label=_("Title"), min_length=5, max_length=150, help_text=_("Say in a few words what it is about.")
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
