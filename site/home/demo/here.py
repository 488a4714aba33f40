"""What the demonstration's people say of their own workplace after a case: mostly well, here and there not."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from courses.here import Here
from courses.models import HereAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courses.here import HereQuestion
    from courses.models import AccidentCasePage
    from organizations.models import Membership

UNSURE_OF_HUNDRED, BAD_OF_HUNDRED = 4, 2


def answer_for_their_workplace(case: AccidentCasePage, places: Iterable[Membership], rng: Random) -> None:
    """Each of these people has answered each question of the case afterwards."""
    HereAnswer.objects.bulk_create(
        HereAnswer(
            worker_id=place.user_id,
            unit_id=place.unit_id,
            page=case,
            question=question.text,
            answer=_thrown(question, rng),
        )
        for place in places
        for question in case.here_questions
    )


def _thrown(question: HereQuestion, rng: Random) -> str:
    unsure, bad = question.worrying
    thrown = rng.randrange(100)
    if thrown < UNSURE_OF_HUNDRED:
        return unsure
    return bad if thrown < UNSURE_OF_HUNDRED + BAD_OF_HUNDRED else str(Here(question.safe))
