"""Forms for what members write. Each that posts carries the submission key that makes it count once."""

import uuid
from functools import cached_property
from typing import Any, Self

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from conditions.models import Revision
from forums.threads.identity import Identity
from forums.threads.models import ThreadKind
from forums.web.forms.pictures import PicturesForm
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


def body_field(label: Any, rows: int = 8) -> forms.CharField:
    """The field of a text in Markdown, `rows` high."""
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

    body = body_field(_("Your post"))

    @cached_property
    def pictures(self) -> PicturesForm:
        """The pictures that go with the text; `web.pictures.take_in` puts those in its place that were chosen."""
        return PicturesForm()

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


class NamedForm(KeyedForm):
    """A form for a first post in a thread, perhaps under another name."""

    # As long as what is typed may get before it is tidied; how long a name may be is told with the rest.
    alias = forms.CharField(
        label=_("Another name for this thread, if you like"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Leave it empty to write as yourself. With a name, others see nothing here that leads to you, neither your "
            "page nor your role, and you keep it in this thread. Who can see behind it: you alone, and a moderator of "
            "this board who has a reason to look. That is recorded, you are told, and you can appeal. Your words can "
            "still give you away."
        ),
    )

    def of(self, identity: Identity) -> Self:
        """The form for somebody who may have written in the thread: who they are there is asked once."""
        if identity.fixed and not self["alias"].value():
            del self.fields["alias"]
        return self


class StartForm(NamedForm):
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
    kind = forms.ChoiceField(
        label=_("What kind of thread"),
        choices=[("", _("A conversation")), *ThreadKind.choices],
        required=False,
        help_text=_("Under a question you can choose the reply that answers it."),
    )
    field_order = ("title", "kind", "section", "body", "alias", "key")

    def __init__(self, *args: Any, revision: Revision | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = {one["key"]: one["heading"] for one in revision.sections} if revision else {}
        if self.headings:
            choices = [("", _("The condition as a whole")), *self.headings.items()]
            self.fields["section"] = forms.ChoiceField(
                label=_("About a section of the article"), choices=choices, required=False
            )
            self.order_fields(self.field_order)


class ReplyForm(NamedForm):
    """A reply, perhaps to one post. `seen`: the last position in the thread when the form was opened."""

    body = body_field(_("Your reply"), rows=6)
    field_order = ("body", "alias")
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def ask_to_read(self, number: int) -> None:
        """Say that so many posts came meanwhile; sent again, the form is taken, whatever came since."""
        self.data = data = self.data.copy()  # type: ignore[attr-defined]  # the request's own, which does not change
        data["seen"] = ""
        self.add_error(
            None,
            ngettext(
                "%(number)d post arrived while you were writing. Your text is not sent yet: "
                "read above what is new, then send yours.",
                "%(number)d posts arrived while you were writing. Your text is not sent yet: "
                "read above what is new, then send yours.",
                number,
            )
            % {"number": number},
        )


class EditForm(BodyForm):
    """A new text for a post; `edits` tells two tabs apart."""

    edits = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    warned = forms.BooleanField(required=False, widget=forms.HiddenInput)
