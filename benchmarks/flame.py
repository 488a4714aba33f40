"""`make bench-flame`: where a web process spends its time while phones sit an exam, as a picture.

py-spy looks at one of the web server's processes from outside, two hundred times a second, on PostgreSQL. The wider a
bar, the more often that function was at work. The phones do what `make bench` measures.
"""

from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import ROOT, Database, databases, send_all
from benchmarks.phone import Phone
from benchmarks.run import CODE, PIN
from benchmarks.server import serving

PICTURE = ROOT / "benchmarks" / "results" / "flame.svg"
TITLE = re.compile(r'(<text id="title"[^>]*>)[^<]*')  # py-spy writes its own command there
WARM, LOOKS_A_SECOND = 40, 200


def draw(database: Database, *, workers: int, at_once: int) -> None:
    """Write the picture of so many sittings, so many of them side by side."""
    exam = database.run("benchmarks.stage", WARM + workers)

    def sit(phone: Phone) -> None:
        phone.sit(exam, CODE, PIN)

    with serving(database.environment) as (port, pid):
        phones = [Phone(port, number) for number in range(1, WARM + workers + 1)]
        send_all(phones[:WARM], sit, at_once)
        spy = _watch(_process_of(pid))
        send_all(phones[WARM:], sit, at_once)
        spy.send_signal(signal.SIGINT)
        spy.wait(60)
    picture = TITLE.sub(r"\1a web process while an exam is sat, PostgreSQL", PICTURE.read_text())
    PICTURE.write_text(picture)


def _process_of(master: int) -> int:
    return int(Path(f"/proc/{master}/task/{master}/children").read_text().split()[0])


def _watch(process: int) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).parent / "py-spy"), "record", "--format", "flamegraph"]
    options = ["--pid", str(process), "--rate", str(LOOKS_A_SECOND), "--output", str(PICTURE)]
    return subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=300)
    parser.add_argument("--at-once", type=int, default=6)
    asked = vars(parser.parse_args())
    for database in databases():
        if database.name == "postgresql":
            draw(database, **asked)


if __name__ == "__main__":
    main()
