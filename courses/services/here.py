"""Taking down what somebody says of his own workplace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from courses.models.here import HereAnswer
from courses.models.studies import Study
from organizations.models import Membership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from organizations.models import User


def answers_of(*, worker: User, page: int) -> dict[str, str]:
    """Return what the person last said to each question of the page. One query."""
    said = HereAnswer.objects.filter(worker=worker, page=page).order_by("pk")
    return dict(said.values_list("question", "answer"))


@transaction.atomic
def answer_here(*, worker: User, page: int, answers: Mapping[str, str]) -> int:
    """Keep his answers, question to one of Here, for the unit he is in today. Returns how many are new.

    What he has said before of the same unit is not written again. The rows are the evidence: they are only ever added.
    """
    # the row that everybody who reads the page has: two taps at once come one after the other
    Study.objects.select_for_update(of=("self",)).get(worker=worker, page=page)
    place = Membership.objects.current().filter(user=worker).first()
    unit = place.unit_id if place else None
    before = HereAnswer.objects.filter(worker=worker, page=page, unit=unit).order_by("pk")
    known = dict(before.values_list("question", "answer"))
    fresh = {question: answer for question, answer in answers.items() if known.get(question) != answer}
    HereAnswer.objects.bulk_create(
        [
            HereAnswer(worker=worker, unit_id=unit, page_id=page, question=question, answer=answer)
            for question, answer in fresh.items()
        ]
    )
    return len(fresh)
