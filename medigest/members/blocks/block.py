"""Block a member."""

from django.utils.translation import gettext as _

from medigest.kit.refusals import Forbidden
from medigest.members.blocks.models import Block


def block(*, member_id: int, blocked_id: int) -> None:
    """Let a member hear nothing more from another; harmless when repeated. Raises Forbidden for oneself."""
    if member_id == blocked_id:
        raise Forbidden(_("You can't block yourself."))
    Block.objects.get_or_create(member_id=member_id, blocked_id=blocked_id)
