"""How far long work has come. Kept in the cache: seen by other processes at once, also from inside a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.core.cache import cache

Item = TypeVar("Item")
Report = Callable[[int, int], None]
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` pieces; both 0 before anything is known."""

    done: int = 0
    total: int = 0


def reporter(work: UUID) -> Report:
    """Return a function that writes down how far this piece of work has come."""

    def report(done: int, total: int) -> None:
        cache.set(f"progress:{work}", (done, total), KEPT_SECONDS)

    return report


def progress_of(work: UUID) -> Progress:
    return Progress(*cache.get(f"progress:{work}", (0, 0)))


def silent(_done: int, _total: int) -> None:
    """For work that nobody watches."""


def watched(items: Iterable[Item], *, total: int, report: Report, every: int = 500) -> Iterator[Item]:
    """Yield the items and report after every so many, and at the end."""
    for number, item in enumerate(items):
        if number % every == 0:
            report(number, total)
        yield item
    report(total, total)
