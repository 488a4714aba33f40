"""The rules of a sitting alone, thousands of times: what may come in, what counts, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from exams.grading import PaperQuestion, grade
from exams.models import Attempt, AttemptState, EventKind, Exam, SubmittedBy
from exams.reduction import answers
from exams.rightness import Key
from exams.services.journal import PhoneEvent, refusal
from tests.exams.any_order import GRACE, LAST_SECOND, PHONES, STEPS, TALKS, Model, Step, Word, phone_event
from tests.judging import Asked, last_words, score

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
PAPER = [
    Asked("single", ("A",), Decimal("12.5")),
    Asked("multiple", ("A", "C"), Decimal("12.5")),
    Asked("true_false", ("T",), Decimal("12.5")),
    Asked("order", ("C", "A", "D", "B"), Decimal("12.5")),
    Asked("fill", ("自救器",), Decimal(25)),
    Asked("fill", ("1.5",), Decimal(25), "0.1", "米"),
]
OFFERED = [["B", "A", "D", "C"], ["C", "D", "A", "B"], ["T", "F"], ["A", "B", "C", "D"], [], []]
SCORED = [
    PaperQuestion(
        number, Key(one.kind, one.right, Decimal(one.tolerance) if one.tolerance else None, one.unit), one.points
    )
    for number, one in enumerate(PAPER)
]


@dataclass(slots=True)
class Row:
    """An event in a journal that is a list."""

    pk: int
    device: UUID
    seq: int
    kind: str
    slot: int | None
    value: object


@dataclass
class OnPaper:
    """A sitting that no database knows: the product's rules, and a list."""

    attempt: Attempt = field(
        default_factory=lambda: Attempt(
            exam=Exam(grace_seconds=GRACE),
            state=AttemptState.IN_PROGRESS,
            paper=[[number, keys, "1"] for number, keys in enumerate(OFFERED)],
            started_at=BEGUN,
            deadline=BEGUN + timedelta(seconds=LAST_SECOND),
        )
    )
    rows: dict[tuple[UUID, int], Row] = field(default_factory=dict)

    def hear(self, phone: UUID, said: list[PhoneEvent], now: datetime) -> set[int]:
        may_come = [event for event in said if not refusal(self.attempt, event, now)]
        for event in may_come:
            row = Row(len(self.rows), phone, event.seq, event.kind, event.slot, event.value)
            self.rows.setdefault((phone, event.seq), row)
        if any(event.kind == EventKind.SUBMIT for event in may_come):
            self.attempt.submitted_by = SubmittedBy.WORKER
        return {event.seq for event in said if (phone, event.seq) in self.rows}


@settings(max_examples=2000)
@given(words=TALKS, steps=STEPS)
def test_what_is_acknowledged_is_in_the_journal_and_the_journal_is_worth_what_a_second_opinion_says(
    words: list[list[Word]], steps: list[Step]
) -> None:
    said = [[phone_event(number, word, OFFERED, BEGUN) for number, word in enumerate(row)] for row in words]
    sitting, model = OnPaper(), Model(OFFERED)
    acknowledged: set[tuple[UUID, int]] = set()
    for _what, number, which, seconds in steps:
        model.second += seconds
        batch = [said[number][index] for index in which if index < len(said[number])]
        heard = sitting.hear(PHONES[number], batch, BEGUN + timedelta(seconds=model.second))
        assert heard == model.hear(PHONES[number], batch, BEGUN)
        acknowledged |= {(PHONES[number], seq) for seq in heard}

    reduced = answers(sitting.rows.values())
    assert acknowledged == set(sitting.rows)
    assert reduced == {slot: list(one.value) for slot, one in last_words(model.journal()).items()}
    assert grade(SCORED, reduced).score == score(PAPER, reduced)


@settings(max_examples=1000)
@given(choices=st.lists(st.lists(st.sampled_from("ABCDTF"), unique=True), min_size=4, max_size=4), words=st.data())
def test_two_graders_agree_on_any_paper(choices: list[list[str]], words: st.DataObject) -> None:
    written = st.text(st.sampled_from("自救器 　。.1１5５6米-+e"), max_size=6)
    given_answers = dict(enumerate([*choices, [words.draw(written)], [words.draw(written)]]))

    assert grade(SCORED, given_answers).score == score(PAPER, given_answers)
