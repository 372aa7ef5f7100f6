"""The log's periodic work."""

from datetime import timedelta

from medigest.audit.seal import seal
from medigest.jobs.periodic import register_periodic
from medigest.jobs.queue import job


@job
def seal_decisions() -> int:
    """Seal every decision that has no seal yet; the number sealed."""
    return seal()


def register() -> None:
    """Called once, when the app is ready."""
    register_periodic("audit: seal", seal_decisions, every=timedelta(minutes=1))
