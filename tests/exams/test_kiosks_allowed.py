"""A shared tablet is allowed by an officer: for one exam, one unit and some hours, by a code that works once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exams.errors import ExamNotOpen, KioskRefused
from exams.models import Attempt, Exam
from exams.services.kiosks import CODE_GOOD_FOR, allow_kiosk, claim_kiosk, hashed, kiosk_of, revoke_kiosk
from exams.services.sittings import start_attempt, submit_attempt
from organizations.models import AuditEntry, Role, User
from tests.factories.kiosks import allowed
from tests.factories.odd_exams import close
from tests.factories.organizations import County, desk_of, staff
from tests.factories.sittings import a_worker


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


def test_it_stands_while_a_sitting_on_it_is_paused_or_has_time_and_no_longer(
    county: County, exam: Exam, officer_user: User
) -> None:
    kiosk, code = allowed(exam, officer_user, hours=1)
    _kiosk, token = claim_kiosk(code=code)
    here, elsewhere = (start_attempt(exam=exam, worker=a_worker(county.team)) for _person in range(2))
    Attempt.objects.filter(pk=elsewhere.pk).update(deadline=kiosk.ends_at + timedelta(hours=9))
    Attempt.objects.filter(pk=here.pk).update(deadline=kiosk.ends_at + timedelta(minutes=5))
    kiosk.sittings.add(here)

    def stands(minutes: int) -> bool:
        with time_machine.travel(kiosk.ends_at + timedelta(minutes=minutes), tick=False):
            return kiosk_of(token) is not None

    assert [stands(minutes) for minutes in (0, 5, 6)] == [True, True, False]
    Attempt.objects.filter(pk=here.pk).update(paused_at=kiosk.ends_at)
    assert stands(600)
    submit_attempt(attempt=here)
    assert not stands(1)


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


def test_after_its_end_the_desk_can_take_back_what_somebody_still_sits_on(
    county: County, exam: Exam, officer_user: User
) -> None:
    kiosk, code = allowed(exam, officer_user, hours=1)
    claim_kiosk(code=code)
    attempt = start_attempt(exam=exam, worker=a_worker(county.team))
    kiosk.sittings.add(attempt)
    Attempt.objects.update(deadline=kiosk.ends_at + timedelta(hours=1))

    def may_take_back() -> bool:
        with time_machine.travel(kiosk.ends_at + timedelta(minutes=1)):
            page = desk_of(officer_user).get(f"/desk/exams/{exam.pk}/kiosks/").content.decode()
        return f"/kiosks/{kiosk.pk}/" in page

    assert may_take_back()
    submit_attempt(attempt=attempt)
    assert not may_take_back()


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
