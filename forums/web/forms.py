"""The forums' forms. Each carries the submission key that makes it count once."""

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from conditions.models import Revision
from forums.boards.models import Board
from forums.review.deciding import what_is_owed
from forums.review.models import Canned
from forums.review.reasons import REPORTABLE, Reason
from forums.rules.models import Rule
from medigest.kit import clock
from medigest.kit.forms import PlainForm
from medigest.kit.markup import MAX_LENGTH

SOONEST_SECONDS = 3
KEY_PATTERN = r"^[A-Za-z0-9-]{8,36}$"


_INCOMPLETE = _("This form is incomplete. Open the page anew, and bring your text along.")


def new_key() -> str:
    """A fresh submission key."""
    return str(uuid.uuid4())


def _stamp() -> str:
    return signing.Signer(salt="began").sign(str(clock.now().timestamp()))


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

    def ask_again(self, messages: list[str]) -> None:
        """Show what a rule asks the author; sent again, the form is taken."""
        self.data = data = self.data.copy()  # type: ignore[attr-defined]  # the request's own, which does not change
        data["warned"] = "on"
        for message in [*messages, str(_("Change your text, or send it again as it is: then it is taken."))]:
            self.add_error(None, message)


class KeyedForm(BodyForm):
    """A form that is taken once, however often it is sent."""

    key = forms.RegexField(
        KEY_PATTERN,
        widget=forms.HiddenInput,
        initial=new_key,
        error_messages={"required": _INCOMPLETE, "invalid": _INCOMPLETE},
    )
    # A trap for programs: people do not see it, and it is not sent where it was filled in.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1"}))
    began = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput, initial=_stamp)
    warned = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        """Raises ValidationError where the trap was filled in."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Something was written into a field that stays empty. Please send the form again."))
        return ""

    @property
    def hurried(self) -> bool:
        """Whether it was sent sooner than somebody types, by the form's own signed time."""
        try:
            began = float(signing.Signer(salt="began").unsign(self.cleaned_data.get("began", "")))
        except (signing.BadSignature, ValueError):
            return False
        return clock.now().timestamp() - began < SOONEST_SECONDS


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
    warned = forms.BooleanField(required=False, widget=forms.HiddenInput)


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

    body = _body(_("The text"))
    note = forms.CharField(
        label=_("What you changed, for every reader"),
        max_length=200,
        help_text=_("A few words, such as “Took out a telephone number”."),
        error_messages={"required": _("Say in a few words what you changed: everybody reads it.")},
    )
    edits = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    field_order = ("body", "note", "reason", "statement", "edits")


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


class SlowForm(DecisionForm):
    """How long writers wait between two posts in a heated thread."""

    field_order = ("minutes", "hours")
    minutes = forms.IntegerField(
        label=_("Minutes between two posts of one writer"), min_value=0, max_value=1440, help_text=_("0 ends it.")
    )
    hours = forms.IntegerField(label=_("For so many hours"), min_value=1, max_value=720, initial=24)
