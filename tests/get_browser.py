"""Say where a Chromium is, fetching one when there is none: installed, else by the system, else by the test tool."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def installed() -> str:
    """Return the path of a Chromium on this machine, empty where there is none."""
    for found in (os.environ.get("CHROMIUM", ""), *map(shutil.which, NAMES), str(MAC)):
        if found and Path(found).exists():
            return str(found)
    return playwrights_own()


def playwrights_own() -> str:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (starts a process)

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else ""


def fetch() -> None:
    """Try the system's package manager where we may use it, else the test tool's own download; failing is no error."""
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if may_install:
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium", "fonts-noto-cjk"]):
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if not installed():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    if not installed():
        sys.stdout.write("No Chromium here: fetching one …\n")
        fetch()
    sys.stdout.write(f"Chromium: {installed() or 'none to be had; the journeys will be skipped'}\n")


if __name__ == "__main__":
    main()
