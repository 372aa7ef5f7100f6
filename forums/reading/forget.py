"""Forget what a member has read."""

from django.db import transaction

from forums.reading.models import BoardMark, ReadMark


def forget(*, member_id: int) -> None:
    """Delete every mark of the member: where somebody reads can tell which illness they live with."""
    with transaction.atomic():
        ReadMark.objects.filter(member_id=member_id).delete()
        BoardMark.objects.filter(member_id=member_id).delete()
