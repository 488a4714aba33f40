"""The web server and the background worker under one roof: started together, stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

PATIENCE_SECONDS = 12.0


@dataclass
class Supervisor:
    """Child processes, each in a group of its own, so that none of their own children outlives them."""

    commands: Mapping[str, Sequence[str]]
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    stopping: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        for name, command in self.commands.items():
            self.children[name] = subprocess.Popen(command, start_new_session=True)  # noqa: S603  (our own commands)

    def run(self) -> int:
        """Stay until a signal comes or a child ends; then stop the others. Return 0 after a signal, else 1."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        while not self.stopping.wait(0.5):
            ended = [name for name, child in self.children.items() if child.poll() is not None]
            if ended:
                sys.stderr.write(f"{ended[0]} ended by itself\n")
                self.stop()
                return 1
        self.stop()
        return 0

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def stop(self) -> None:
        """Ask every child to stop, wait, and end whole groups that do not."""
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(PATIENCE_SECONDS)
            _end_group(child.pid)
            child.wait()


def _end_group(group: int) -> None:
    with suppress(ProcessLookupError):  # the usual case: all of them have gone
        os.killpg(group, signal.SIGKILL)
