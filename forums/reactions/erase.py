"""A member goes: their reactions go, and the posts count one less."""

from forums.reactions.models import Reaction
from forums.reactions.react import take_back
from forums.threads.models import ReactionKind

BATCH = 200


def erase_reactions(*, member_id: int) -> None:
    """Take every reaction of a member back, each in a transaction of its own; cut short, it goes on the next time."""
    while batch := list(Reaction.objects.filter(member=member_id).values_list("post_id", "kind")[:BATCH]):
        for post_id, kind in batch:
            take_back(member_id=member_id, post_id=post_id, kind=ReactionKind(kind))
