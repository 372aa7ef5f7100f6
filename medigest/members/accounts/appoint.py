"""Give a member a site-wide role."""

from django.db import transaction

from medigest.members.accounts.models import Member


def appoint(*, member_id: int, role: Member.Role) -> None:
    """Set the member's role. Raises Member.DoesNotExist. The caller records the decision."""
    with transaction.atomic():
        member = Member.objects.select_for_update().get(pk=member_id)
        member.role = role
        member.save(update_fields=["role"])
