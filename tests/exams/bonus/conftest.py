"""The people of a March whose exam counts for the bonus: a team of three, who counts, and who signs last."""

from __future__ import annotations

import pytest
from django.test import Client

from exams.models import Exam
from organizations.models import Membership, User
from tests.factories.bonus import a_team_of_three, head_of, march_exam, officer_of
from tests.factories.organizations import County, desk_of


@pytest.fixture
def exam(county: County) -> Exam:
    return march_exam(county)


@pytest.fixture
def people(county: County, exam: Exam) -> dict[str, Membership]:
    return a_team_of_three(county, exam)


@pytest.fixture
def officer(county: County) -> User:
    return officer_of(county)


@pytest.fixture
def boss(county: County) -> User:
    return head_of(county)


@pytest.fixture
def browser(officer: User) -> Client:
    """Of the safety officer, signed in to the desk."""
    return desk_of(officer)
