"""Prove that no decision was altered since it was sealed."""

from dataclasses import dataclass

from medigest.audit.chain import GENESIS, digest, link
from medigest.audit.models import Decision, Seal


@dataclass(frozen=True)
class Verdict:
    """What `verify` found. `first_altered`: (decision id, what is wrong) or None."""

    sealed: int
    first_altered: tuple[int, str] | None
    oldest_unsealed: int | None


def verify() -> Verdict:
    """Walk the chain from its beginning; stop at the first row that does not fit."""
    previous, sealed, altered = GENESIS, 0, None
    for seal in Seal.objects.order_by("id").select_related("decision").iterator(chunk_size=1000):
        if seal.previous_hash != previous:
            altered = (seal.decision_id, "the chain is broken before it: a row was removed or inserted")
        elif seal.hash != link(previous, seal.decision):
            altered = (seal.decision_id, "its ids, codes, time or digests were changed")
        elif wrong := _wrong_words(seal.decision):
            altered = (seal.decision_id, wrong)
        if altered:
            break
        previous = seal.hash
        sealed += 1
    unsealed = Decision.objects.filter(seal=None).order_by("id").values_list("id", flat=True).first()
    return Verdict(sealed, altered, unsealed)


def _wrong_words(decision: Decision) -> str:
    """What in the erasable columns was changed other than by erasing it; empty when nothing was."""
    for name, value, salt, kept in (
        ("actor", decision.actor_id, decision.actor_salt, decision.actor_digest),
        ("member", decision.member_id, decision.member_salt, decision.member_digest),
        ("statement", decision.statement, decision.statement_salt, decision.statement_digest),
    ):
        erased = value in (None, "")
        if not erased and digest(salt, value) != kept:
            return f"its {name} was changed"
    return ""
