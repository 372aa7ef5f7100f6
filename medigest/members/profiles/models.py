"""Profile."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

BIO_LENGTH = 500


class Profile(models.Model):
    """What a member tells about themselves, all of it by own choice; no row: nothing."""

    class Part(models.TextChoices):
        """The part that somebody plays, by their own word: nobody checks it."""

        PATIENT = "patient", _("Patient")
        CARER = "carer", _("Carer")
        FAMILY = "family", _("Family or friend")
        CLINICIAN = "clinician", _("Clinician (not verified)")

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    part = models.CharField(max_length=10, choices=Part.choices, blank=True)
    part_shown = models.BooleanField(default=False)
    country = models.CharField(max_length=2, blank=True)
    bio = models.CharField(max_length=BIO_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(part__in=["", "patient", "carer", "family", "clinician"]), name="profile_part_known"
            ),
            models.CheckConstraint(
                condition=models.Q(part_shown=False) | ~models.Q(part=""), name="profile_shows_a_part_it_has"
            ),
        ]

    def __str__(self) -> str:
        return f"Profile of member {self.member_id}"
