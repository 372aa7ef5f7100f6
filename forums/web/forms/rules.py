"""Forms for what boards hold back: rules, gates, prepared statements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.boards.models import Board
from forums.review.reasons import REPORTABLE
from forums.rules.models import Rule
from medigest.kit.forms import PlainForm


class CannedForm(PlainForm):
    """A prepared statement. `boards` are those that the viewer may write for."""

    title = forms.CharField(label=_("Name"), max_length=80, help_text=_("By which moderators choose it."))
    reason = forms.ChoiceField(
        label=_("Reason"), choices=[(reason.value, reason.label) for reason in REPORTABLE], initial=REPORTABLE[-1]
    )
    text = forms.CharField(label=_("Statement"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    board = forms.CharField(
        label=_("Board"),
        max_length=250,
        required=False,
        help_text=_("Its name, or the last part of its address. Empty: every board, for moderators of the whole site."),
    )


class RuleForm(PlainForm):
    """A rule."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Moderators read it beside what was found."))
    kind = forms.ChoiceField(label=_("Look for"), choices=Rule.Kind.choices)
    text = forms.CharField(
        label=_("Words, or the pattern"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Capital and small letters are the same. The other kinds need nothing here."),
    )
    action = forms.ChoiceField(label=_("Where it is found"), choices=Rule.Action.choices)
    message = forms.CharField(
        label=_("Words for the author, or the label"),
        max_length=300,
        required=False,
        help_text=_("A warning says what to look at again; a label is read by everybody."),
    )
    board = forms.CharField(
        label=_("Board"),
        max_length=250,
        required=False,
        help_text=_("Its name, or the last part of its address. Empty: every board, for moderators of the whole site."),
    )
    active = forms.BooleanField(label=_("In force"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("action") == Rule.Action.LABEL and not data.get("message"):
            self.add_error("message", _("Write the label that readers see."))
        return data


class BoardForm(PlainForm):
    """What a board holds back, and when."""

    review = forms.ChoiceField(label=_("What moderators read first"), choices=Board.Review.choices)
    hide_at = forms.IntegerField(
        label=_("Weight of reports that hides a post"),
        min_value=0,
        max_value=100,
        help_text=_("A newcomer weighs 1, a member 2, somebody whose reports were right 4. 0: never."),
    )
    slow_after = forms.IntegerField(
        label=_("Posts in ten minutes that make a thread slow"),
        min_value=0,
        max_value=1000,
        help_text=_("For an hour each writer then waits five minutes between two posts. 0: never."),
    )
