"""Take the block of an alias back."""

from forums.threads.models import AliasBlock


def unblock_alias(*, member_id: int, alias_id: int) -> None:
    """Let a member hear from an alias again; harmless when there was no block."""
    AliasBlock.objects.filter(member_id=member_id, alias_id=alias_id).delete()
