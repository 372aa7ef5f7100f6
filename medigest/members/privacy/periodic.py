"""The periodic work of privacy: erase who is due, forget what is old."""

from datetime import timedelta

from medigest.jobs.periodic import register_periodic
from medigest.jobs.queue import job
from medigest.members.privacy import erase, expire


@job
def erase_members() -> int:
    """Erase everybody who asked for it and whose time to think is over; their number."""
    return erase.erase_due()


@job
def forget() -> dict[str, int]:
    """Let every table forget what it kept long enough; how much each forgot."""
    return expire.expire()


def register() -> None:
    """Called once, when the app is ready."""
    register_periodic("privacy: erase", erase_members, every=timedelta(hours=1))
    register_periodic("privacy: forget", forget, every=timedelta(hours=1))
