"""What a viewer's own reactions are, and whether the posts count right."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef

from forums.reactions.models import Reaction
from forums.threads.models import Post, PostQuerySet, ReactionKind
from medigest.members.viewer import Viewer


def with_reactions(posts: PostQuerySet, viewer: Viewer) -> PostQuerySet:
    """Each post with `reacted_<kind>`: whether the viewer did; their rows then offer it. Costs no query of its own."""
    if not viewer.is_member:
        return posts
    mine = Reaction.objects.filter(member=viewer.member, post=OuterRef("pk"))
    return posts.annotate(**{f"reacted_{kind}": Exists(mine.filter(kind=kind)) for kind in ReactionKind.values})


def discrepancies() -> Iterator[str]:
    """One sentence for every post that does not count its reactions right."""
    counted = Reaction.objects.order_by().values_list("post", "kind").annotate(number=Count("pk"))
    found = {(post, kind): number for post, kind, number in counted}
    for pk, *numbers in Post.objects.values_list("pk", *ReactionKind.values).iterator():
        for kind, number in zip(ReactionKind.values, numbers, strict=True):
            if number != found.get((pk, kind), 0):
                yield f"post {pk}: {kind} is {number}, should be {found.get((pk, kind), 0)}"
