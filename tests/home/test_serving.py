"""Two processes under one roof stop together, whatever they think of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from home import supervisor
from home.supervisor import Supervisor

STUBBORN = "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
SLEEP = "import time; time.sleep(60)"
FERTILE = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{SLEEP}'])"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def in_group(group: int) -> list[str]:
    """The command lines of the processes that are still in the group."""
    listing = subprocess.run(["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listing.splitlines()]
    return [row[2] for row in rows if row[0] == str(group) and not row[1].startswith("Z")]


def run_until_told(roof: Supervisor, *, told: signal.Signals) -> int:
    threading.Timer(1.0, lambda: os.kill(os.getpid(), told)).start()
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        return roof.run()
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_all_of_them_and_their_children(told: signal.Signals) -> None:
    roof = Supervisor({"one": python(SLEEP), "two": python(FERTILE)})
    roof.start()
    groups = [child.pid for child in roof.children.values()]

    assert run_until_told(roof, told=told) == 0
    assert [in_group(group) for group in groups] == [[], []]


def test_a_worker_that_ignores_the_signal_is_ended_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "PATIENCE_SECONDS", 1.0)
    roof = Supervisor({"stubborn": python(STUBBORN)})
    roof.start()
    time.sleep(0.5)
    group = roof.children["stubborn"].pid

    roof.stop()

    assert in_group(group) == []


def test_when_one_ends_by_itself_the_other_does_not_stay_behind() -> None:
    roof = Supervisor({"short": python("pass"), "long": python(SLEEP)})
    roof.start()
    group = roof.children["long"].pid

    assert roof.run() == 1
    assert in_group(group) == []


def test_the_background_worker_stops_at_a_signal(tmp_path: Path) -> None:
    """The real qcluster, on a database of its own: gone within our patience, before it has to be killed."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }
    root = Path(__file__).resolve().parents[2]
    manage = [sys.executable, str(root / "manage.py")]
    only_its_own = [*manage, "migrate", "django_q", "--verbosity", "0"]  # all tables would take half a minute
    subprocess.run(only_its_own, env=environment, check=True, cwd=root)
    worker = subprocess.Popen([*manage, "qcluster"], env=environment, cwd=root, start_new_session=True)
    time.sleep(5)

    worker.terminate()

    try:
        worker.wait(supervisor.PATIENCE_SECONDS)
    finally:
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)
    assert in_group(worker.pid) == []
