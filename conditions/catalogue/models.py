"""Condition and what it is called, coded as and part of."""

from django.db import models
from django.db.models.functions import Lower, StrIndex, Substr
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from medigest.kit import clock
from medigest.kit.addresses import address_of

# Words that stand where a slug would, such as /conditions/new/.
RESERVED_SLUGS = ("new", "tree", "code", "feed", "suggest", "reviews", "corrections")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Stands for every first character that is none of these.
OTHER = "0"


def _initial() -> models.Case:
    first = Substr("folded", 1, 1)
    ours = GreaterThan(StrIndex(models.Value(LETTERS), first), 0)
    return models.Case(models.When(ours, then=first), default=models.Value(OTHER))


class ConditionQuerySet(models.QuerySet["Condition"]):
    def listed(self) -> "ConditionQuerySet":
        """Conditions that lists, search and machines are shown; retired and merged ones keep their address only."""
        return self.filter(retired_at=None)


class Condition(models.Model):
    """A medical condition. Its article is text about it; its board is kept by the forums.

    One that is no longer used is retired and never deleted; where it was merged its address leads to the survivor.
    """

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=250)
    folded = models.CharField(max_length=250, db_index=True, editable=False)
    # the letter that it stands under
    initial = models.GeneratedField(expression=_initial(), output_field=models.CharField(max_length=1), db_persist=True)
    definition = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    # nothing that is listed stands above it; kept by tops.py
    on_top = models.BooleanField(default=True, editable=False)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="condition_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None)
                | (models.Q(retired_at__isnull=False) & ~models.Q(merged_into=models.F("id"))),
                name="condition_merged_is_retired",
            ),
            models.CheckConstraint(condition=~models.Q(slug__in=RESERVED_SLUGS), name="condition_slug_not_reserved"),
        ]
        indexes = [
            models.Index(
                fields=["initial", "folded", "id"], condition=models.Q(retired_at=None), name="condition_by_letter"
            ),
            models.Index(
                fields=["folded", "id"], condition=models.Q(retired_at=None, on_top=True), name="condition_on_top"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """The address of the article, for templates."""
        return address_of("conditions:article", self.slug)


class Name(models.Model):
    """Another name of a condition."""

    class Kind(models.TextChoices):
        ACRONYM = "acronym", _("Acronym")
        SYNONYM = "synonym", _("Synonym")
        RELATED = "related", _("Related name")
        FORMER = "former", _("Former name")

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=250)
    folded = models.CharField(max_length=250, db_index=True, editable=False)

    class Meta:
        ordering = ("kind", "id")
        constraints = [
            models.UniqueConstraint("condition", "kind", Lower("text"), name="name_unique_ignoring_case"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["acronym", "synonym", "related", "former"]), name="name_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Code(models.Model):
    """The id of a condition in another system, such as DOID or ORPHA."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(max_length=30)
    value = models.CharField(max_length=60)
    url = models.URLField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint("condition", "system", Lower("value"), name="code_unique_ignoring_case"),
        ]
        indexes = [models.Index(Lower("value"), name="code_by_value")]

    def __str__(self) -> str:
        return self.value


class FormerCode(models.Model):
    """An id that was merged into a condition: its address leads there for ever."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="former_codes")
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("value"), name="former_code_leads_to_one")]

    def __str__(self) -> str:
        return self.value


class Parent(models.Model):
    """`child` is a kind of `parent`."""

    child = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="parent_links")
    parent = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="child_links")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="parent_once"),
            models.CheckConstraint(condition=~models.Q(child=models.F("parent")), name="parent_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} is a {self.parent_id}"


class Closure(models.Model):
    """Every pair of a condition and one above it, itself included: "everything beneath" is one look-up."""

    ancestor = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ancestor", "descendant"], name="closure_once")]

    def __str__(self) -> str:
        return f"{self.ancestor_id} over {self.descendant_id}"
