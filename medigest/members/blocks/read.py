"""Who hears from whom."""

from django.db.models import Exists, OuterRef, QuerySet

from medigest.members.blocks.models import Block


def who_blocked(author_id: int) -> QuerySet[Block, int]:
    """The ids of the members who want to hear nothing from this author: no notice and no mail for them.

    Made to be a subquery: `.exclude(member__in=who_blocked(author_id))`.
    """
    return Block.objects.filter(blocked_id=author_id).values_list("member_id", flat=True)


def blocks(*, member_id: int, other_id: int) -> bool:
    """Whether the member blocked the other."""
    return Block.objects.filter(member_id=member_id, blocked_id=other_id).exists()


def blocked_by(member_id: int, author: str) -> Exists:
    """Whether the member blocked a row's author, as an expression; `author` is the row's column of the author's id."""
    return Exists(Block.objects.filter(member_id=member_id, blocked=OuterRef(author)))
