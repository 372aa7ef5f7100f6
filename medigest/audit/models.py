"""Decision, one row per act of power; Seal, its link in the hash chain."""

from django.conf import settings
from django.db import models

from medigest.kit import clock


class Decision(models.Model):
    """An act of power over one target. Never edited.

    The chain covers ids, codes, times and salted digests. Where a person asks for erasure, `actor`, `member`
    or `statement` is emptied together with its salt; the chain still verifies, and the others stay proven.
    """

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="decisions_made"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="decisions_received"
    )
    action = models.CharField(max_length=30)
    target_kind = models.CharField(max_length=20)
    target_id = models.BigIntegerField()
    place_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=30)
    statement = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    actor_salt = models.CharField(max_length=32, blank=True)
    member_salt = models.CharField(max_length=32, blank=True)
    statement_salt = models.CharField(max_length=32, blank=True)
    actor_digest = models.CharField(max_length=64)
    member_digest = models.CharField(max_length=64)
    statement_digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["target_kind", "target_id"], name="decision_by_target"),
            models.Index(fields=["member", "-id"], name="decision_by_member"),
            models.Index(fields=["created_at"], name="decision_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_kind}:{self.target_id}"


class Seal(models.Model):
    """The place of one decision in the chain: hash = SHA-256(previous hash, the decision's covered fields)."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.hash
