"""What the database holds in the end, against what the phones were told. Read past the product, in plain SQL."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import psycopg
from psycopg.rows import namedtuple_row

from tests.chaos.phone import Event
from tests.chaos.worker import Worker, last_shown
from tests.judging import Asked, Said, last_words, score


class Row(NamedTuple):
    """A row of a journal without its sitting."""

    device: str
    seq: int
    kind: str
    slot: int | None
    value: Any


@dataclass
class Found:
    """All that the database holds of one exam."""

    attempts: list[Any]
    journals: dict[str, list[Any]]
    gradings: dict[str, list[Any]]
    versions: dict[int, Any]

    @classmethod
    def read(cls, url: str) -> Found:
        with psycopg.connect(url, row_factory=namedtuple_row) as connection:
            versions = connection.execute("SELECT id, kind, answer, tolerance, unit FROM exams_questionversion")
            return cls(
                attempts=connection.execute("SELECT * FROM exams_attempt").fetchall(),
                journals=_by_attempt(connection.execute("SELECT * FROM exams_answerevent ORDER BY id").fetchall()),
                gradings=_by_attempt(connection.execute("SELECT * FROM exams_grading ORDER BY id").fetchall()),
                versions={row[0]: row for row in versions},
            )


def _by_attempt(rows: Iterable[Any]) -> dict[str, list[Any]]:
    sorted_out: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        sorted_out[str(row.attempt_id)].append(row)
    return sorted_out


def faults(workers: Sequence[Worker], found: Found) -> list[str]:
    """Return, one sentence each, everything that was lost, doubled, invented or misjudged."""
    attempts = {str(row.id): row for row in found.attempts}
    people = Counter(row.worker_id for row in found.attempts)
    wrong = [f"worker {person} has {count} sittings" for person, count in people.items() if count > 1]
    if len(attempts) != len(workers):
        wrong.append(f"{len(attempts)} sittings of {len(workers)} workers")
    for worker in workers:
        case = Case(worker, attempts[worker.attempt], found)
        sentences = [*worker.wrong, *case.journal(), *case.shown(), *case.result()]
        wrong += [f"worker {worker.number} ({worker.plan.end.value}): {sentence}" for sentence in sentences]
    return wrong


@dataclass
class Case:
    """One worker's sitting: what his phones know, what the database has."""

    worker: Worker
    attempt: Any
    found: Found

    def __post_init__(self) -> None:
        self.events = self.found.journals[self.worker.attempt]
        self.rows = {Row(str(e.device), e.seq, e.kind, e.slot, _plain(e.value)) for e in self.events}
        heard = [e for e in self.events if e.kind == "answer"]
        journal = [Said(e.id, str(e.device), e.seq, e.slot, tuple(e.value)) for e in heard]
        self.counting = {slot: list(said.value) for slot, said in last_words(journal).items()}

    def journal(self) -> Iterable[str]:
        """Every acknowledged event is there as it was said, no refused one is, and none that no phone ever sent."""
        for event in self.worker.log:
            row = _row(event)
            if event.acknowledged is not None and row not in self.rows:
                yield f"acknowledged, and not in the journal: {row}"
            if event.refused is not None and row in self.rows:
                yield f"refused ({event.refused}), and in the journal: {row}"
            if event.is_open and event.sent and not self.worker.is_lost:
                yield f"nobody ever said what became of it: {row}"
        sent = Counter(_row(event) for event in self.worker.log if event.sent)
        yield from (f"in the journal, and nobody sent it: {row}" for row in self.rows if row not in sent)
        if len(self.events) != len(self.rows):
            yield "something stands twice in the journal"

    def shown(self) -> Iterable[str]:
        """The journal comes to what the phone last showed as saved; of a lost phone more may have been heard."""
        said: dict[int, list[Event]] = defaultdict(list)
        for event in self.worker.log:
            if event.kind == "answer" and event.slot is not None and event.sent:
                said[event.slot].append(event)
        for slot, events in said.items():
            last = last_shown(events)
            may_be = [event.value for event in last] if last else [None]
            may_be += [event.value for event in events if event.is_open]
            if self.counting.get(slot) not in may_be:
                yield f"question {slot} was last shown as {may_be}, the journal says {self.counting.get(slot)}"
        yield from (f"question {slot} was never answered" for slot in self.counting if slot not in said)

    def result(self) -> Iterable[str]:
        """One result, with one receipt, worth what the second grader says, by a history that begins once."""
        history = self.found.gradings[self.worker.attempt]
        receipts = {phone.store.receipt for phone in self.worker.phones if phone.store.receipt}
        worth = score([self._asked(line) for line in self.attempt.paper], self.counting)
        if self.attempt.state != "graded":
            yield f"its state is {self.attempt.state}"
            return
        if not self.worker.is_lost and not receipts:
            yield "no phone got a receipt"
        if receipts - {self.attempt.receipt}:
            yield f"phones were given {receipts}, the receipt is {self.attempt.receipt}"
        if not self.attempt.score == history[-1].score == worth:
            yield f"score {self.attempt.score}, last grading {history[-1].score}, second opinion {worth}"
        if [mark["chosen"] for mark in history[-1].marks] != [self.counting.get(slot, []) for slot in self._slots()]:
            yield f"graded was {history[-1].marks}, the journal says {self.counting}"
        if history[0].cause == "late" or any(grading.cause != "late" for grading in history[1:]):
            yield f"graded because of {[grading.cause for grading in history]}"
        if self.attempt.finished_at > self.attempt.deadline:
            yield f"finished at {self.attempt.finished_at}, after {self.attempt.deadline}"
        by = "worker" if any(e.kind == "submit" for e in self.events) else "deadline"
        if self.attempt.submitted_by != by:
            yield f"handed in by {self.attempt.submitted_by}, by the journal it was {by}"

    def _slots(self) -> range:
        return range(len(self.attempt.paper))

    def _asked(self, line: list[Any]) -> Asked:
        version = self.found.versions[line[0]]
        tolerance = None if version.tolerance is None else str(version.tolerance)
        return Asked(version.kind, tuple(version.answer), Decimal(line[2]), tolerance, version.unit)


def _row(event: Event) -> Row:
    return Row(event.device, event.seq, event.kind, event.slot, _plain(event.value))


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
