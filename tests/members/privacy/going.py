"""Leave, be erased, and look for what is left."""

from datetime import timedelta

from django.apps import apps

from medigest.kit import clock
from medigest.members.models import Member
from medigest.members.privacy import erase, leave
from tests.members.privacy.plant import Planted, everything

LATER = timedelta(days=leave.DAYS_TO_CHANGE_ONES_MIND, minutes=1)


def go(planted: Planted, keep: set[str] = frozenset()) -> bool:  # type: ignore[assignment]
    """Ask to leave, and be erased when it is time."""
    leave.leave(member_id=planted.leaver.pk, keep=keep)
    with clock.at(clock.now() + LATER):
        return erase.erase(member_id=planted.leaver.pk)


def still_linked(member_id: int) -> list[str]:
    """Every column of every table that leads to the member."""
    links = [
        (model, column.name)
        for model in apps.get_models(include_auto_created=True)
        for column in model._meta.concrete_fields
        if column.related_model is Member
    ]
    assert links
    return [
        f"{model._meta.label}.{name}"
        for model, name in links
        if model._default_manager.filter(**{name: member_id}).exists()
    ]


def nothing_leads_to(planted: Planted) -> None:
    assert not Member.objects.filter(pk=planted.leaver.pk).exists()
    assert still_linked(planted.leaver.pk) == []
    assert not [line for line in everything() if planted.handle in line]
