"""Searching an exam for what looks odd, and judging it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.anomalies.away import left_the_page
from exams.anomalies.likeness import alike_in, shares_of
from exams.anomalies.phones import changed_phone, shared_phones
from exams.anomalies.reading import quick_answers, quick_paper
from exams.anomalies.seen import characters_in, journals_of, openings_of, sittings_of
from exams.anomalies.teams import all_full, at_night, of_units
from exams.errors import ExamNotOpen
from exams.models import AnomalySearch, Attempt, Exam, ExamAnomaly, ExamState, Verdict
from exams.models.openings import PERSONAL_KEPT
from organizations.audit import record
from organizations.errors import Refused
from organizations.progress import Report, silent, watched
from organizations.services.judgements import JudgedAlready, judgement_in_words

if TYPE_CHECKING:
    from exams.anomalies.found import Found, Sitting
    from organizations.models import User


def ask_for_search(*, exam: Exam, by: User | None) -> AnomalySearch:
    """Note that the exam is to be searched, once it is closed. The search itself is a task.

    Raises ExamNotOpen before the close, and when so much time has passed that phones are forgotten: what was found
    with them would be lost.
    """
    now = timezone.now()
    if exam.state != ExamState.CLOSED:
        raise ExamNotOpen(_("The exam is not closed yet. What looks odd is searched for afterwards."))
    if now > exam.closes_at + PERSONAL_KEPT:
        raise ExamNotOpen(_("The exam is more than half a year old: from which phones it was sat is forgotten."))
    asked, _new = AnomalySearch.objects.update_or_create(exam=exam, defaults={"asked_at": now, "done_at": None})
    record("anomalies.search", by=by, subject=exam, unit=exam.owner)
    return asked


def search(*, exam: Exam, report: Report = silent) -> int:
    """Bring the exam's list up to date and return how many lines the search found. No score changes by it.

    What was judged stays as it was judged; what is open and no longer found goes. Safe to repeat. As many queries for
    ten thousand sittings as for ten.
    """
    sittings = sittings_of(exam)
    opened = {attempt: some for attempt, some in openings_of(exam).items() if attempt in sittings}
    characters = characters_in(sittings.values())
    found: list[Found] = []
    for attempt, traces in watched(journals_of(exam), total=len(sittings) + 1, report=report):
        if (sitting := sittings.get(attempt)) is not None and not sitting.on_paper:
            lines = (
                left_the_page(sitting, traces),
                changed_phone(sitting, opened.get(attempt, ()), traces),
                quick_answers(sitting, traces, characters),
            )
            found += [line for line in lines if line is not None]
    found += [line for sitting in sittings.values() if (line := quick_paper(sitting, characters)) is not None]
    found += shared_phones(sittings, opened)
    teams = of_units(sittings.values())
    for unit, team in teams.items():
        found += _of_team(unit, team)
    found += alike_in(teams.values(), shares_of(sittings.values()))
    _store(exam, found, len(sittings))
    return len(found)


def _of_team(unit: int, team: Sequence[Sitting]) -> list[Found]:
    full = all_full(unit, team)
    return [*([full] if full is not None else []), *at_night(unit, team)]


@transaction.atomic
def _store(exam: Exam, found: Sequence[Found], sittings: int) -> None:
    """Write what was found; the rows are locked, so that a judgement given meanwhile is not overtaken."""
    known = {(line.kind, line.about): line for line in ExamAnomaly.objects.select_for_update().filter(exam=exam)}
    new = {(line.kind, line.about): line for line in found}
    stale = [line.pk for key, line in known.items() if key not in new and line.judged_at is None]
    ExamAnomaly.objects.filter(pk__in=stale).delete()
    ExamAnomaly.objects.bulk_create(
        [
            ExamAnomaly(exam=exam, kind=line.kind, unit_id=line.unit, about=line.about, evidence=line.evidence)
            for key, line in new.items()
            if key not in known or known[key].judged_at is None
        ],
        update_conflicts=True,
        unique_fields=["exam", "kind", "about"],
        update_fields=["unit", "evidence"],
    )
    AnomalySearch.objects.filter(exam=exam).update(done_at=timezone.now(), sittings=sittings)


@transaction.atomic
def judge_anomaly(*, anomaly: ExamAnomaly, verdict: str, judgement: str, by: User) -> ExamAnomaly:
    """Say what was found out; the line stays with the verdict, the words, who wrote them and when. No score changes.

    Raises Refused for no verdict, no words, too many, and for a line about one's own sitting, JudgedAlready.
    """
    if verdict not in Verdict.values:
        raise Refused(_("Choose what you make of it."))
    words = judgement_in_words(judgement)
    anomaly = ExamAnomaly.objects.select_for_update(of=("self",)).select_related("unit").get(pk=anomaly.pk)
    if Attempt.objects.filter(pk__in=anomaly.evidence["attempts"], worker=by).exists():
        raise Refused(_("This one is about you. Somebody else judges it."))
    if anomaly.judged_at is not None:
        raise JudgedAlready(_("Somebody has judged it already. See what he wrote."))
    anomaly.verdict, anomaly.judgement = verdict, words
    anomaly.judged_by, anomaly.judged_at = by, timezone.now()
    anomaly.save(update_fields=["verdict", "judgement", "judged_by", "judged_at"])
    where, what = anomaly.unit, anomaly.kind
    record("exam_anomaly.judge", by=by, subject=anomaly, unit=where, kind=what, verdict=verdict, judgement=words)
    return anomaly
