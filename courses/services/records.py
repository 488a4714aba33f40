"""Writing down who learned what, when and for how long."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.hours.counted_time import SECONDS_A_DAY, Counted, Stretch, counted, seconds_in
from courses.models.anomalies import AnomalyKind
from courses.models.records import LearnedBy, LearningCategory, LearningRecord
from courses.services.anomalies import notice
from courses.standing import unit_of_the_day
from organizations.audit import record
from organizations.errors import Refused
from organizations.models import User

if TYPE_CHECKING:
    from courses.models.sessions import Session

SHORTEST_SECONDS = 10  # opened by mistake


@transaction.atomic
def record_learning(
    *,
    worker: User,
    stretch: Stretch,
    how: LearnedBy,
    category: LearningCategory,
    title: str,
    page: int | None = None,
    session: Session | None = None,
    by: User | None = None,
) -> LearningRecord | None:
    """Add a record with the seconds that count; what does not count is on the list of anomalies.

    Returns None for a stretch too short to be one. Two records of one person are written one after the other.
    """
    if stretch.seconds < SHORTEST_SECONDS:
        return None
    User.objects.select_for_update().only("pk").get(pk=worker.pk)
    result = counted(stretch, others=_others(worker, stretch), counted_today=_counted_on_day_of(worker, stretch))
    _notice(worker, title, stretch, result)
    return LearningRecord.objects.create(
        worker=worker,
        unit=unit_of_the_day(worker),
        page_id=page,
        session=session,
        title=title,
        category=category,
        how=how,
        began_at=stretch.began_at,
        ended_at=stretch.ended_at,
        seconds=stretch.seconds,
        counted_seconds=result.seconds,
        recorded_by=by,
    )


@transaction.atomic
def correct_record(*, wrong: LearningRecord, counted_seconds: int, reason: str, by: User) -> LearningRecord:
    """Let so many seconds of a record count from now on: the difference stands in a row of its own, with the reason.

    Raises Refused for one's own record, a correction of a correction, no reason, more seconds than were spent, than
    the day still has, or than other records of the same minutes leave.
    """
    if wrong.worker_id == by.pk:
        raise Refused(_("This is your own record. Somebody else corrects it."))
    if wrong.how == LearnedBy.CORRECTION:
        raise Refused(_("Correct the record itself, not its correction."))
    if not 0 <= counted_seconds <= wrong.seconds:
        raise Refused(_("No more can count than was really spent."))
    if not reason.strip():
        raise Refused(_("Say why it is corrected."))
    User.objects.select_for_update().only("pk").get(pk=wrong.worker_id)
    now = counted_now(wrong)
    if counted_seconds > now:
        _check_room(wrong, counted_seconds - now)
    correction = LearningRecord.objects.create(
        worker_id=wrong.worker_id,
        unit_id=wrong.unit_id,
        page_id=wrong.page_id,
        session_id=wrong.session_id,
        title=wrong.title,
        category=wrong.category,
        how=LearnedBy.CORRECTION,
        began_at=wrong.began_at,
        ended_at=wrong.ended_at,
        seconds=0,
        counted_seconds=counted_seconds - now,
        corrects=wrong,
        reason=reason.strip(),
        recorded_by=by,
    )
    record("learning.correct", by=by, subject=wrong, unit=wrong.unit, seconds=counted_seconds, reason=reason.strip())
    return correction


def counted_now(kept: LearningRecord) -> int:
    """Return how many seconds of a record count after its corrections. One query."""
    mended = kept.corrections.aggregate(total=Sum("counted_seconds"))["total"]
    return kept.counted_seconds + int(mended or 0)


def _check_room(wrong: LearningRecord, more: int) -> None:
    """Raise Refused unless so many more seconds still fit into the day and into the minutes of the record."""
    stretch = Stretch(wrong.began_at, wrong.ended_at, wrong.seconds)
    if _counted_on_day_of(wrong.worker, stretch) + more > SECONDS_A_DAY:
        raise Refused(_("No more than %d hours of one day count.") % (SECONDS_A_DAY // 3600))
    at_the_time = LearningRecord.objects.filter(
        worker=wrong.worker_id, ended_at__gt=wrong.began_at, began_at__lt=wrong.ended_at
    )
    times = list(at_the_time.filter(corrects=None).values_list("began_at", "ended_at"))
    counted_then = at_the_time.aggregate(total=Sum("counted_seconds"))["total"] or 0
    if counted_then + more > seconds_in(times):
        raise Refused(_("Another record of the same minutes counts already. Correct that one first."))


def _others(worker: User, stretch: Stretch) -> list[tuple[datetime, datetime]]:
    records = LearningRecord.objects.filter(worker=worker, ended_at__gt=stretch.began_at, corrects=None)
    return list(records.filter(began_at__lt=stretch.ended_at).values_list("began_at", "ended_at"))


def _counted_on_day_of(worker: User, stretch: Stretch) -> int:
    day = timezone.localtime(stretch.ended_at).date()
    start = timezone.make_aware(datetime.combine(day, time.min))
    today = LearningRecord.objects.filter(
        worker=worker, ended_at__gte=start, ended_at__lt=start + timedelta(days=1)
    ).aggregate(total=Sum("counted_seconds"))
    return int(today["total"] or 0)


def _notice(worker: User, title: str, stretch: Stretch, result: Counted) -> None:
    day = f"{timezone.localtime(stretch.ended_at):%Y-%m-%d}"
    found = {AnomalyKind.TWO_PLACES: result.in_two_places, AnomalyKind.DAY_CAP: result.above_cap}
    for kind, seconds in found.items():
        if seconds >= SHORTEST_SECONDS:
            said = _("%(title)s: %(minutes)d minutes do not count") % {
                "title": title[:120],
                "minutes": ceil(seconds / 60),
            }
            notice(kind, worker=worker, about=day, detail=said)
