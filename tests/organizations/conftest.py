"""What tests of organizations ask for: who may have archives made, who gives links for a password, and who gets one."""

from __future__ import annotations

import pytest

from organizations.models import Role, User
from tests.factories.organizations import County, staff
from tests.factories.passwords import a_judge


@pytest.fixture
def safety_officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise, user__name="赵淑芳")


@pytest.fixture
def bureau(county: County) -> User:
    return staff(Role.BUREAU_ADMIN, county.bureau)


@pytest.fixture
def holder(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


@pytest.fixture
def judge(county: County) -> User:
    return a_judge(county.enterprise, county.team)
