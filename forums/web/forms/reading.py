"""Forms for what members keep, say of others' posts, and choose for themselves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.notices.kinds import Kind
from forums.review.reasons import REPORTABLE
from medigest.kit.forms import PlainForm


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


class NoticesForm(PlainForm):
    """For each kind of notice, how its member wants to be told: a field of the kind's name. What is left out stays."""

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in kinds:
            self.fields[kind.name] = forms.ChoiceField(
                label=kind.label,
                choices=[(way.value, way.label) for way in kind.ways],
                widget=forms.RadioSelect,
                required=False,
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
