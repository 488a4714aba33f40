"""How far a worker is with his ten of the day, and what each of them looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from exams.drawing.papers import shown_keys
from exams.models import DailyTen, PracticeAnswer, QuestionState, QuestionVersion, WrongQuestion
from exams.pictures.placed import fetch_pictures
from exams.practice.withheld import withheld_questions
from exams.review import ReviewedQuestion
from exams.sheet import ShownQuestion, shown, versions_of


@dataclass(frozen=True, slots=True)
class Practised:
    """One question that is practised, with the worker's answer once there is one."""

    question: ShownQuestion
    version: QuestionVersion
    answer: PracticeAnswer | None

    @property
    def keys(self) -> list[str]:
        return [option.key for option in self.question.options]

    def review(self, answer: PracticeAnswer) -> ReviewedQuestion:
        worth = Decimal(1)
        points = worth if answer.is_right else Decimal(0)
        return ReviewedQuestion(self.question, self.version, points, worth, answer.worker_id)


@dataclass(frozen=True, slots=True)
class TenState:
    """The ten of a day, each with its answer. What went out of use since the morning is not asked any more.

    What went into an exam or stands on his own paper is not there at all: its answer tells the key.
    """

    ten: DailyTen
    places: tuple[Practised, ...]

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def done(self) -> int:
        return sum(place.answer is not None for place in self.places)

    @property
    def is_done(self) -> bool:
        return self.done == self.total

    def place(self, number: int) -> Practised | None:
        """Return the question of that number, from 1."""
        return next((place for place in self.places if place.question.number == number), None)

    def next_number(self, after: int = 0) -> int | None:
        """Return the next one without an answer, round to the first; None when all are answered."""
        waiting = [place.question.number for place in self.places if place.answer is None]
        return next((number for number in waiting if number > after), waiting[0] if waiting else None)


def state_of(ten: DailyTen) -> TenState:
    """Return how the worker stands with these. Five queries."""
    occasions = [ten.occasion(slot) for slot in range(len(ten.paper))]
    rows = PracticeAnswer.objects.filter(worker=ten.worker_id, occasion__in=occasions)
    given = {answer.occasion: answer for answer in rows}
    answers = {slot: given[occasion] for slot, occasion in enumerate(occasions) if occasion in given}
    versions = versions_of(ten.paper)
    chosen = {slot: answer.answer for slot, answer in answers.items()}
    places = [
        Practised(question, versions[line[0]], answers.get(question.slot))
        for question, line in zip(shown(ten.paper, versions, chosen), ten.paper, strict=True)
    ]
    asked = [place.version.question_id for place in places]
    withheld = set(withheld_questions(ten.worker_id).filter(pk__in=asked).values_list("pk", flat=True))
    allowed = [place for place in places if place.version.question_id not in withheld]
    return TenState(ten, tuple(place for place in allowed if place.answer or _is_asked(place.version)))


def from_book(row: WrongQuestion, day: date) -> Practised:
    """Return a question of the book as it is asked on that day; its options stay in order all day. Two queries."""
    occasion = row.occasion(day)
    answered = PracticeAnswer.objects.filter(worker=row.worker_id, occasion=occasion)
    answer = answered.select_related("version__question").first()
    version = answer.version if answer else row.question.current
    assert version is not None  # noqa: S101  (what was never written was never answered wrongly)
    fetch_pictures([version])
    rng = Random(str(occasion))  # noqa: S311  (to be repeated, not to be secret)
    keys = shown_keys(version.kind, [option["key"] for option in version.options], rng)
    chosen: Mapping[int, list[str]] = {0: answer.answer} if answer else {}
    return Practised(shown([[version.pk, keys, "1"]], {version.pk: version}, chosen)[0], version, answer)


def _is_asked(version: QuestionVersion) -> bool:
    return version.question.state == QuestionState.IN_USE and version.question.current_id == version.pk
