"""What tests of courses ask for: a worker by his name, and somebody who teaches in his enterprise."""

from __future__ import annotations

import pytest

from organizations.models import Role, User
from tests.factories.organizations import County, staff, worker_of


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team, name="安贵生")


@pytest.fixture
def teacher(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)
