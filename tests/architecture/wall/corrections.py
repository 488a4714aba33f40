"""Who may have what of the corrections of an exam: those who hold it, and nobody who merely sits it."""

from __future__ import annotations

from exams.models import QuestionVersion, Treatment
from exams.rulings import Ruling
from organizations.models import Role
from tests.architecture.wall.grounds import Grounds
from tests.architecture.wall.roles import NOBODY
from tests.factories.corrections import over, proposed
from tests.factories.organizations import staff
from tests.factories.sittings import an_exam, sit

HOLD_THE_EXAM = frozenset({"officer", "head", "bureau"})
SEEN_BY = {
    "exams:corrections": HOLD_THE_EXAM,
    "exams:propose_correction": HOLD_THE_EXAM,
    "exams:correction": HOLD_THE_EXAM,
    "exams:correction_progress": HOLD_THE_EXAM,
    "exams:decide_correction": NOBODY,
    "exams:correct_again": NOBODY,
}


def addresses(grounds: Grounds) -> dict[str, str]:
    """Return where these lie, as far as their addresses have variable parts."""
    enterprise = grounds.county.enterprise
    exam = an_exam(enterprise)
    attempt = sit(exam, grounds.worker, right=3)
    version = QuestionVersion.objects.get(pk=attempt.paper[4][0])
    proposer = staff(Role.SAFETY_OFFICER, enterprise)
    made = proposed(over(exam), version, Ruling(Treatment.GIVE), proposer)
    there = f"/desk/exams/{exam.pk}/corrections/"
    return {
        "exams:corrections": there,
        "exams:propose_correction": f"{there}propose/{version.pk}/",
        "exams:correction": f"{there}{made.pk}/",
        "exams:correction_progress": f"{there}{made.pk}/progress/",
        "exams:decide_correction": f"{there}{made.pk}/decide/",
        "exams:correct_again": f"{there}{made.pk}/again/",
    }
