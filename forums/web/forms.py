"""The forums' forms. Each carries the submission key that makes it count once."""

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from conditions.models import Revision
from forums.boards.models import Board
from forums.notices.kinds import Kind
from forums.review.deciding import what_is_owed
from forums.review.models import Canned
from forums.review.reasons import REPORTABLE, Reason
from forums.rules.models import Rule
from forums.sanctions.models import Sanction
from medigest.kit import clock
from medigest.kit.forms import PlainForm
from medigest.kit.markup import MAX_LENGTH
from medigest.members.models import Member

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
    warned = forms.BooleanField(required=False, widget=forms.HiddenInput)


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
