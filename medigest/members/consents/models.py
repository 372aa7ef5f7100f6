"""Consent and AgeConfirmation."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from medigest.kit import clock


class Consent(models.Model):
    """A document that a member accepted, in the version that stood then; withdrawn, never erased by a new one."""

    class Kind(models.TextChoices):
        RULES = "rules", _("Community rules")
        FORUM_DISCLAIMER = "forum-disclaimer", _("Forum disclaimer")
        HEALTH_DATA = "health-data", _("What you tell about health")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "version"],
                condition=models.Q(withdrawn_at=None),
                name="consent_one_standing_per_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class AgeConfirmation(models.Model):
    """That a member is old enough; how old is never kept.

    `rule` is the country whose minimum was asked for, empty where the strictest was.
    """

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="age_confirmation")
    rule = models.CharField(max_length=2, blank=True)
    minimum = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=20)
    confirmed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"at least {self.minimum} ({self.rule or 'strictest rule'}, {self.version})"
