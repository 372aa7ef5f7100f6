"""What was imported from where, so that the same file twice changes nothing and editors' own work survives."""

from django.db import models

from conditions.articles.models import Revision
from conditions.catalogue.models import Condition
from medigest.kit import clock


class Release(models.Model):
    """One release of an ontology, as it was imported: where its statements come from, and on which terms."""

    system = models.CharField(max_length=30)
    version = models.CharField(max_length=200)
    released = models.DateField(null=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    url = models.URLField(max_length=300, blank=True)
    licence = models.CharField(max_length=100)
    terms = models.PositiveIntegerField()
    imported_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "version"], name="release_once")]

    def __str__(self) -> str:
        return f"{self.title}, {self.version}"


class Imported(models.Model):
    """One record of one foreign system, and the condition it became.

    `stated` is what the record said of the condition when it was last taken (facts.Facts as JSON): what stands
    otherwise now is an editor's. `release` is the newest one of an ontology that says so. `revision` is the one that
    it made; none where the article was kept.
    """

    system = models.CharField(max_length=30)
    key = models.CharField(max_length=250)
    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    stated = models.JSONField(default=dict)
    release = models.ForeignKey(Release, null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "key"], name="imported_once")]

    def __str__(self) -> str:
        return f"{self.system}:{self.key}"
