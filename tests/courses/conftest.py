"""What tests of courses ask for: a worker by his name, who teaches in his enterprise, and who makes its procedures."""

from __future__ import annotations

import pytest

from courses.models import ProcedureVersion
from organizations.models import Role, User
from tests.factories.organizations import County, staff, worker_of
from tests.factories.procedures import People, a_procedure


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team, name="安贵生")


@pytest.fixture
def teacher(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


@pytest.fixture
def people(county: County) -> People:
    return People(county.enterprise, county.team)


@pytest.fixture
def draft(county: County, people: People) -> ProcedureVersion:
    return a_procedure(county.enterprise, by=people.officer).versions.get()
