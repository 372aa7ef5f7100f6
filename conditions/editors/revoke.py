"""Take an editor's grant back."""

from django.db import transaction

from conditions.editors.models import Editor
from conditions.signals import editor_decided
from medigest.audit.models import Decision
from medigest.audit.record import record


def revoke(*, grant_id: int, actor_id: int | None, statement: str) -> None:
    """End a grant; at the next request it gives no right, and the member is told. Raises Editor.DoesNotExist."""
    with transaction.atomic():
        grant = Editor.objects.select_for_update(of=("self",)).get(pk=grant_id)
        decision = record(
            actor_id=actor_id,
            action="revoke-editor",
            target_kind="member",
            target_id=grant.member_id,
            reason="appointment",
            statement=statement,
            member_id=grant.member_id,
        )
        grant.delete()
        editor_decided.send(sender=Decision, decision_id=decision.pk)
