"""PostEntry and ArticleEntry: the plain text that the search index is made of.

Each table has a full-text index beside it (migration 0003): on SQLite an FTS5 table kept by triggers, on PostgreSQL a
generated column. Both change in the transaction of the content, and roll back with it.
"""

from django.db import models

from conditions.models import Condition
from forums.threads.models import Post


class PostEntry(models.Model):
    """What can be found of a published post; its thread's title stands with the opening post."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True, related_name="+")
    title = models.CharField(max_length=150, blank=True)
    text = models.TextField()

    def __str__(self) -> str:
        return f"Entry of post {self.post_id}"


class ArticleEntry(models.Model):
    """What can be found of the article that is published on a condition."""

    condition = models.OneToOneField(Condition, on_delete=models.CASCADE, primary_key=True, related_name="+")
    title = models.CharField(max_length=250)
    text = models.TextField()

    def __str__(self) -> str:
        return f"Entry of condition {self.condition_id}"
