"""The server under measurement: gunicorn as in production, and what it and its database cost in CPU seconds (Linux)."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Run gunicorn on a free loopback port; yields (port, pid) and stops it at the end."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=environment)
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_for(port: int) -> None:
    for _try in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/", timeout=2)
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(port)


def cpu_seconds(roots: list[int]) -> float:
    """Return the user and system seconds of these processes and all below them, ended children included."""
    return sum(sum(int(ticks) for ticks in fields[11:15]) / TICKS for fields in _stats_below(roots))


def resident_bytes(root: int) -> int:
    """Return the memory that this process and all below it hold in RAM; what they share counts for each."""
    return sum(int(fields[21]) * PAGE for fields in _stats_below([root]))


def _stats_below(roots: list[int]) -> list[list[str]]:
    """Return what /proc/PID/stat says behind the name, of these processes and all below them."""
    stats: dict[int, list[str]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            stats[int(stat.parent.name)] = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
    wanted = set(roots)
    while more := {pid for pid, fields in stats.items() if int(fields[1]) in wanted} - wanted:
        wanted |= more
    return [stats[pid] for pid in wanted if pid in stats]
