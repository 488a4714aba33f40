"""Drawing the papers of an exam for many workers at once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from exams.drawing.sampling import seeded
from exams.models import Exam
from exams.services.had import QuestionsHad
from exams.services.pools import keep_pool

if TYPE_CHECKING:
    from exams.drawing.papers import DrawnPaper
    from exams.drawing.plans import Plan
    from exams.services.audience import Sitter

SEED_BITS = 63


class Draw:
    """The draw of one exam's papers at one moment: the same again for the same pool, sittings before, and places."""

    def __init__(self, exam: Exam, plan: Plan, moment: datetime) -> None:
        self.moment = moment
        self._plan, self._seed = plan, seed_of(exam)
        self._had = QuestionsHad(plan.banks, moment)

    @cached_property
    def pool(self) -> str:
        """The key of what is drawn from, which is kept from now on. Two queries at most."""
        return keep_pool(self._plan)

    def papers(self, sitters: Sequence[Sitter], number: int = 1) -> dict[int, DrawnPaper]:
        """Return the papers of these workers for sittings of that number, by worker. Two queries at most."""
        had = self._had.of([sitter.worker for sitter in sitters])
        return {
            sitter.worker: self._plan.paper_for(
                sitter.standing, seeded(self._seed, sitter.worker, number), had.get(sitter.worker, set())
            )
            for sitter in sitters
        }


def new_seed() -> int:
    """Return a number that nobody can guess, to draw by."""
    return secrets.randbits(SEED_BITS)


def seed_of(exam: Exam) -> int:
    """Return the number that the exam's papers are drawn by, recorded for good when it is first asked for."""
    if exam.seed is None:
        Exam.objects.filter(pk=exam.pk, seed__isnull=True).update(seed=new_seed())
        exam.refresh_from_db(fields=["seed"])
    assert exam.seed is not None  # noqa: S101  (recorded by the line above, or by somebody a moment earlier)
    return exam.seed
