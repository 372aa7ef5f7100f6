"""Sign-ups that nobody confirmed: an address typed by mistake, or by somebody else, is not kept."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef

from medigest.kit import clock
from medigest.members.accounts.models import Member
from medigest.members.privacy.erase import erase

DAYS_KEPT = 7


def expire() -> int:
    """Erase accounts a week old whose address was never confirmed and that nobody ever entered; their number."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    old = Member.objects.filter(date_joined__lt=clock.now() - timedelta(days=DAYS_KEPT), last_login=None)
    never = old.filter(Exists(addresses), ~Exists(addresses.filter(verified=True)), role=Member.Role.MEMBER)
    gone = 0
    for member_id in list(never.values_list("pk", flat=True)):
        # Asked again for each: somebody may confirm in this moment.
        if never.filter(pk=member_id).update(leaving_at=clock.now()):
            gone += erase(member_id=member_id)
    return gone
