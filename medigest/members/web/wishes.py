"""The form of who leaves: what shall become of what they wrote."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from medigest.kit.forms import PlainForm
from medigest.members.privacy.registry import Choice

ERASE, KEEP = "erase", "keep"


class LeaveForm(PlainForm):
    """For each kind of content whether it is erased or stays without a name, and a last question."""

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [choice.key for choice in choices]
        for choice in choices:
            self.fields[choice.key] = forms.ChoiceField(
                label=choice.label,
                choices=[
                    (ERASE, format_html("<strong>{}</strong> {}", _("Erase."), choice.if_erased)),
                    (KEEP, format_html("<strong>{}</strong> {}", _("Keep without my name."), choice.if_kept)),
                ],
                widget=forms.RadioSelect,
                initial=ERASE,
            )
        self.fields["sure"] = forms.BooleanField(
            label=_("Delete my account"),
            error_messages={"required": _("Please tick this if you want your account to be deleted.")},
        )

    @property
    def kept(self) -> set[str]:
        """The kinds of content that stay without a name."""
        return {key for key in self.keys if self.cleaned_data[key] == KEEP}
