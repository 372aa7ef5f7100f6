"""Reaction."""

from django.conf import settings
from django.db import models

from forums.threads.models import Post, ReactionKind
from medigest.kit import clock


class Reaction(models.Model):
    """That a member reacted to a post, once in each way; the post counts them."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ReactionKind.choices)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "post", "kind"], name="reaction_once"),
            models.CheckConstraint(condition=models.Q(kind__in=ReactionKind.values), name="reaction_kind_known"),
        ]

    def __str__(self) -> str:
        return f"Member {self.member_id}: {self.kind} to post {self.post_id}"
