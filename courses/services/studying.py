"""Taking in a page: opened, read or watched by the server's clock, its questions answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.hours.counted_time import Stretch
from courses.models.anomalies import AnomalyKind
from courses.models.records import LearnedBy, LearningCategory
from courses.models.studies import Study
from courses.services.anomalies import notice
from courses.services.records import record_learning
from courses.signals import study_completed
from organizations.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from courses.material import Demand, Material
    from organizations.models import User

# A page tells of itself every two minutes, and at once when it is left. In a valley without signal the message comes
# late; after half an hour of silence nobody is there any more.
LONGEST_BEAT_SECONDS = 1800
# What the network and the rounding of the player may add to a stretch of video.
SLACK_SECONDS = 5
END_OF_VIDEO_SECONDS = 3


class NotYetRead(Refused):
    """Too little time has passed since the page was opened."""


class OpenedElsewhere(Refused):
    """The page was opened again, here or on another device; only the newest opening counts."""


@dataclass(frozen=True, slots=True)
class Beat:
    """What a page says of itself: seconds it was seen since it last spoke, and the stretch of video it played."""

    seconds: int
    played_from: int = 0
    played_to: int = 0


def deliver(*, worker: User, materials: Iterable[Material]) -> None:
    """The pages have reached the person: each has its row from now on. One insert, harmless when repeated."""
    rows = [Study(worker=worker, page_id=material.page, category=material.category) for material in materials]
    Study.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def open_study(*, worker: User, material: Material) -> Study:
    """Begin an opening of the page, which ends the one before; its seconds are recorded. Returns the study."""
    of_page = Study.objects.select_for_update(of=("self",)).select_related("page")
    study = of_page.filter(worker=worker, page=material.page).first()
    if study is None:
        deliver(worker=worker, materials=[material])
        study = of_page.get(worker=worker, page=material.page)
    _close_opening(study)
    now = timezone.now()
    study.opening, study.opening_began_at, study.beat_at, study.opening_seconds = uuid4(), now, now, 0
    study.opened_at = study.opened_at or now
    study.save(update_fields=["opening", "opening_began_at", "beat_at", "opening_seconds", "opened_at"])
    return study


@transaction.atomic
def record_beat(*, study_id: int, opening: UUID, beat: Beat, demand: Demand) -> Study:
    """Add what a page says of itself to the study, as far as the server's clock allows. Two queries while it goes on.

    Seconds count up to the time since the page last spoke. Of a video that may not be skipped, a stretch counts only
    where it begins at what was watched before and is no longer than that time. Raises OpenedElsewhere.
    """
    study = Study.objects.select_for_update(of=("self",)).get(pk=study_id)
    if study.opening != opening:
        raise OpenedElsewhere(_("This page is open somewhere else. Go on there, or open it here again."))
    now = timezone.now()
    elapsed = min(int((now - (study.beat_at or now)).total_seconds()), LONGEST_BEAT_SECONDS)
    seconds = max(0, min(beat.seconds, elapsed))
    study.beat_at = now
    study.seconds += seconds
    study.opening_seconds += seconds
    if demand.is_video and beat.played_to > beat.played_from:
        _watch(study, beat, elapsed, demand)
    if study.read_at is None and _is_taken_in(study, demand):
        _mark_read(study, demand, now)
    study.save(
        update_fields=[
            "beat_at",
            "seconds",
            "opening_seconds",
            "reached",
            "position",
            "read_at",
            "completed_at",
        ]
    )
    return study


@transaction.atomic
def confirm_reading(*, study_id: int, demand: Demand) -> Study:
    """Take somebody's word, where there are no scripts, that he has read the page: when enough time has passed.

    Raises NotYetRead.
    """
    study = Study.objects.select_for_update(of=("self",)).get(pk=study_id)
    now = timezone.now()
    if study.read_at is None:
        open_for = int((now - (study.opening_began_at or now)).total_seconds())
        missing = demand.needed_seconds - study.seconds - max(0, open_for - study.opening_seconds)
        if missing > 0 or demand.is_video:
            raise NotYetRead(_("Read on: the page wants about %d more minutes.") % -(-max(missing, 1) // 60))
        spent = demand.needed_seconds - study.seconds
        study.seconds += spent
        study.opening_seconds += spent
        study.beat_at = now
        _mark_read(study, demand, now)
        study.save(update_fields=["seconds", "opening_seconds", "beat_at", "read_at", "completed_at"])
    return study


@transaction.atomic
def answer_checks(*, study_id: int, answers: Sequence[str], material: Material) -> list[bool]:
    """Return which answers are right; where all of them are, the questions of the page are passed for good."""
    study = Study.objects.select_for_update(of=("self",)).get(pk=study_id)
    right = [answer == key for answer, key in zip(answers, material.keys, strict=True)]
    if all(right) and study.checked_at is None:
        study.checked_at = timezone.now()
        if study.read_at is not None:
            _complete(study, study.checked_at)
        study.save(update_fields=["checked_at", "completed_at"])
    return right


@transaction.atomic
def attend(*, worker: User, material: Material, at: datetime) -> Study:
    """Somebody who heard the lecture in a hall has taken the page in, questions included."""
    deliver(worker=worker, materials=[material])
    study = Study.objects.select_for_update(of=("self",)).get(worker=worker, page=material.page)
    study.opened_at = study.opened_at or at
    study.read_at = study.read_at or at
    study.completed_at = study.completed_at or at
    study.save(update_fields=["opened_at", "read_at", "completed_at"])
    return study


def miss(*, worker: User, pages: Collection[int], at: datetime) -> None:
    """Take back what `attend` wrote at that moment; what the person did himself stays."""
    for study in Study.objects.select_for_update(of=("self",)).filter(worker=worker, page__in=pages):
        if study.completed_at == at:
            study.completed_at = None
            study.read_at = None if study.read_at == at else study.read_at
            study.opened_at = None if study.opened_at == at else study.opened_at
            study.save(update_fields=["completed_at", "read_at", "opened_at"])


def close_silent_openings() -> int:
    """Record the openings that have been silent for so long that nobody is there. Returns how many."""
    silent = timezone.now() - timedelta(seconds=LONGEST_BEAT_SECONDS)
    keys = list(Study.objects.filter(opening__isnull=False, beat_at__lt=silent).values_list("pk", flat=True)[:1000])
    for key in keys:
        with transaction.atomic():
            study = Study.objects.select_for_update(of=("self",)).select_related("page", "worker").get(pk=key)
            if study.opening is not None and study.beat_at is not None and study.beat_at < silent:
                _close_opening(study)
                study.save(update_fields=["opening", "opening_began_at", "opening_seconds"])
    return len(keys)


def _watch(study: Study, beat: Beat, elapsed: int, demand: Demand) -> None:
    began, ended = beat.played_from, min(beat.played_to, demand.video_seconds)
    first_time = not demand.may_skip and study.completed_at is None
    if first_time and (began > study.reached + SLACK_SECONDS or ended - began > elapsed + SLACK_SECONDS):
        study.position = study.reached
        said = _("from %(from)s to %(to)s") % {"from": _clock(study.reached), "to": _clock(ended)}
        notice(AnomalyKind.SKIPPED, worker=study.worker, about=f"page:{study.page_id}", detail=said)
        return
    study.reached = max(study.reached, ended)
    study.position = max(0, ended)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def _is_taken_in(study: Study, demand: Demand) -> bool:
    if demand.is_video:
        return study.reached >= demand.video_seconds - END_OF_VIDEO_SECONDS
    return study.seconds >= demand.needed_seconds


def _mark_read(study: Study, demand: Demand, now: datetime) -> None:
    study.read_at = now
    if not demand.asks or study.checked_at is not None:
        _complete(study, now)


def _complete(study: Study, at: datetime) -> None:
    if study.completed_at is None:
        transaction.on_commit(partial(study_completed.send, sender=Study, study=study), robust=True)
    study.completed_at = at


def _close_opening(study: Study) -> None:
    """Record the seconds of the opening that is ending, if there is one."""
    if study.opening is None or study.opening_began_at is None or study.beat_at is None:
        return
    record_learning(
        worker=study.worker,
        stretch=Stretch(study.opening_began_at, study.beat_at, study.opening_seconds),
        how=LearnedBy.VIDEO if study.reached else LearnedBy.PAGE,
        category=LearningCategory(study.category),
        title=study.page.title,
        page=study.page_id,
    )
    study.opening, study.opening_began_at, study.opening_seconds = None, None, 0
