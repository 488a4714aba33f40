"""Taking some of many by chance, in a way that stays the same.

Of all that `Random` can do Python promises for `random()` alone that the same seed goes on giving the same numbers. All
chance here comes from it, so that a paper can be drawn again and compared, years and versions later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def seeded(*facts: int | str) -> Random:
    """Return the chance that belongs to these facts.

    Its seed is the SHA-256 of the facts, written in decimal digits with colons between them and read as one big-endian
    whole number. A worker's paper is seeded by (seed of the exam, key of the worker, number of his sitting).
    """
    digest = sha256(":".join(map(str, facts)).encode()).digest()
    return Random(int.from_bytes(digest, "big"))  # noqa: S311  (to be repeated, not to be secret: the exam's seed is)


def take(size: int, count: int, rng: Random, last: Iterable[int] = ()) -> list[int]:
    """Return `count` different places below `size`, by chance, in an order by chance.

    Places in `last` come in only when all others are taken; among the others, and among them, all are as likely. The
    work grows with `count` and with `last`, not with `size`. Raises ValueError when there are not so many places.
    """
    if count > size:
        raise ValueError(f"{count} of {size}")
    late = sorted(last)
    fresh = size - len(late)
    taken = _take(fresh, min(count, fresh), rng, _standing_in(size, late))
    if count <= fresh:
        return taken
    return shuffled([*taken, *(late[place] for place in _take(len(late), count - fresh, rng, {}))], rng)


def shuffled(items: Sequence[Item], rng: Random) -> list[Item]:
    """Return the items in an order by chance."""
    return [items[place] for place in _take(len(items), len(items), rng, {})]


def _standing_in(size: int, late: Sequence[int]) -> dict[int, int]:
    """Return, for each late place in the front part, a place of the back part that is not late."""
    fresh, known = size - len(late), set(late)
    back = [place for place in range(fresh, size) if place not in known]
    return dict(zip((place for place in late if place < fresh), back, strict=True))


def _take(size: int, count: int, rng: Random, moved: dict[int, int]) -> list[int]:
    """The first steps of a shuffle of range(size); `moved` says which places hold another number than their own."""
    taken = []
    for start in range(count):
        place = start + int(rng.random() * (size - start))
        taken.append(moved.get(place, place))
        moved[place] = moved.get(start, start)
    return taken
