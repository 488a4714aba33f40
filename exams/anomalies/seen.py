"""What the search reads of an exam: one query each, however many sat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from exams.anomalies.found import Given, Opened, Sitting, Span, Trace
from exams.anomalies.reading import characters_of
from exams.models import (
    AnswerEvent,
    Attempt,
    AttemptState,
    EventKind,
    Grading,
    Intervention,
    InterventionKind,
    Opening,
    QuestionVersion,
    SubmittedBy,
)

if TYPE_CHECKING:
    from exams.models import Exam

ROWS_AT_ONCE = 5000


def sittings_of(exam: Exam) -> dict[UUID, Sitting]:
    """Return the graded sittings by their keys, each as its newest grading has it. Three queries."""
    newest = Grading.objects.filter(attempt__exam=exam).order_by().values("attempt").annotate(last=Max("pk"))
    marked = Grading.objects.filter(pk__in=newest.values("last")).values_list("attempt", "marks", "full_points")
    gradings = {attempt: (_given(marks), full) for attempt, marks, full in marked.iterator(chunk_size=ROWS_AT_ONCE)}
    pauses = _pauses_of(exam)
    own = ("pk", "worker", "unit", "enterprise", "started_at", "finished_at", "submitted_by", "score")
    where = ("unit__path", "make_up")
    graded = Attempt.objects.filter(exam=exam, state=AttemptState.GRADED).order_by("pk").values_list(*own, *where)
    return {
        pk: Sitting(
            attempt=pk,
            worker=worker,
            unit=unit,
            enterprise=enterprise,
            started_at=started,
            finished_at=finished,
            on_paper=by == SubmittedBy.PAPER,
            is_full=score == gradings[pk][1],
            given=gradings[pk][0],
            # a make-up begins when the exam has closed, and nothing is paused any more
            pauses=() if make_up else tuple(span for above, span in pauses if path.startswith(above)),
        )
        for pk, worker, unit, enterprise, started, finished, by, score, path, make_up in graded
        if pk in gradings
    }


def _pauses_of(exam: Exam) -> list[tuple[str, Span]]:
    """Return the pauses in the order of their beginnings, each with the path of its unit; one that lasts ends now."""
    paused = Intervention.objects.filter(exam=exam, kind=InterventionKind.PAUSE).order_by("at")
    now = timezone.now()
    return [(path, Span(at, over or now)) for path, at, over in paused.values_list("unit__path", "at", "answer__at")]


def _given(marks: Iterable[dict[str, Any]]) -> tuple[Given, ...]:
    return tuple(
        Given(mark["version"], tuple(key for key in mark["chosen"] if key), _counts_as_right(mark)) for mark in marks
    )


def _counts_as_right(mark: dict[str, Any]) -> bool:
    """Whether the answer earned something; what a correction has taken out of the exam is nobody's mistake."""
    return float(mark["points"]) > 0 or float(mark.get("full_points", 1)) == 0


def characters_in(sittings: Iterable[Sitting]) -> dict[int, int]:
    """Return how many characters there are to read in each version that was asked. One query."""
    versions = {given.version for sitting in sittings for given in sitting.given}
    rows = QuestionVersion.objects.filter(pk__in=versions).values_list("pk", "stem", "options")
    return {pk: characters_of(stem, options) for pk, stem, options in rows}


def openings_of(exam: Exam) -> dict[UUID, list[Opened]]:
    """Return from which phones of their own the sittings were opened, in order. One query."""
    found = defaultdict[UUID, list[Opened]](list)
    own = Opening.objects.filter(attempt__exam=exam, is_kiosk=False).exclude(phone="").order_by("pk")
    for attempt, device, phone, agent, at in own.values_list("attempt", "device", "phone", "agent", "at"):
        found[attempt].append(Opened(device, phone, agent, at))
    return found


def journals_of(exam: Exam) -> Iterator[tuple[UUID, list[Trace]]]:
    """Yield each sitting with its journal, in the order of the server's receipt. One query, read bit by bit."""
    told = ("attempt", "device", "seq", "kind", "slot", "chosen_at", "value")
    rows = AnswerEvent.objects.filter(attempt__exam=exam).order_by("attempt", "pk").values_list(*told)
    for attempt, events in groupby(rows.iterator(chunk_size=ROWS_AT_ONCE), key=itemgetter(0)):
        yield attempt, [_trace(event[1:]) for event in events]


def _trace(event: Sequence[Any]) -> Trace:
    device, seq, kind, slot, at, value = event
    is_seconds = kind == EventKind.BACK and isinstance(value, int) and not isinstance(value, bool)
    return Trace(device, seq, kind, slot, at, max(0, value) if is_seconds else 0)
