"""The editors' forms."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conditions.articles.draft import SourceFact
from conditions.catalogue.folding import fold
from conditions.catalogue.models import Condition
from medigest.kit import clock
from medigest.kit.forms import PlainForm


class LinesField(forms.CharField):
    """One entry a line; a list of texts."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        entries = [line for line in lines if line]
        for entry in entries:
            if len(entry) > 250:
                raise forms.ValidationError(_("Each line can have at most 250 characters."))
        return entries


class PastDay(forms.DateField):
    """A day that has come."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > clock.now().date():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class ConditionForm(PlainForm):
    """A new condition."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=250)
    definition = forms.CharField(
        label=gettext_lazy("What it is, in one plain sentence"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    acronyms = LinesField(label=gettext_lazy("Acronyms, one a line"), required=False)
    synonyms = LinesField(label=gettext_lazy("Other names, one a line"), required=False)
    parents = LinesField(
        label=gettext_lazy("Part of, one a line"),
        required=False,
        help_text=gettext_lazy("The exact names of conditions that this one is a kind of."),
    )

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if Condition.objects.listed().filter(folded=fold(name)).exists():
            raise forms.ValidationError(_("There is a condition of this name already. Look it up, and edit it there."))
        return name

    def clean_parents(self) -> list[Condition]:
        parents = []
        for name in self.cleaned_data["parents"]:
            found = Condition.objects.listed().filter(folded=fold(name)).first()
            if found is None:
                raise forms.ValidationError(_("There is no condition named “%(name)s”.") % {"name": name})
            parents.append(found)
        return parents


class DraftForm(PlainForm):
    """The text of an article, or of a section of it, and who wrote it."""

    body = forms.CharField(
        label=gettext_lazy("Text"),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "true"}),
        help_text=gettext_lazy(
            "Markdown. A section begins with a line such as “## Symptoms {#symptoms}”. Cite a source by its key: "
            "[@key] or [@key, page 3]."
        ),
    )
    written_by = forms.CharField(
        label=gettext_lazy("Written by"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The name, or names, as readers will see them. Whoever it is has agreed to that."),
    )
    credentials = forms.CharField(
        label=gettext_lazy("Credentials"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Profession, field and place of work, such as “Medical writer, Leeds”."),
    )
    interests = forms.CharField(
        label=gettext_lazy("Stated interests"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Ties to companies or others that matter here; “None stated” where there are none."),
    )
    note = forms.CharField(label=gettext_lazy("What did you change, and why?"), max_length=300, required=False)


class SourceForm(PlainForm):
    """One source; a row left empty counts for nothing."""

    key = forms.RegexField(
        r"^[a-z0-9-]+$",
        label=gettext_lazy("Key"),
        max_length=40,
        error_messages={"invalid": gettext_lazy("Use small letters, digits and hyphens, such as “nhs-2026”.")},
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    publisher = forms.CharField(label=gettext_lazy("Publisher"), max_length=200)
    url = forms.URLField(label=gettext_lazy("Address"), max_length=500, required=False, assume_scheme="https")
    licence = forms.CharField(label=gettext_lazy("Licence"), max_length=100)
    retrieved = PastDay(label=gettext_lazy("Opened on"))


class TermForm(PlainForm):
    """A word of the glossary. `version` tells two editors at once apart."""

    name = forms.CharField(label=gettext_lazy("Word"), max_length=100)
    spellings = LinesField(
        label=gettext_lazy("Other forms, one a line"),
        required=False,
        help_text=gettext_lazy("Plurals, other spellings and other names. Articles mark these too."),
    )
    text = forms.CharField(
        label=gettext_lazy("What it means, in plain words"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One or two short sentences."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("Title and publisher, and the place in it."),
    )
    source_url = forms.URLField(label=gettext_lazy("Address"), max_length=500, required=False, assume_scheme="https")
    licence = forms.CharField(label=gettext_lazy("Licence"), max_length=100)
    retrieved = PastDay(label=gettext_lazy("Opened on"))
    in_use = forms.BooleanField(label=gettext_lazy("Mark it in articles, and list it"), required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not slugify(name):
            raise forms.ValidationError(_("Write the word with letters from a to z, so that it gets an address."))
        return name


class ReviewForm(PlainForm):
    """Who read the article, and when. `number` is the revision that was read."""

    reviewer = forms.CharField(
        label=gettext_lazy("Reviewer"),
        max_length=200,
        help_text=gettext_lazy("The name as readers will see it. The reviewer has agreed to that."),
    )
    credentials = forms.CharField(
        label=gettext_lazy("Credentials"),
        max_length=300,
        help_text=gettext_lazy("Profession, field and place of work, such as “Consultant dermatologist, Leeds”."),
    )
    interests = forms.CharField(
        label=gettext_lazy("Stated interests"),
        max_length=500,
        help_text=gettext_lazy("Ties to companies or others that matter here; “None stated” where there are none."),
    )
    reviewed_on = PastDay(label=gettext_lazy("Reviewed on"))
    next_due = forms.DateField(
        label=gettext_lazy("Next review due"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def clean(self) -> Any:
        data = super().clean() or {}
        reviewed, due = data.get("reviewed_on"), data.get("next_due")
        if reviewed and due and due <= reviewed:
            self.add_error("next_due", _("The next review comes after this one: choose a later day."))
        return data


class CorrectionForm(PlainForm):
    """What is wrong, where, and by which source one sees it."""

    section = forms.ChoiceField(label=gettext_lazy("Which part is it about?"), required=False)
    body = forms.CharField(
        label=gettext_lazy("What is wrong, and how should it read?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Only editors read this. Please write nothing about your own health here."),
    )
    source = forms.CharField(
        label=gettext_lazy("Where can one read that?"),
        max_length=500,
        help_text=gettext_lazy("An address, or a book or paper with the page."),
    )
    credited = forms.BooleanField(
        label=gettext_lazy("Name me in the list of versions if it is taken"),
        required=False,
        help_text=gettext_lazy("Everybody can then see that you read about this condition."),
    )

    def __init__(self, *args: Any, sections: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [(section["key"], section["heading"]) for section in sections]
        field: Any = self.fields["section"]
        field.choices = [("", _("The whole article")), *parts]


class VerdictForm(PlainForm):
    """What an editor makes of a correction; a decline owes a reason."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("What do you make of it?"),
        choices=[
            ("accepted", gettext_lazy("Take it: I change the article")),
            ("declined", gettext_lazy("Decline it, with a reason")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Reason, or a word of thanks"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The reader who proposed it reads this, in a mail too: name no condition."),
    )

    def clean(self) -> Any:
        data = super().clean() or {}
        if data.get("verdict") == "declined" and not data.get("note"):
            self.add_error("note", _("Say why it is not taken: the reader took the trouble to write."))
        return data


class _Sources(forms.BaseFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    def facts(self) -> list[SourceFact]:
        """The sources that were filled in rightly and not marked for removal."""
        right = [form.cleaned_data for form in self.forms if not form.errors]
        filled = [row for row in right if row and not row.get("DELETE")]
        return [SourceFact(**{name: row[name] for name in SourceForm.base_fields}) for row in filled]


SourceFormSet = forms.formset_factory(SourceForm, formset=_Sources, extra=1, can_delete=True, max_num=100)
