"""Keep the index: called with every change of content, inside its transaction."""

from collections.abc import Sequence
from html import unescape

from django.db import connection
from django.utils.html import strip_tags

from conditions.models import Article
from forums.search.models import ArticleEntry, PostEntry
from forums.threads.models import Post, State


def plain(html: str) -> str:
    """The words of sanitised HTML. Tags become spaces, or the last word of a paragraph would run into the next."""
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


def index_posts(post_ids: Sequence[int]) -> None:
    """Let the published posts among these be found as they read now, and the others no more."""
    shown = Post.objects.filter(pk__in=post_ids, state=State.PUBLISHED).select_related("thread")
    entries = [
        PostEntry(post=post, title=post.thread.title if post.opening else "", text=plain(post.html)) for post in shown
    ]
    PostEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["post"], update_fields=["title", "text"]
    )
    gone = set(post_ids) - {entry.post_id for entry in entries}
    if gone:
        PostEntry.objects.filter(post__in=gone).delete()


def index_articles(condition_ids: Sequence[int]) -> None:
    """Let the published articles on these conditions be found as they read now."""
    articles = Article.objects.filter(condition__in=condition_ids).exclude(current=None)
    ArticleEntry.objects.bulk_create(
        [
            ArticleEntry(
                condition=article.condition,
                title=article.condition.name,
                text=plain(
                    " ".join(
                        [
                            article.current.lead_html,
                            *(f"{one['heading']}. {one['html']}" for one in article.current.sections),
                        ]
                    )
                ),
            )
            for article in articles.select_related("condition", "current")
            if article.current
        ],
        update_conflicts=True,
        unique_fields=["condition"],
        update_fields=["title", "text"],
    )


def forget_deleted() -> None:
    """Let go of words that are in no entry any more: FTS5 keeps those of deleted rows until its segments are merged."""
    if connection.vendor == "sqlite":
        table = f"{PostEntry._meta.db_table}_fts"
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608  # our own table
