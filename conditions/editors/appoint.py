"""Appoint an editor of a condition."""

from datetime import datetime

from django.db import transaction

from conditions.editors.models import Editor
from conditions.signals import editor_decided
from medigest.audit.models import Decision
from medigest.audit.record import record


def appoint(
    *, member_id: int, condition_id: int, beneath: bool, until: datetime | None, actor_id: int | None, statement: str
) -> Editor:
    """Let a member edit a condition's article, with all beneath it where `beneath`. Appointing again changes the grant.

    The decision is recorded, and the member told.
    """
    with transaction.atomic():
        grant, _created = Editor.objects.update_or_create(
            member_id=member_id,
            condition_id=condition_id,
            defaults={"beneath": beneath, "until": until, "granted_by_id": actor_id},
        )
        decision = record(
            actor_id=actor_id,
            action="appoint-editor",
            target_kind="member",
            target_id=member_id,
            reason="appointment",
            statement=statement,
            member_id=member_id,
        )
        editor_decided.send(sender=Decision, decision_id=decision.pk)
        return grant
