"""Article, its immutable revisions, the sources they cite, and the disclaimer that all of them carry."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conditions.articles.authorship import Authorship
from conditions.catalogue.models import Condition
from medigest.kit import clock


class Disclaimer(models.Model):
    """One version of the disclaimer; the newest that is effective is in force. Append-only."""

    version = models.PositiveIntegerField(unique=True)
    short_html = models.TextField()
    long_html = models.TextField()
    effective_from = models.DateTimeField()

    def __str__(self) -> str:
        return f"Disclaimer {self.version}"


class Origin(models.TextChoices):
    """Where the words of a revision come from; the review state is told from it."""

    EDITOR = "editor", _("Written by our editors, not yet reviewed")
    SAMPLE = "sample", _("Sample text, not medically reviewed")
    IMPORTED = "imported", _("Imported, not reviewed")


class Term(models.Model):
    """A word of medicine in plain words, with the source that was opened for it.

    `spellings` are other forms of the word. Articles mark it while it is `in_use`.
    """

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=100)
    spellings = models.JSONField(default=list)
    text = models.TextField()
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=100)
    retrieved = models.DateField()
    in_use = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return reverse("glossary:term", args=[self.slug])


class Article(models.Model):
    """What is written about a condition. `current` is the one published revision.

    `explained` are the terms that it marks, by slug, as the glossary explains them now. `marked` is its text where the
    glossary marks other words by now than when it was published, else empty.
    """

    condition = models.OneToOneField(Condition, on_delete=models.CASCADE, related_name="article")
    publisher_notice = models.TextField(blank=True)
    current = models.OneToOneField("Revision", null=True, on_delete=models.PROTECT, related_name="+")
    review = models.OneToOneField("Review", null=True, on_delete=models.SET_NULL, related_name="+")
    explained = models.JSONField(default=dict)
    marked = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"Article on {self.condition_id}"

    def html_of(self, revision: "Revision") -> tuple[str, list[dict[str, str]]]:
        """The lead and the sections of a revision as readers see them: of the current one, with today's glossary."""
        if self.marked and self.current_id == revision.pk:
            return self.marked["lead_html"], self.marked["sections"]
        return revision.lead_html, revision.sections


class Source(models.Model):
    """A text that somebody opened, so that a fact can rest on it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sources")
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=100)
    retrieved = models.DateField()

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """One published state of an article. Append-only and numbered without gaps, by triggers.

    `sections` is a list of {"key", "heading", "html"} in reading order. `unmarked` says why it stands although it lacks
    a mark of trust (see authorship.Mark).
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    lead_html = models.TextField(blank=True)
    sections = models.JSONField(default=list)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    written_by = models.CharField(max_length=200, blank=True)
    credentials = models.CharField(max_length=300, blank=True)
    interests = models.CharField(max_length=500, blank=True)
    unmarked = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    disclaimer = models.ForeignKey(Disclaimer, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"Revision {self.number} of {self.article_id}"

    @property
    def authorship(self) -> Authorship:
        return Authorship(self.written_by, self.credentials, self.interests)


class Review(models.Model):
    """That somebody who knows the field read a revision: who, with which interests, and when it is due again.

    An article names its newest; what was published since is not covered by it.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.CharField(max_length=200)
    credentials = models.CharField(max_length=300)
    interests = models.CharField(max_length=500)
    reviewed_on = models.DateField()
    next_due = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(next_due__gt=models.F("reviewed_on")), name="review_due_later"),
            models.CheckConstraint(
                condition=~models.Q(reviewer="") & ~models.Q(credentials="") & ~models.Q(interests=""),
                name="review_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["next_due", "id"], name="review_by_due")]

    def __str__(self) -> str:
        return f"Review of {self.revision_id}"


class Correction(models.Model):
    """What a reader proposes to change in an article, and what an editor made of it."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Waits for an editor")
        ACCEPTED = "accepted", _("Taken")
        DECLINED = "declined", _("Not taken")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    section_key = models.CharField(max_length=60, blank=True)
    section_heading = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    source = models.CharField(max_length=500)
    credited = models.BooleanField(default=False)
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="open", decided_at=None)
                | models.Q(outcome="accepted", decided_at__isnull=False)
                | (models.Q(outcome="declined", decided_at__isnull=False) & ~models.Q(reason="")),
                name="correction_decided_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(outcome="open"), name="correction_waiting")]

    def __str__(self) -> str:
        return f"Correction of {self.article_id}"

    @property
    def how(self) -> str:
        """The outcome in words."""
        return str(self.Outcome(self.outcome).label)


class Citation(models.Model):
    """That a revision rests on a source, at which places of it; `number` is the figure the reader sees."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    number = models.PositiveSmallIntegerField()
    locators = models.JSONField(default=list)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["revision", "number"], name="citation_number_once")]

    def __str__(self) -> str:
        return f"[{self.number}]"


class Draft(models.Model):
    """What an editor is writing of an article; nobody else sees it.

    `base` is the revision that it began from. `version` tells two tabs apart, and `tab` is the one that saved last.
    `sources` are as they were typed.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="drafts")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    base = models.ForeignKey(Revision, null=True, on_delete=models.CASCADE, related_name="+")
    body = models.TextField()
    sources = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    written_by = models.CharField(max_length=200, blank=True)
    credentials = models.CharField(max_length=300, blank=True)
    interests = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    tab = models.CharField(max_length=40, blank=True)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "editor"], name="draft_once_per_editor")]
        indexes = [models.Index(fields=["updated_at"], name="editors_draft_by_time")]

    def __str__(self) -> str:
        return f"Draft of {self.article_id}"

    @property
    def authorship(self) -> Authorship:
        return Authorship(self.written_by, self.credentials, self.interests)
