"""The demonstration's training hours: two hours every month, not everybody there; and what looked odd meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from courses.hours.counted_time import Stretch
from courses.models import Anomaly, AnomalyKind, LearnedBy, LearningCategory, LearningRecord, LecturePage
from courses.services.anomalies import judge_anomaly, notice
from courses.services.records import record_learning
from home.demo.county import FIRST
from organizations.models import Membership, Role, RoleGrant, Unit, User

if TYPE_CHECKING:
    from collections.abc import Iterator

TRAINING = "每月安全培训"
LONG = timedelta(hours=2)
CAME_OF_TEN = 9


def build_hours() -> None:
    """A year of monthly trainings in the first enterprise exists afterwards, and four anomalies, one of them judged."""
    if LearningRecord.objects.filter(title=TRAINING).exists():
        return
    enterprise = Unit.objects.get(code=FIRST.code)
    places = list(Membership.objects.current().filter(enterprise=enterprise).select_related("user").order_by("pk"))
    rng = Random(3)  # noqa: S311  (invented results)
    rows = [
        _training(place, began_at) for began_at in _trainings() for place in places if rng.randrange(10) < CAME_OF_TEN
    ]
    LearningRecord.objects.bulk_create(rows)
    _oddities([place.user for place in places[3:7]], _holder(Role.SAFETY_OFFICER, enterprise))


def _trainings() -> Iterator[datetime]:
    """Yield the beginnings: the fifth of every month of the year that is over, at eight."""
    now = timezone.localtime()
    for month in range(1, now.month + 1):
        began_at = now.replace(month=month, day=5, hour=8, minute=0, second=0, microsecond=0)
        if began_at + LONG < now - timedelta(days=2):
            yield began_at


def _training(place: Membership, began_at: datetime) -> LearningRecord:
    seconds = int(LONG.total_seconds())
    return LearningRecord(
        worker_id=place.user_id,
        unit_id=place.unit_id,
        title=TRAINING,
        category=LearningCategory.TRAINING,
        how=LearnedBy.SESSION,
        began_at=began_at,
        ended_at=began_at + LONG,
        seconds=seconds,
        counted_seconds=seconds,
    )


def _oddities(people: list[User], officer: User) -> None:
    """Somebody read two pages at once, somebody learned for ten hours in a day, two tried to skip ahead."""
    twice, long, *skippers = people
    yesterday = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=1)
    for title in ("同一时间看的案例", "同一时间看的课"):
        _learn(twice, title, yesterday, timedelta(minutes=20))
    _learn(long, "停产检修期间集中培训", yesterday - timedelta(days=1), timedelta(hours=10))
    film = LecturePage.objects.exclude(film=None)[0]
    for worker in skippers:
        notice(AnomalyKind.SKIPPED, worker=worker, about=f"page:{film.pk}", detail="从 0:08 跳到 0:36")
    odd = Anomaly.objects.filter(worker=skippers[-1]).latest("pk")
    judge_anomaly(anomaly=odd, judgement="问过本人：手滑了，后来从头看完了。", by=officer)


def _learn(worker: User, title: str, began_at: datetime, long: timedelta) -> None:
    stretch = Stretch(began_at, began_at + long, int(long.total_seconds()))
    record_learning(worker=worker, stretch=stretch, how=LearnedBy.PAGE, category=LearningCategory.TRAINING, title=title)


def _holder(role: Role, unit: Unit) -> User:
    grant = RoleGrant.objects.current().filter(role=role, unit=unit).select_related("user").order_by("pk")[0]
    return grant.user
