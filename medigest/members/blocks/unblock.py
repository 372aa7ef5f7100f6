"""Take a block back."""

from medigest.members.blocks.models import Block


def unblock(*, member_id: int, blocked_id: int) -> None:
    """Let a member hear from another again; harmless when there was no block."""
    Block.objects.filter(member_id=member_id, blocked_id=blocked_id).delete()
