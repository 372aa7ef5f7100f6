"""The editors' forms."""

from typing import Any

from django import forms
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
    """The text of an article. `version` tells two editors at once apart."""

    body = forms.CharField(
        label=gettext_lazy("Article"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
        help_text=gettext_lazy(
            "Markdown. A section begins with a line such as “## Symptoms {#symptoms}”. Cite a source by its key: "
            "[@key] or [@key, page 3]."
        ),
    )
    note = forms.CharField(label=gettext_lazy("What did you change, and why?"), max_length=300, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


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
    retrieved = forms.DateField(
        label=gettext_lazy("Opened on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_retrieved(self) -> Any:
        if self.cleaned_data["retrieved"] > clock.now().date():
            raise forms.ValidationError(_("This day has not come yet."))
        return self.cleaned_data["retrieved"]


class _Sources(forms.BaseFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    def facts(self) -> list[SourceFact]:
        """The sources that were filled in and not marked for removal."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return [SourceFact(**{name: row[name] for name in SourceForm.base_fields}) for row in filled]


SourceFormSet = forms.formset_factory(SourceForm, formset=_Sources, extra=1, can_delete=True, max_num=100)
