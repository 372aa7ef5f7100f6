"""How a decision is digested and hashed: the one place that knows."""

import hashlib
import hmac
import json

from medigest.audit.models import Decision

GENESIS = "0" * 64


def digest(salt: str, value: object) -> str:
    """A salted digest (hex SHA-256); without the salt it tells nothing of the value."""
    return hmac.new(salt.encode(), str(value).encode(), hashlib.sha256).hexdigest()


def link(previous_hash: str, decision: Decision) -> str:
    """The hash of `decision` after `previous_hash`, over the fields that outlive erasure."""
    covered = [
        previous_hash,
        decision.pk,
        decision.action,
        decision.target_kind,
        decision.target_id,
        decision.place_id,
        decision.reason,
        decision.created_at.timestamp(),
        decision.actor_digest,
        decision.member_digest,
        decision.statement_digest,
    ]
    if decision.basis:
        # Decisions of before it was kept are hashed as they were.
        covered += [decision.basis, decision.since.timestamp() if decision.since else None]
    return hashlib.sha256(json.dumps(covered).encode()).hexdigest()
