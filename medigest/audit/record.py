"""Write a decision, in the transaction of the change it decides."""

import secrets
from datetime import datetime

from django.db import transaction

from medigest.audit.chain import digest
from medigest.audit.models import Decision
from medigest.kit import clock


def record(
    *,
    actor_id: int | None,
    action: str,
    target_kind: str,
    target_id: int,
    reason: str,
    statement: str = "",
    member_id: int | None = None,
    place_id: int | None = None,
    basis: str = "",
    since: datetime | None = None,
) -> Decision:
    """Append one decision. `member_id`: the person it touches; `place_id`: the board it happened on; `basis`: how
    it came about (Decision.Basis); `since`: from when its target waited.

    Raises transaction.TransactionManagementError outside a transaction: a decision without its change,
    or a change without its decision, must not be possible.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a decision is written in its change's transaction")
    actor_salt, member_salt, statement_salt = (secrets.token_hex(16) for _each in range(3))
    return Decision.objects.create(
        actor_id=actor_id,
        member_id=member_id,
        action=action,
        target_kind=target_kind,
        target_id=target_id,
        place_id=place_id,
        reason=reason,
        basis=basis,
        since=since,
        statement=statement,
        created_at=clock.now(),
        actor_salt=actor_salt,
        member_salt=member_salt,
        statement_salt=statement_salt,
        actor_digest=digest(actor_salt, actor_id),
        member_digest=digest(member_salt, member_id),
        statement_digest=digest(statement_salt, statement),
    )
