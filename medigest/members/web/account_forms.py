"""allauth's forms, with the words of this site: what a field is called, and what a password has to be."""

from typing import Any

from allauth.account import forms as allauth
from django.contrib.auth.hashers import make_password
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _(
    "At least ten characters; longer is better. Not a common one, and nothing like your handle or address."
)
LABELS = {
    "email": _("E-mail address"),
    "username": _("Handle"),
    "oldpassword": _("Your password now"),
    "password1": _("New password"),
    "password2": _("The password again"),
}


class InOurWords(Form):
    """Mixed in before a form of allauth."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            if name in self.fields:
                self.fields[name].label = label
        if "password1" in self.fields:
            self.fields["password1"].help_text = PASSWORD_HELP


class SignupForm(InOurWords, allauth.SignupForm):
    """Its fields are those of ACCOUNT_SIGNUP_FIELDS and ACCOUNT_SIGNUP_FORM_CLASS."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")

    def try_save(self, request: HttpRequest) -> Any:
        """As allauth does. A known address makes as much work as a new one, so that the time tells nothing."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ChangePasswordForm(InOurWords, allauth.ChangePasswordForm):
    """For who knows the old password."""


class SetPasswordForm(InOurWords, allauth.SetPasswordForm):
    """For who has none."""


class ResetPasswordForm(InOurWords, allauth.ResetPasswordForm):
    """Asks for a code."""


class ResetPasswordKeyForm(InOurWords, allauth.ResetPasswordKeyForm):
    """After the code."""


class RequestLoginCodeForm(InOurWords, allauth.RequestLoginCodeForm):
    """Asks for a code to log in with."""
