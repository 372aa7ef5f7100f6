"""Forms for sanctions, notes and offices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.boards.models import Board
from forums.review.reasons import REPORTABLE
from forums.sanctions.models import Sanction
from medigest.kit.forms import PlainForm
from medigest.members.models import Member


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
            ("editor", _("Editor of the article of a board's condition, or of all articles")),
            (Member.Role.ADMINISTRATOR.value, Member.Role.ADMINISTRATOR.label),
            ("member", _("None: no editor or administrator any more")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an office.")},
    )
    board = BoardField()
    beneath = forms.BooleanField(label=_("Also the boards or articles of all conditions beneath it"), required=False)
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
        board = data.get("board")
        if data.get("office") not in ("moderator", "editor") and (board or data.get("beneath")):
            self.add_error("board", _("A board goes with the office of a moderator or an editor."))
        elif data.get("office") == "editor" and board and not board.condition_id:
            self.add_error("board", _("This board is of no condition, so there is no article to edit."))
        elif data.get("beneath") and "board" in data and not board:
            self.add_error("board", _("Name the board; who has the whole site has every board and article."))
        return data


class DismissForm(PlainForm):
    """Why a grant is taken back."""

    statement = forms.CharField(
        label=_("Why"), max_length=2000, error_messages={"required": _("Say in a few words why: the member reads it.")}
    )
