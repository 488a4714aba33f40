"""What a receipt says, and nothing that it must not: neither score nor key, no whole name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from exams.models import Attempt
from exams.receipts.keys import short_text
from exams.sheet import ShownQuestion, paper_of

DIGEST_BYTES = 16
TITLE_SHOWN = 24  # characters; the title lies in the QR code, where every one costs room


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one receipt. `finished_at` is in whole seconds; `digest` stands for the answers as they count."""

    code: str
    exam: str
    worker: str
    number: str
    finished_at: datetime
    received: int
    total: int
    digest: str


def facts_of(attempt: Attempt, questions: Sequence[ShownQuestion] | None = None) -> Facts:
    """Return what the receipt of a sitting says now; it must have been handed in. `questions` saves four queries."""
    asked = paper_of(attempt) if questions is None else questions
    if attempt.receipt is None or attempt.finished_at is None:
        raise ValueError(attempt.pk)
    title = attempt.exam.title
    return Facts(
        code=attempt.receipt,
        exam=title if len(title) <= TITLE_SHOWN else f"{title[: TITLE_SHOWN - 1]}…",
        worker=masked_name(attempt.worker.name),
        number=masked_number(attempt.employee_no),
        finished_at=attempt.finished_at.astimezone(UTC).replace(microsecond=0),
        received=sum(question.is_answered for question in asked),
        total=len(asked),
        digest=answers_digest(attempt.pk, {question.slot: question.answer for question in asked}),
    )


def answers_digest(attempt: UUID, answers: Mapping[int, Sequence[str]]) -> str:
    """Return 22 characters that stand for these answers by slot.

    The attempt's id goes in with them. It stands on no receipt, so nobody can find out the answers of a short paper by
    trying them all; who has the journal can do the sum again.
    """
    lines = [[slot, list(answer)] for slot, answer in sorted(answers.items()) if any(answer)]
    content = json.dumps([str(attempt), lines], ensure_ascii=False, separators=(",", ":"))
    return short_text(hashlib.sha256(content.encode()).digest()[:DIGEST_BYTES])


def masked_name(name: str) -> str:
    """王大山 is 王**: enough for who knows him, nothing for who does not."""
    return name[:1] + "*" * (len(name) - 1)


def masked_number(number: str) -> str:
    """0217 is **17, and 17 is **."""
    shown = number[-2:] if len(number) > 2 else ""
    return "*" * (len(number) - len(shown)) + shown
