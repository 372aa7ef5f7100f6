"""Mail, one row per member and event; Bounce, an address that takes no mail."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from medigest.kit import clock


class Mail(models.Model):
    """A mail that is to be sent. What it says is composed when it is sent, unless it was written before (`stored`)."""

    class Stage(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"  # being handed to the mail server: cut off here, nobody knows whether it arrived
        SENT = "sent"
        DROPPED = "dropped"  # when it was to be sent, there was nothing to say any more
        DEAD = "dead"

    member = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    interrupted = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind", "key"], name="mail_once_per_event")]
        indexes = [models.Index(fields=["-id"], condition=models.Q(stage="dead"), name="mail_dead")]

    def __str__(self) -> str:
        return f"Mail {self.pk}"


class Bounce(models.Model):
    """An address that mail came back from for good. It gets no more until its owner confirms it again."""

    address = models.EmailField()
    said = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("address"), name="bounce_once_per_address")]

    def __str__(self) -> str:
        return f"Bounce {self.pk}"
