"""What tests of exams ask for: a bank of the enterprise, and one of its workers."""

from __future__ import annotations

import pytest

from exams.models import QuestionBank
from organizations.models import User
from tests.factories.exams import QuestionBankFactory
from tests.factories.organizations import County
from tests.factories.sittings import a_worker


@pytest.fixture
def bank(county: County) -> QuestionBank:
    made: QuestionBank = QuestionBankFactory(owner=county.enterprise, name="本矿题库")
    return made


@pytest.fixture
def worker(county: County) -> User:
    return a_worker(county.team)
