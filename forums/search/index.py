"""Keep the index: called with every change of content, inside its transaction."""

from collections.abc import Sequence
from html import unescape

from django.db import connection
from django.utils.html import strip_tags

from conditions.models import Article, Condition
from forums.search.models import ArticleEntry, PostEntry
from forums.threads.models import Post, State
from medigest.kit.blocks import without_folded
from medigest.kit.lots import lots


def plain(html: str) -> str:
    """The words of sanitised HTML. Tags become spaces, or the last word of a paragraph would run into the next.

    What a block holds back until a click is left out: results would show it to all.
    """
    return " ".join(unescape(strip_tags(without_folded(html).replace("<", " <"))).split())


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
    """Let the published articles on those of these conditions that are listed be found as they read now, others not."""
    for lot in lots(condition_ids):
        _index_articles(lot)


def _index_articles(condition_ids: Sequence[int]) -> None:
    shown = Article.objects.filter(condition__in=Condition.objects.listed().filter(pk__in=condition_ids))
    articles = list(shown.exclude(current=None).select_related("condition", "current"))
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
            for article in articles
            if article.current
        ],
        update_conflicts=True,
        unique_fields=["condition"],
        update_fields=["title", "text"],
    )
    gone = set(condition_ids) - {article.condition_id for article in articles}
    ArticleEntry.objects.filter(condition__in=gone).delete()


def forget_deleted() -> None:
    """Let go of words that are in no entry any more: FTS5 keeps those of deleted rows until its segments are merged."""
    if connection.vendor == "sqlite":
        table = f"{PostEntry._meta.db_table}_fts"
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608  # our own table
