"""Re-tests of exams that are over."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from exams.models import Exam
from exams.services.retests import Retest, draw_retest
from organizations.models import Unit, User
from tests.factories.exams import filled_paper
from tests.factories.organizations import UserFactory


def a_retest(exam: Exam, owner: Unit, *, supervisor: User | None = None, **fields: object) -> Exam:
    """Return a re-test of a closed exam, open now: two of each enterprise, four questions, unless told otherwise."""
    now = timezone.now()
    said = {
        "title": f"抽考：{exam.title}",
        "paper": filled_paper(owner=owner),
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(hours=1),
        "minutes": 20,
        "supervisor": supervisor or UserFactory(),
        **({} if "percent" in fields else {"people": 2}),
        **fields,
    }
    retest = Retest(**said)  # type: ignore[arg-type]
    return draw_retest(exam=exam, retest=retest, owner=owner, units=Unit.objects.all(), by=UserFactory())
