"""Block an alias."""

from django.utils.translation import gettext as _

from forums.threads.models import Alias, AliasBlock
from medigest.kit.refusals import Forbidden


def block_alias(*, member_id: int, alias_id: int) -> None:
    """Let a member hear nothing more from whoever writes under an alias, and tell them nothing of who that is.

    Harmless when repeated. Raises Forbidden for one's own, Alias.DoesNotExist.
    """
    if Alias.objects.get(pk=alias_id).member_id == member_id:
        raise Forbidden(_("You can't block yourself."))
    AliasBlock.objects.get_or_create(member_id=member_id, alias_id=alias_id)
