"""What was published before there was an index can be found too."""

from html import unescape

from django.db import migrations
from django.utils.html import strip_tags

BATCH = 1000


def _plain(html):
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


def fill(apps, schema_editor):
    Post, PostEntry = apps.get_model("forums", "Post"), apps.get_model("forums", "PostEntry")
    posts = Post.objects.filter(state="published").select_related("thread").order_by("pk")
    batch = []
    for post in posts.iterator(chunk_size=BATCH):
        title = post.thread.title if post.opening else ""
        batch.append(PostEntry(post_id=post.pk, title=title, text=_plain(post.html)))
        if len(batch) == BATCH:
            PostEntry.objects.bulk_create(batch)
            batch = []
    PostEntry.objects.bulk_create(batch)
    Article, ArticleEntry = apps.get_model("conditions", "Article"), apps.get_model("forums", "ArticleEntry")
    for article in Article.objects.exclude(current=None).select_related("condition", "current").iterator(BATCH):
        parts = [article.current.lead_html, *(f"{one['heading']}. {one['html']}" for one in article.current.sections)]
        ArticleEntry.objects.create(
            condition_id=article.condition_id, title=article.condition.name, text=_plain(" ".join(parts))
        )


class Migration(migrations.Migration):
    dependencies = [("forums", "0003_search_index")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
