"""The periodic work of notices."""

from datetime import timedelta

from forums.notices.deliver import mail_waiting
from medigest.jobs.periodic import register_periodic
from medigest.jobs.queue import job


@job
def mail_notices() -> int:
    """Mail the notices whose mail did not go out; the number that did."""
    return mail_waiting()


def register() -> None:
    """Called once, when the app is ready."""
    register_periodic("notices: mail", mail_notices, every=timedelta(minutes=1))
