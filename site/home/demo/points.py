"""The demonstration's points: five weeks of daily practice, and what was read. A die says who keeps at it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from courses.models import Study
from home.demo.county import FIRST, WORKER_NO
from leaderboard.models import PointEntry
from leaderboard.points.kinds import PointKind
from leaderboard.points.weeks import monday_of
from leaderboard.services.points import give_points
from organizations.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKS = 5
WHOLE_WEEKS = 3  # so long everybody in the shown worker's team has practised
WITHOUT_A_GAP = range(9, 17)  # days ago in which he left out none
MOST_ELSEWHERE = 6


def build_points() -> None:
    """Everybody of the first enterprise has points afterwards, people of the others a few."""
    if PointEntry.objects.exists():
        return
    rng = Random(5)  # noqa: S311  (invented diligence)
    today = timezone.localdate()
    places = Membership.objects.current().select_related("enterprise").order_by("pk")
    shown = places.get(enterprise__code=FIRST.code, employee_no=WORKER_NO)
    for place in places:
        if place == shown:
            days = {*(today - timedelta(days=back) for back in (1, 2, 3, 4, *WITHOUT_A_GAP, 20, 24))}
        elif place.enterprise.code == FIRST.code:
            days = set(_kept_at_it(today, rng, is_in_whole_team=place.unit_id == shown.unit_id))
        else:
            days = {today - timedelta(days=rng.randrange(1, 21)) for _time in range(rng.randrange(MOST_ELSEWHERE))}
        for day in sorted(days):
            give_points(worker=place.user_id, kind=PointKind.PRACTICE, about=f"practice:{day.isoformat()}", day=day)
    _reading()


def _kept_at_it(today: date, rng: Random, *, is_in_whole_team: bool) -> Iterator[date]:
    of_ten = rng.randrange(1, 9)
    for back in range(1, WEEKS * 7):
        if rng.randrange(10) < of_ten:
            yield today - timedelta(days=back)
    if is_in_whole_team:
        last = monday_of(today)
        yield from (last - timedelta(days=7 * week - rng.randrange(7)) for week in range(1, WHOLE_WEEKS + 1))


def _reading() -> None:
    """Who has read the case that was pushed has the points of that day."""
    read = Study.objects.complete().filter(worker__memberships__enterprise__code=FIRST.code).order_by("pk")
    for worker, page, at in read.values_list("worker", "page", "completed_at"):
        day = timezone.localdate(at)
        give_points(worker=worker, kind=PointKind.READING, about=f"case:{page}", day=day)
