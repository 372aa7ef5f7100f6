"""Who hears from whom: whoever blocked a member, or an alias, hears nothing from that identity, and of no other."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from forums.threads.models import AliasBlock
from medigest.members.blocks.read import blocked_by
from medigest.members.blocks.read import who_blocked as who_blocked_member


def blocked_writer(member_id: int, post: str = "") -> Q:
    """Posts by whom the member blocked; `post` is the path to the post.

    A block of a member leaves alone what they wrote under an alias: what vanished would tell whose it is.
    """
    named = Q(**{f"{post}alias": None}) & Q(blocked_by(member_id, f"{post}author"))
    return named | Q(Exists(AliasBlock.objects.filter(member_id=member_id, alias=OuterRef(f"{post}alias"))))


def who_blocked(author_id: int, alias_id: int | None) -> QuerySet[Any, int]:
    """The ids of the members who blocked whoever wrote as this member, or under this alias. Made to be a subquery."""
    if alias_id is None:
        return who_blocked_member(author_id)
    return AliasBlock.objects.filter(alias_id=alias_id).values_list("member_id", flat=True)
