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
    """A county, a worker of it by whom nobody outside may hear, his sitting that runs and the one that is over."""

    county: County
    worker: User
    under_way: Attempt
    graded: Attempt


def grounds_of(county: County) -> Grounds:
    """Let a worker of the county sit two exams."""
    worker = UserFactory(name=SECRET, pin=PIN)
    MembershipFactory(user=worker, unit=county.team, employee_no="0217")
    running, over = an_exam(county.enterprise), an_exam(county.enterprise)
    Exam.objects.filter(pk=over.pk).update(bonus_month=date(2024, 3, 1))
    grounds = Grounds(county, worker, start_attempt(exam=running, worker=worker), sit(over, worker, right=3))
    make_forms(exam=over, by=None)
    return grounds
