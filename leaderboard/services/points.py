"""Giving points, and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from leaderboard.models import PointEntry
from leaderboard.points.caps import granted

if TYPE_CHECKING:
    from datetime import date

    from leaderboard.points.kinds import PointKind

TRIES = 20  # each that fails means that somebody else's entry went through


def give_points(*, worker: int, kind: PointKind, about: str, day: date | None = None) -> PointEntry:
    """The person (by key) has an entry for this thing afterwards, on that day, today by default; return it.

    Given before, it is the entry of then. Its points are what the day's caps leave, 0 where they leave none: no order
    of givings and none at the same time passes them. Two queries; two more for each other one at the same moment.
    """
    day = day or timezone.localdate()
    for _try in range(TRIES - 1):
        try:
            return _give(worker, kind, about, day)
        except IntegrityError:  # another was given between the look and the entry
            continue
    return _give(worker, kind, about, day)


def _give(worker: int, kind: PointKind, about: str, day: date) -> PointEntry:
    near = PointEntry.objects.filter(Q(day=day) | Q(kind=kind, about=about), worker=worker)
    known, today = None, []
    for entry in near:
        known = entry if (entry.kind, entry.about, entry.takes_back_id) == (kind, about, None) else known
        today += [(entry.kind, entry.points)] if entry.day == day else []
    if known is not None:
        return known
    points = granted(kind, today)
    with transaction.atomic():  # so that a caller's transaction outlives a refusal
        return PointEntry.objects.create(
            worker_id=worker, kind=kind, about=about, day=day, points=points, place=len(today)
        )


def take_points_back(*, worker: int, kind: PointKind, about: str) -> PointEntry | None:
    """What was given for this thing counts no more, on the day for which it was given; return the entry that says so.

    Taken back before, it is the entry of then; None where nothing was given. Giving for it again changes nothing.
    """
    given = PointEntry.objects.filter(worker=worker, kind=kind, about=about, takes_back__isnull=True).first()
    if given is None:
        return None
    for _try in range(TRIES - 1):
        try:
            return _take_back(given)
        except IntegrityError:  # another entry of that day came between the look and this one
            continue
    return _take_back(given)


def _take_back(given: PointEntry) -> PointEntry:
    of_day = list(PointEntry.objects.filter(worker=given.worker_id, day=given.day))
    known = next((entry for entry in of_day if entry.takes_back_id == given.pk), None)
    if known is not None:
        return known
    with transaction.atomic():  # so that a caller's transaction outlives a refusal
        return PointEntry.objects.create(
            worker_id=given.worker_id,
            kind=given.kind,
            about=given.about,
            day=given.day,
            points=-given.points,
            place=len(of_day),
            takes_back=given,
        )
