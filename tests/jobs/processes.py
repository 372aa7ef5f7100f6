"""Workers as processes of their own, on the database of the test, so that they can be killed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.db import connection

PATIENCE = 60


def database_url() -> str:
    """The address of the database that this test writes to."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgres://{told['USER']}:{quote(told['PASSWORD'])}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


@contextmanager
def worker(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py worker`, killed at the end of the block if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker", *arguments],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.jobs.settings",
            "DATABASE_URL": database_url(),
            **environment,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(what: Callable[[], object]) -> None:
    """Wait until something is so. Raises AssertionError where it does not become so."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "it never became so"
        time.sleep(0.02)
