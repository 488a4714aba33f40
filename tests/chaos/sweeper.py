"""`python -m tests.chaos.sweeper`: the work of every minute, twice a second, and two of them at the same time."""

from __future__ import annotations

import time
from threading import Thread

import django

django.setup()

from django.db import Error, close_old_connections  # noqa: E402

from exams.tasks import every_minute  # noqa: E402


def sweep_forever() -> None:
    while True:
        close_old_connections()
        try:
            every_minute()
        except Error:  # the database is down: the next minute comes
            time.sleep(0.5)
        time.sleep(0.5)


if __name__ == "__main__":
    Thread(target=sweep_forever, daemon=True).start()
    sweep_forever()
