"""The periodic work of the public figures."""

from forums.transparency.count import FRESH, refresh
from medigest.jobs.periodic import register_periodic
from medigest.jobs.queue import job


@job
def count_figures() -> bool:
    """Count the figures anew, where the last count is old; whether it was."""
    return refresh()


def register() -> None:
    """Called once, when the app is ready."""
    register_periodic("transparency: count", count_figures, every=FRESH)
