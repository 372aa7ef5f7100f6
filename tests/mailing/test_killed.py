"""A thousand mails, and a worker that is killed ten times."""

import signal

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from medigest.jobs.reap import DEAD_AFTER, reap
from medigest.kit import clock
from medigest.mailing.models import Mail
from medigest.mailing.stored import queue_stored
from tests.jobs.processes import wait_until, worker

# On the database of production; elsewhere a few kills show the same.
MAILS, KILLS = (1000, 10) if connection.vendor == "postgresql" else (200, 3)


def taken_up() -> None:
    """What the killed worker ran is due again."""
    with clock.at(clock.now() + DEAD_AFTER * 2):
        reap()
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())


@pytest.mark.usefixtures("committing_db")
def test_every_mail_arrives_once_or_twice_where_the_kill_came_between_and_that_is_counted(postbox, settings):
    settings.JOBS_AT_ONCE = False
    for number in range(MAILS):
        queue_stored(address=f"reader-{number}@example.org", subject="Hello", body="A word.")
    server = f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    for kill in range(1, KILLS + 1):
        with worker(EMAIL_URL=server) as process:
            wait_until(lambda goal=kill * MAILS // (KILLS + 1): len(postbox.to) >= goal)
            process.send_signal(signal.SIGKILL)
            process.wait()
        taken_up()
    with worker("--batch", EMAIL_URL=server) as process:
        assert process.wait(120) == 0
    interrupted = Mail.objects.filter(interrupted=1).count()
    print(f"{MAILS} mails, {KILLS} kills: {sum(n == 2 for n in postbox.to.values())} twice, {interrupted} interrupted")
    assert len(postbox.to) == MAILS
    assert max(postbox.to.values()) <= 2
    assert sum(n == 2 for n in postbox.to.values()) <= interrupted <= KILLS
    assert set(Mail.objects.values_list("stage", flat=True)) == {"sent"}
