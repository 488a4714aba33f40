"""What is owed, on the first page of the desk: nothing before an exam has opened."""

from __future__ import annotations

import pytest

from home.desk import open_matters
from organizations.models import Role
from tests.factories.make_ups import a_make_up, close
from tests.factories.organizations import County, desk_of, staff
from tests.factories.sittings import AN_HOUR, a_worker, an_exam

pytestmark = pytest.mark.django_db


def test_an_exam_owes_nobody_before_it_opens(county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    a_worker(county.team)
    an_exam(county.enterprise, opens_in=AN_HOUR)

    [matter] = open_matters(officer)
    page = desk_of(officer).get("/desk/", headers={"accept-language": "en"}).content.decode()

    assert (matter.missing, matter.is_owed) == (1, False)
    assert "Nothing is owed" in page
    assert "Not open yet" in page


def test_an_open_exam_owes_whoever_has_not_handed_in(county: County) -> None:
    a_worker(county.team)
    an_exam(county.enterprise)

    [matter] = open_matters(staff(Role.SAFETY_OFFICER, county.enterprise))

    assert matter.is_owed
    assert not matter.is_over


def test_a_make_up_counts_nobody_twice(county: County) -> None:
    absent = a_worker(county.team)
    exam = an_exam(county.enterprise)
    close(exam)
    a_make_up(exam, [absent])

    [matter] = open_matters(staff(Role.SAFETY_OFFICER, county.enterprise))

    assert (matter.expected, matter.sat) == (1, 0)
