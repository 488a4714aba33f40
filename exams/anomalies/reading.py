"""Answers that came faster than the question can be read.

Read silently, Chinese goes at some six characters a second. The floor takes more than three times that, so that whoever
is below it has not read to the end: floor in seconds = characters of the stem and of all options / 20. White space is
not counted, pictures and the story of a case neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from exams.anomalies.found import Found, Sitting, Trace
from exams.models.anomalies import OddKind
from exams.models.journal import EventKind

CHARACTERS_A_SECOND = 20
# who has practised knows some questions by their first words: a few are no line
LEAST_QUICK, ONE_IN = 5, 4
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Timed:
    """How long one question was on its way, in seconds: from what the phone told before to its first answer."""

    slot: int
    seconds: float


def floor_seconds(characters: int) -> float:
    """Return the shortest time in which so many characters can be read, in seconds."""
    return characters / CHARACTERS_A_SECOND


def characters_of(stem: str, options: Sequence[Mapping[str, str]]) -> int:
    """Return how many characters there are to read in a question."""
    return sum(len("".join(text.split())) for text in (stem, *(option.get("text", "") for option in options)))


def times_of(traces: Sequence[Trace]) -> list[Timed]:
    """Return the time of each question's first answer, as far as the journal tells it.

    Answers of one moment came as a form that was sent whole, without a script: they tell nothing of single questions.
    """
    at_once = Counter((trace.device, trace.at) for trace in traces if trace.kind == EventKind.ANSWER)
    before: dict[UUID, datetime] = {}
    timed: dict[int, Timed] = {}
    for trace in sorted(traces, key=lambda trace: (trace.device, trace.seq)):
        is_single = trace.kind == EventKind.ANSWER and at_once[trace.device, trace.at] == 1
        if is_single and trace.slot is not None and trace.device in before and trace.slot not in timed:
            seconds = (trace.at - before[trace.device]).total_seconds()
            timed[trace.slot] = Timed(trace.slot, max(0.0, seconds))
        before[trace.device] = trace.at
    return list(timed.values())


def quick_answers(sitting: Sitting, traces: Sequence[Trace], characters: Mapping[int, int]) -> Found | None:
    """Return the line of who answered many questions below their floor: at least five, and every fourth."""
    timed = [one for one in times_of(traces) if one.slot < len(sitting.given)]
    read = {one.slot: characters.get(sitting.given[one.slot].version, 0) for one in timed}
    quick = [one for one in timed if one.seconds < floor_seconds(read[one.slot])]
    if len(quick) < LEAST_QUICK or len(quick) * ONE_IN < len(timed):
        return None
    worst = sorted(quick, key=lambda one: one.seconds - floor_seconds(read[one.slot]))[:EXAMPLES]
    facts = {
        "quick": len(quick),
        "timed": len(timed),
        "right": sum(sitting.given[one.slot].is_right for one in quick),
        "examples": [
            [one.slot + 1, round(one.seconds, 1), round(floor_seconds(read[one.slot]), 1), read[one.slot]]
            for one in worst
        ],
    }
    return Found(OddKind.QUICK_ANSWERS, sitting.unit, str(sitting.attempt), (sitting.attempt,), facts)


def quick_paper(sitting: Sitting, characters: Mapping[int, int]) -> Found | None:
    """Return the line of who handed in before all he answered can be read; who left most of it blank is none."""
    answered = [given for given in sitting.given if given.chosen]
    if sitting.on_paper or sitting.started_at is None or len(answered) * 2 < len(sitting.given):
        return None
    seconds = (sitting.finished_at - sitting.started_at).total_seconds()
    floor = floor_seconds(sum(characters.get(given.version, 0) for given in answered))
    if seconds >= floor:
        return None
    facts = {
        "seconds": round(seconds),
        "floor": round(floor),
        "answered": len(answered),
        "right": sum(given.is_right for given in answered),
    }
    return Found(OddKind.QUICK_PAPER, sitting.unit, str(sitting.attempt), (sitting.attempt,), facts)
