"""`python -m tests.bench`: every page on both databases at two sizes, in interleaved rounds, beside the floor.

Asks nothing but 127.0.0.1. Writes var/bench.json and var/bench.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.report import table
from tests.bench.serving import Round, Server, ask, request, serve
from tests.postgres import CONFIGURATION, throw_away_server

FLOOR_REQUESTS = 300
WRITERS_AT_ONCE = 4


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--databases", nargs="+", choices=["postgresql", "sqlite"], default=["postgresql", "sqlite"])
    parser.add_argument("--posts", nargs="+", type=int, default=[20_000, 200_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--into", type=Path, default=Path("var"))
    options = parser.parse_args()
    results = []
    for database in options.databases:
        with tempfile.TemporaryDirectory(prefix="medigest-bench-") as directory, _database(database, directory) as url:
            environment = {"DATABASE_URL": url, "VAR_DIR": directory, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
            _run(environment, "manage.py", "collectstatic", "--noinput", "--verbosity=0")
            for posts in sorted(options.posts):
                results += [{"database": database} | one for one in _measure(environment, posts, options.rounds)]
    options.into.mkdir(exist_ok=True)
    (options.into / "bench.json").write_text(json.dumps(results, indent=1))
    (options.into / "bench.md").write_text(table(results))
    print(table(results))


@contextmanager
def _database(kind: str, directory: str) -> Iterator[str]:
    CONFIGURATION.update(shared_buffers="512MB", max_wal_size="4GB", autovacuum="off")
    sqlite = nullcontext(f"sqlite:///{directory}/bench.sqlite3")
    with throw_away_server() if kind == "postgresql" else sqlite as url:
        yield url


def _run(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, *command], env=os.environ | environment, check=True)


def _measure(environment: dict[str, str], posts: int, rounds: int) -> list[dict[str, Any]]:
    began = time.monotonic()
    plan_file = Path(environment["VAR_DIR"]) / "plan.json"
    _run(environment, "-m", "tests.bench.prepare", str(plan_file), str(posts), str(posts // 20), str(rounds))
    plan = json.loads(plan_file.read_text())
    print(f"{posts} posts prepared in {time.monotonic() - began:.0f} s", file=sys.stderr)
    with (
        serve("tests.bench.floor:application", {}) as floor,
        serve("tests.bench.wsgi:application", environment) as site,
    ):
        found = _read(floor, site, plan, rounds)
        found += _write(site, plan)
    _run(environment, "manage.py", "audit")
    base = found[0]["application"]
    return [one | {"posts": plan["posts"], "ratio": (one["application"] + one["database_ms"]) / base} for one in found]


def _read(floor: Server, site: Server, plan: dict[str, Any], rounds: int) -> list[dict[str, Any]]:
    """Every page in every round, the floor first, so that what disturbs the machine disturbs them all."""
    pages = [{"name": "floor", "role": "", "urls": ["/"], "number": FLOOR_REQUESTS, "cookie": "", "queries": 0}]
    pages += plan["pages"]
    seen: list[list[Round]] = [[] for _page in pages]
    for page in pages[1:]:
        if page["role"] != "visitor, never seen":
            ask(site, [request(page["urls"][0], page["cookie"])] * 4)
    for number in range(rounds):
        for page, rounds_of_it in zip(pages, seen, strict=True):
            urls = page["urls"]
            if len(urls) > 1:
                urls = urls[number * page["number"] : (number + 1) * page["number"]]
            requests = [request(url, page["cookie"]) for url in urls]
            requests *= page["number"] if len(urls) == 1 else 1
            if requests:
                rounds_of_it.append(ask(floor if page["name"] == "floor" else site, requests))
    return [_summed(page, of_it) for page, of_it in zip(pages, seen, strict=True) if of_it]


def _write(site: Server, plan: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for name, forms in (("reply, four at once in one thread", "replies"), ("start a thread", "starts")):
        requests = [request(url, cookie, body.encode()) for url, cookie, body in plan[forms]]
        done = ask(site, requests, at_once=WRITERS_AT_ONCE, status=302)
        found.append(_summed({"name": name, "role": "member", "queries": 0}, [done]))
    return found


def _summed(page: dict[str, Any], rounds: list[Round]) -> dict[str, Any]:
    times = sorted(time for one in rounds for time in one.times)
    costs = [one.application + one.database for one in rounds]
    return {
        "name": page["name"],
        "role": page["role"],
        "queries": page["queries"],
        "application": median(one.application for one in rounds),
        "database_ms": median(one.database for one in rounds),
        "spread": [min(costs), max(costs)],
        "rate": median(one.rate for one in rounds),
        "p50": times[len(times) // 2],
        "p95": times[int(len(times) * 0.95)],
        "p99": times[int(len(times) * 0.99)],
        "bytes": max(one.size for one in rounds),
        "wrong": sum(one.wrong for one in rounds),
    }


if __name__ == "__main__":
    main()
