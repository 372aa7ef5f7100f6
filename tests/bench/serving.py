"""Servers on loopback, what they burn by the kernel's count, and a client that asks them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HOST, WORKERS, TIMEOUT = "127.0.0.1", 2, 30
PROC = Path("/proc")


@dataclass
class Server:
    """A gunicorn with its workers."""

    pid: int
    port: int


@contextmanager
def serve(application: str, environment: dict[str, str]) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--bind", f"{HOST}:{port}", application]
    process = subprocess.Popen([*command, "--log-level", "warning", "--preload"], env=os.environ | environment)
    try:
        _wait(port)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait(TIMEOUT)


def _wait(port: int) -> None:
    deadline = time.monotonic() + TIMEOUT
    while time.monotonic() < deadline:
        try:
            socket.create_connection((HOST, port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def _parents() -> dict[int, tuple[int, str]]:
    found = {}
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            name, rest = stat.read_text().rsplit(")", 1)
        except OSError:
            continue  # it ended meanwhile
        found[int(stat.parent.name)] = int(rest.split()[1]), name.split("(", 1)[1]
    return found


def _beneath(top: int, parents: dict[int, tuple[int, str]]) -> set[int]:
    found, before = {top}, 0
    while len(found) > before:
        before = len(found)
        found |= {pid for pid, (parent, _name) in parents.items() if parent in found}
    return found


def _burnt(pids: set[int]) -> dict[Path, float]:
    """Milliseconds on a processor, of each of the processes' threads."""
    found = {}
    for pid in pids:
        for task in (PROC / str(pid) / "task").glob("*/schedstat"):
            try:
                found[task] = int(task.read_text().split()[0]) / 1e6
            except OSError:
                continue  # it ended meanwhile
    return found


def _since(began: dict[Path, float], now: dict[Path, float]) -> float:
    return sum(burnt - began.get(task, 0) for task, burnt in now.items())


class Meter:
    """What a server and the database of this bench burn from now on."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.began = self._now()

    def _now(self) -> tuple[dict[Path, float], dict[Path, float]]:
        parents = _parents()
        database = {pid for pid in _beneath(os.getpid(), parents) if parents[pid][1] == "postgres"}
        return _burnt(_beneath(self.server.pid, parents)), _burnt(database)

    def read(self) -> tuple[float, float]:
        application, database = (_since(*both) for both in zip(self.began, self._now(), strict=True))
        return application, database


@dataclass
class Round:
    """One page asked for some times."""

    application: float = 0  # CPU ms a request
    database: float = 0
    rate: float = 0
    times: list[float] = field(default_factory=list)  # ms
    size: int = 0
    wrong: int = 0


def request(path: str, cookie: str = "", body: bytes = b"") -> bytes:
    lines = [f"{'POST' if body else 'GET'} {path} HTTP/1.1", f"Host: {HOST}", "Connection: close"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"] if body else []
    return "\r\n".join([*lines, "", ""]).encode() + body


def _ask(port: int, what: bytes) -> tuple[float, int, int]:
    began = time.perf_counter()
    with socket.create_connection((HOST, port), TIMEOUT) as connection:
        connection.sendall(what)
        answer = bytearray()
        while part := connection.recv(65536):
            answer += part
    took = (time.perf_counter() - began) * 1000
    return took, int(answer[9:12]), len(answer) - answer.index(b"\r\n\r\n") - 4


def ask(server: Server, requests: Sequence[bytes], *, at_once: int = WORKERS, status: int = 200) -> Round:
    """Send the requests, so many at once, and tell what one of them costs."""
    with ThreadPoolExecutor(at_once) as pool:
        meter, began = Meter(server), time.perf_counter()
        answers = list(pool.map(lambda what: _ask(server.port, what), requests))
        took = time.perf_counter() - began
        application, database = meter.read()
    number = len(requests)
    return Round(
        application / number,
        database / number,
        number / took,
        sorted(one[0] for one in answers),
        max(one[2] for one in answers),
        sum(one[1] != status for one in answers),
    )
