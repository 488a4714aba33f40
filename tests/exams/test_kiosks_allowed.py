"""A shared tablet is allowed by an officer: for one exam, one unit and some hours, by a code that works once."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone

from exams.errors import ExamNotOpen, KioskRefused
from exams.models import Exam, Kiosk
from exams.services.kiosks import CODE_GOOD_FOR, allow_kiosk, claim_kiosk, hashed, kiosk_of, revoke_kiosk
from organizations.models import AuditEntry, Role, User
from tests.factories.odd_exams import close
from tests.factories.organizations import County, desk_of, staff
from tests.factories.sittings import an_exam


@pytest.fixture
def exam(county: County) -> Exam:
    return an_exam(county.enterprise)


@pytest.fixture
def officer_user(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def allowed(exam: Exam, officer_user: User, hours: int = 4) -> tuple[Kiosk, str]:
    return allow_kiosk(exam=exam, unit=exam.owner, name="班组活动室", hours=hours, by=officer_user)


def test_a_code_works_once_and_only_hashes_are_kept(exam: Exam, officer_user: User) -> None:
    kiosk, code = allowed(exam, officer_user)
    _kiosk, token = claim_kiosk(code=code)

    with pytest.raises(KioskRefused):
        claim_kiosk(code=code)
    kiosk.refresh_from_db()
    assert (kiosk.code, kiosk.token) == (hashed(code), hashed(token))
    assert kiosk_of(token) == kiosk
    assert {"kiosk.allow", "kiosk.claim"} <= set(AuditEntry.objects.values_list("action", flat=True))


def test_a_code_is_good_for_a_quarter_of_an_hour(exam: Exam, officer_user: User) -> None:
    _kiosk, code = allowed(exam, officer_user)

    with time_machine.travel(timezone.now() + CODE_GOOD_FOR * 1.01), pytest.raises(KioskRefused):
        claim_kiosk(code=code)


def test_a_tablet_ends_with_its_hours_with_the_exam_and_when_it_is_taken_back(exam: Exam, officer_user: User) -> None:
    kiosk, code = allowed(exam, officer_user, hours=12)
    _kiosk, token = claim_kiosk(code=code)

    assert kiosk.ends_at == exam.closes_at
    with time_machine.travel(exam.closes_at):
        assert kiosk_of(token) is None
    revoke_kiosk(kiosk=kiosk, by=officer_user)
    assert kiosk_of(token) is None


@pytest.mark.parametrize(("name", "hours"), [("", 4), ("活动室", 0), ("活动室", 13)])
def test_a_tablet_has_a_place_and_some_hours(exam: Exam, officer_user: User, name: str, hours: int) -> None:
    with pytest.raises(KioskRefused):
        allow_kiosk(exam=exam, unit=exam.owner, name=name, hours=hours, by=officer_user)


def test_no_tablet_for_an_exam_that_is_over(exam: Exam, officer_user: User) -> None:
    with pytest.raises(ExamNotOpen):
        allowed(close(exam), officer_user)


# at the desk


def test_the_officer_gets_a_code_that_is_shown_once(county: County, exam: Exam, officer_user: User) -> None:
    desk, address = desk_of(officer_user), f"/desk/exams/{exam.pk}/kiosks/"
    page = desk.post(address, {"unit": county.team.pk, "name": "活动室", "hours": 3})
    code = page.context["code"]

    assert code in page.content.decode()
    assert code not in desk.get(address).content.decode()
    assert claim_kiosk(code=code)[0].unit == county.team


def test_an_officer_allows_and_takes_back_in_his_own_units_only(county: County, exam: Exam, officer_user: User) -> None:
    kiosk, _code = allowed(exam, officer_user)
    address = f"/desk/exams/{exam.pk}/kiosks/"
    of_neighbour = {"unit": county.neighbour_team.pk, "name": "活动室", "hours": 3}

    assert desk_of(officer_user).post(address, of_neighbour).status_code == 422
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    assert neighbour.post(f"{address}{kiosk.pk}/").status_code == 404
    assert desk_of(staff(Role.TEAM_LEADER, county.team)).get(address).status_code == 403
    assert desk_of(officer_user).post(f"{address}{kiosk.pk}/").status_code == 302
    kiosk.refresh_from_db()
    assert kiosk.revoked_at is not None
