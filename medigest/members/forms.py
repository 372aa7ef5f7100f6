"""The part of the sign-up form that is ours, and the page that asks for a new version of a document."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from medigest.members import consents
from medigest.members.models import Member


def _linked(text: Any, url: Any) -> SafeString:
    return format_html('{} (<a href="{}">{}</a>)', text, url, _("read them"))


_linked_lazy = lazy(_linked, SafeString)


class ConsentsForm(forms.Form):
    """Two separate ticks: the rules, and what the forum is not."""

    rules = forms.BooleanField(
        label=_linked_lazy(_("I accept the community rules"), reverse_lazy("rules")),
        error_messages={"required": _("Please read and accept the community rules to take part.")},
    )
    forum_disclaimer = forms.BooleanField(
        label=_("I understand that posts are members' own experience and not medical advice"),
        error_messages={"required": _("Please confirm that you understand what the forum is not.")},
    )


class SignupConsents(ConsentsForm):
    """Mixed into allauth's sign-up form by ACCOUNT_SIGNUP_FORM_CLASS."""

    def signup(self, request: HttpRequest, user: Member) -> None:
        """Called by allauth once the member is saved: keep what was accepted."""
        consents.accept(member_id=user.pk)
