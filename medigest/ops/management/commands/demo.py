"""`manage.py demo`: from an empty database to a served site with sample content. Refused in production."""

import hashlib
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from conditions.importers import FORMATS, files, glossary, runner
from medigest.audit.seal import seal
from medigest.members.models import Member
from medigest.ops.demo import accounts, forum

HOST = "127.0.0.1"
SAMPLES = Path(settings.BASE_DIR) / "conditions" / "samples"
GLOSSARY = SAMPLES / "glossary.yaml"


class Command(BaseCommand):
    help = "Prepare the sample content and serve the site on 127.0.0.1 (PORT, default 8000). Not for production."
    requires_system_checks = "__all__"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", type=int, default=None, help="the port to serve on")
        parser.add_argument("--prepare-only", action="store_true", help="load the content and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION or not settings.DEMO:
            raise CommandError("The demo has public passwords and runs on the demo's settings only: use `make demo`.")
        port = options["port"] or _port()
        if not options["prepare_only"]:
            _refuse_taken(port)
        self._prepare()
        if not options["prepare_only"]:
            self._announce(port)
            self._serve(port)

    def _prepare(self) -> None:
        self.stdout.write("Preparing the database ...")
        call_command("migrate", verbosity=0)
        if not Member.objects.filter(handle="administrator").exists():
            self.stdout.write("Loading the sample articles and the sample forum ...")
            with transaction.atomic():
                glossary.take(str(GLOSSARY), glossary.read(str(GLOSSARY), files.read_text(GLOSSARY)))
                runner.run(files.read_all(FORMATS["markdown"], [str(SAMPLES)]), dry_run=False)
                content = forum.content()
                accounts.make_fixed()
                accounts.make_pseudonyms(content["members"])
                forum.fill(content)
        seal()
        _collect_static()

    def _announce(self, port: int) -> None:
        handles = ", ".join(handle for handle, _role, _days in reversed(accounts.FIXED))
        self.stdout.write(
            f"\n  Medigest is on http://{HOST}:{port}/\n"
            f"  Log in as: {handles}\n"
            f"  Password:  {settings.DEMO_PASSWORD}\n"
            f"  Mail goes to files in {settings.EMAIL_FILE_PATH}\n"
            f"  Stop it with Ctrl-C; nothing is lost.\n"
        )
        self.stdout.flush()

    def _serve(self, port: int) -> None:
        server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
        workers = ["--workers", "2", "--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
        _run_together([[*server, *workers, "medigest.wsgi:application"], [sys.executable, sys.argv[0], "worker"]])


def _run_together(commands: list[list[str]]) -> None:
    """Run the programs until one of them ends or we are told to stop; then all of them end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    processes = [subprocess.Popen(command) for command in commands]  # noqa: S603  # fixed words and a port
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
    except KeyboardInterrupt:
        pass  # the keyboard's interrupt reached them too
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _collect_static() -> None:
    """Collect the static files where any changed since: hashing and compressing them takes seconds."""
    found = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            found.append(f"{path} {storage.size(path)} {storage.get_modified_time(path)}")
    digest = hashlib.sha256("\n".join(found).encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / "collected"
    if not stamp.is_file() or stamp.read_text() != digest:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest)


def _port() -> int:
    value: str = settings.DEMO_PORT
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise CommandError(f"PORT is {value!r}; it must be a number from 1 to 65535.")
    return int(value)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} of {HOST} can't be used ({error.strerror}). Choose another: PORT=8001 make demo"
            ) from error
