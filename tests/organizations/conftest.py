"""What tests of organizations ask for: somebody of the enterprise who may have its archives made."""

from __future__ import annotations

import pytest

from organizations.models import Role, User
from tests.factories.organizations import County, staff


@pytest.fixture
def safety_officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise, user__name="赵淑芳")
