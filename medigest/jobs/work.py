"""The worker: runs jobs until it is told to stop, shows that it is alive, reaps and ticks."""

import logging
import threading

from django.db import DatabaseError, close_old_connections, connection
from django.utils.crypto import get_random_string

from medigest.jobs.drain import queue_worker
from medigest.jobs.models import Worker
from medigest.jobs.periodic import tick
from medigest.jobs.reap import reap
from medigest.kit import clock

log = logging.getLogger("medigest.jobs")

BEAT_SECONDS = 10.0
IDLE_SECONDS = 0.5


def work(*, batch: bool = False) -> None:
    """Run jobs until SIGTERM or SIGINT, after which the present job is finished; `batch`: until none is due."""
    name = get_random_string(32)
    worker = queue_worker(name=name, batch=batch, interval=IDLE_SECONDS)
    worker.configure_signals()
    stop = threading.Event()
    heart = threading.Thread(target=_beat_on, args=(name, stop), daemon=True)
    try:
        beat(name)
        heart.start()
        worker.run()
    finally:
        stop.set()
        if heart.is_alive():
            heart.join()
        Worker.objects.filter(name=name).delete()


def beat(name: str) -> None:
    """Show that the worker is alive; take up what dead ones left, and enqueue what is due."""
    Worker.objects.update_or_create(name=name, defaults={"seen_at": clock.now()})
    reap()
    tick()


def _beat_on(name: str, stop: threading.Event) -> None:
    while not stop.wait(BEAT_SECONDS):
        try:
            close_old_connections()
            beat(name)
        except DatabaseError:
            log.exception("the worker could not show that it is alive; it tries again")
    connection.close()
