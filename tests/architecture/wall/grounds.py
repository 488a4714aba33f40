"""What stands in the county that the wall goes round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exams.models import Attempt, Exam
from exams.services.printed_forms import make_forms
from exams.services.sittings import start_attempt
from organizations.models import User
from tests.factories.organizations import PIN, County, MembershipFactory, UserFactory
from tests.factories.sittings import an_exam, sit

SECRET = "密不外传的职工"


@dataclass(frozen=True)
class Grounds:
    """A county, a worker of it by whom nobody outside may hear, his sitting that runs and the one that is over.

    `on_paper` is an exam that he sits with a pen.
    """

    county: County
    worker: User
    under_way: Attempt
    graded: Attempt
    on_paper: Exam


def grounds_of(county: County) -> Grounds:
    """Let a worker of the county sit two exams."""
    worker = UserFactory(name=SECRET, pin=PIN)
    MembershipFactory(user=worker, unit=county.team, employee_no="0217")
    running, over, on_paper = (an_exam(county.enterprise) for _exam in range(3))
    Exam.objects.filter(pk=over.pk).update(bonus_month=date(2024, 3, 1))
    under_way = start_attempt(exam=running, worker=worker)
    grounds = Grounds(county, worker, under_way, sit(over, worker, right=3), on_paper)
    for exam in (over, on_paper):
        make_forms(exam=exam, by=None)
    return grounds
