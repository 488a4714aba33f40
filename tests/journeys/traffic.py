"""What the server is still busy with: a browser that was closed leaves requests behind, and they use the database."""

from __future__ import annotations

import threading
from typing import Any

from django.core.signals import request_finished, request_started

PATIENCE_S = 15
SETTLED_S = 0.05  # a request that is on its way has begun by then


class Traffic:
    """Counts the requests that have begun and not ended, while it is open."""

    def __init__(self) -> None:
        self.under_way = 0
        self.change = threading.Condition()

    def __enter__(self) -> Traffic:
        request_started.connect(self._begun)
        request_finished.connect(self._ended)
        return self

    def __exit__(self, *_exception: object) -> None:
        request_started.disconnect(self._begun)
        request_finished.disconnect(self._ended)

    def wait_for_the_last(self) -> None:
        with self.change:
            while True:
                assert self.change.wait_for(lambda: self.under_way <= 0, PATIENCE_S), "a request does not end"
                if not self.change.wait_for(lambda: self.under_way > 0, SETTLED_S):
                    return

    def _begun(self, **_more: Any) -> None:
        self._count(1)

    def _ended(self, **_more: Any) -> None:
        self._count(-1)

    def _count(self, step: int) -> None:
        with self.change:
            self.under_way += step
            self.change.notify_all()
