"""The forms of the members' room, and the part of the sign-up form that is ours."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from medigest.kit.forms import PlainForm
from medigest.members.accounts.models import Member
from medigest.members.consents import ages
from medigest.members.consents.accept import accept
from medigest.members.consents.models import Consent
from medigest.members.profiles.models import BIO_LENGTH, Profile

KINDS = {
    "rules": Consent.Kind.RULES,
    "forum_disclaimer": Consent.Kind.FORUM_DISCLAIMER,
    "health_data": Consent.Kind.HEALTH_DATA,
}
OLDEST = max(ages.STRICTEST, *ages.BY_COUNTRY.values())


def _age_choices() -> list[tuple[str, str]]:
    """Asked so that no answer is the wished-for one; older than every rule asks for is one answer."""
    below = (str(ages.YOUNGEST - 1), _now("under %(age)d") % {"age": ages.YOUNGEST})
    single = [(str(age), str(age)) for age in range(ages.YOUNGEST, OLDEST)]
    return [("", _now("Please choose")), below, *single, (str(OLDEST), _now("%(age)d or older") % {"age": OLDEST})]


def _country_choices() -> list[tuple[str, str]]:
    return [("", _now("I would rather not say")), *((code, name) for code, name in countries)]


class AgeForm(forms.Form):
    """Whether somebody is old enough. Only that they are is kept."""

    country = forms.ChoiceField(
        label=_("Country where you live"),
        choices=_country_choices,
        required=False,
        help_text=_("The minimum age to join depends on it. Where we do not know your country, it is the highest."),
    )
    age = forms.TypedChoiceField(
        label=_("Your age"),
        choices=_age_choices,
        coerce=int,
        help_text=_("We keep only that you are old enough, and by which country's rule. We do not keep your age."),
        error_messages={"required": _("Please tell us your age.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "age" in data and "country" in data:
            try:
                ages.check(country=data["country"], age=data["age"])
            except ages.TooYoung as young:
                self.add_error("age", _too_young(young.minimum))
        return data


def _too_young(minimum: int) -> str:
    return _now(
        "Members are at least %(age)d years old here, by the rule for the country that you named or did not name. "
        "You can read everything that is public without an account. If you need somebody to talk to, please ask a "
        "grown-up whom you trust."
    ) % {"age": minimum}


def _read_them() -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("rules"), _("Read them"))


class ConsentsForm(forms.Form):
    """A tick for each document, each of them by itself."""

    rules = forms.BooleanField(
        label=_("I accept the community rules"),
        help_text=lazy(_read_them, SafeString)(),
        error_messages={"required": _("Please read and accept the community rules to take part.")},
    )
    forum_disclaimer = forms.BooleanField(
        label=_("I understand that posts are members' own experience and not medical advice"),
        error_messages={"required": _("Please confirm that you understand what the forum is not.")},
    )
    health_data = forms.BooleanField(
        label=_("I agree that Medigest stores and shows what I tell about health"),
        required=False,
        help_text=_("By your own choice. Without it you have an account and can read, and you can't write."),
    )

    def ticked(self) -> list[Consent.Kind]:
        """The documents that were accepted."""
        return [kind for name, kind in KINDS.items() if self.cleaned_data.get(name)]


class SignupConsents(AgeForm, ConsentsForm):
    """Mixed into allauth's sign-up form by ACCOUNT_SIGNUP_FORM_CLASS."""

    # As the page shows them, so that the summary of errors names them in that order.
    field_order = ("email", "username", "password1", "password2", "country", "age", *KINDS)

    def signup(self, request: HttpRequest, user: Member) -> None:
        """Called by allauth once the member is saved: keep what was accepted."""
        accept(member_id=user.pk, kinds=self.ticked())
        ages.confirm(member_id=user.pk, country=self.cleaned_data["country"], age=self.cleaned_data["age"])


class MissingForm(PlainForm, AgeForm, ConsentsForm):
    """What a member was not asked yet, or took back: the documents of `missing`, the age where `ask_age`."""

    field_order = ("country", "age", "rules", "forum_disclaimer", "health_data")

    def __init__(self, *args: Any, missing: list[Consent.Kind], ask_age: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in KINDS.items():
            self.fields[name].required = False
            if kind not in missing:
                del self.fields[name]
        if not ask_age:
            del self.fields["country"], self.fields["age"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not self.ticked() and "age" not in self.fields:
            self.add_error(None, _now("Nothing was ticked, so nothing has changed."))
        return data


class ProfileForm(PlainForm):
    """What a member tells about themselves."""

    part = forms.ChoiceField(
        label=_("I am here as"),
        choices=[("", _("I would rather not say")), *Profile.Part.choices],
        required=False,
        help_text=_("By your own word: nobody checks it."),
    )
    part_shown = forms.BooleanField(label=_("Show this to other members"), required=False)
    country = forms.ChoiceField(
        label=_("Country"),
        choices=_country_choices,
        required=False,
        help_text=_("Other members see it. Leave it out if it could tell who you are."),
    )
    bio = forms.CharField(
        label=_("About you"),
        max_length=BIO_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("At most %(count)d characters, plain text. Other members see it. Leave out your name.")
        % {"count": BIO_LENGTH},
    )


class HandleForm(PlainForm):
    """A new handle."""

    handle = forms.CharField(
        label=_("New handle"),
        max_length=30,
        help_text=_("3 to 30 letters, digits, hyphens or underscores. Not your name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Please write the handle that you would like.")},
    )
