"""Forms for moderators' decisions, and for the appeals against them."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forums.review.deciding import what_is_owed
from forums.review.models import Canned
from forums.review.reasons import Reason
from forums.web.forms.writing import body_field
from medigest.kit.forms import PlainForm


class DecisionForm(PlainForm):
    """A moderator's reason and statement; both are owed where something is taken from an author."""

    def __init__(self, *args: Any, action: str, canned: Sequence[Canned] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        self.prepared = {str(one.pk): one for one in canned}
        if self.prepared:
            choices = [("", _("None")), *((key, one.title) for key, one in self.prepared.items())]
            self.fields["canned"] = forms.ChoiceField(
                label=_("Prepared statement"),
                choices=choices,
                required=False,
                help_text=_("It is sent where you write no statement of your own."),
            )
            self.order_fields(["reason", "canned", "statement"])

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
        chosen = self.prepared.get(data.get("canned", ""))
        if chosen and not data.get("statement", "").strip():
            data["statement"] = chosen.text
            if data.get("reason") == Reason.FINE:
                data["reason"] = chosen.reason
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


class MoveForm(DecisionForm):
    """To which board a thread moves."""

    field_order = ("board",)
    board = forms.CharField(
        label=_("To the board"),
        max_length=250,
        help_text=_("Its name, or the last part of its address. You must look after both boards."),
    )


class MergeForm(DecisionForm):
    """Into which thread a thread is merged."""

    field_order = ("into",)
    into = forms.CharField(
        label=_("Into the thread"), max_length=500, help_text=_("Its address, as your browser shows it, or its number.")
    )

    def clean_into(self) -> int:
        """The number of the thread."""
        found = re.search(r"/forums/[^/]+/(\d{1,15})(?:/|$)", self.cleaned_data["into"])
        number = found[1] if found else self.cleaned_data["into"].strip()
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            raise ValidationError(_("This is no address of a thread. Open the thread and copy its address."))
        return int(number)


class SplitForm(DecisionForm):
    """Which posts make a thread of their own."""

    field_order = ("positions", "title")
    positions = forms.CharField(
        label=_("These posts"), max_length=300, help_text=_("Their numbers, such as 4, 6-9. The opening post stays.")
    )
    title = forms.CharField(label=_("Title of the new thread"), min_length=5, max_length=150)

    def clean_positions(self) -> list[int]:
        """The numbers, ranges written out."""
        found: list[int] = []
        for part in filter(None, re.split(r"[,;\s]+", re.sub(r"\s*[-\u2013]\s*", "-", self.cleaned_data["positions"]))):
            ends = re.fullmatch(r"#?(\d{1,9})(?:-#?(\d{1,9}))?", part)
            if ends is None:
                raise ValidationError(
                    _("“%(part)s” is no number of a post. Write them like this: 4, 6-9.") % {"part": part}
                )
            first, last = int(ends[1]), int(ends[2] or ends[1])
            if last - first > 1000:
                raise ValidationError(_("That is more than can be split off at once. Move the whole thread instead."))
            found += range(first, last + 1)
        return found


class LabelForm(DecisionForm):
    """The label beside a thread's title."""

    field_order = ("label",)
    label = forms.CharField(
        label=_("Label"),
        max_length=40,
        required=False,
        help_text=_("A word or two that stands beside the title, such as “Solved”. Leave it empty to take it away."),
    )


class CloseForm(DecisionForm):
    """The moment after which a thread takes no more replies."""

    field_order = ("closes_at",)
    closes_at = forms.DateTimeField(
        label=_("Takes replies until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("In UTC. Leave it empty and the thread stays open."),
    )


class AmendForm(DecisionForm):
    """A moderator's text for a post, with the note that every reader gets."""

    body = body_field(_("The text"))
    note = forms.CharField(
        label=_("What you changed, for every reader"),
        max_length=200,
        help_text=_("A few words, such as “Took out a telephone number”."),
        error_messages={"required": _("Say in a few words what you changed: everybody reads it.")},
    )
    edits = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    field_order = ("body", "note", "reason", "statement", "edits")


class SlowForm(DecisionForm):
    """How long writers wait between two posts in a heated thread."""

    field_order = ("minutes", "hours")
    minutes = forms.IntegerField(
        label=_("Minutes between two posts of one writer"), min_value=0, max_value=1440, help_text=_("0 ends it.")
    )
    hours = forms.IntegerField(label=_("For so many hours"), min_value=1, max_value=720, initial=24)
