"""What stands at hand on the desk: names to tick today, doubts to answer, and the lecture that a head may write."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.rights.sections import make_section
from exams.models import QuestionDoubt, QuestionState
from organizations.models import Role
from tests.factories.exams import QuestionFactory
from tests.factories.learning import a_session
from tests.factories.organizations import UserFactory, desk_of, small_county, staff

pytestmark = pytest.mark.django_db


def test_a_leader_finds_the_lecture_of_today_and_not_that_of_last_week() -> None:
    county = small_county()
    today = a_session(county.enterprise)
    old = a_session(county.enterprise, begins_at=timezone.now() - timedelta(days=7))

    page = desk_of(staff(Role.TEAM_LEADER, county.team)).get("/desk/").content.decode()

    assert f"/desk/sessions/{today.pk}/ticks/" in page
    assert f"/desk/sessions/{old.pk}/ticks/" not in page


def test_a_head_begins_a_lecture_from_his_desk_and_an_officer_does_not() -> None:
    county = small_county()
    address = f"/admin/pages/add/courses/lecturepage/{make_section(county.enterprise).pk}/"

    assert address in desk_of(staff(Role.ENTERPRISE_HEAD, county.enterprise)).get("/desk/").content.decode()
    assert address not in desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get("/desk/").content.decode()


def test_who_keeps_a_bank_is_told_of_its_open_doubts_and_nobody_else_is() -> None:
    county = small_county()
    for bank, answered in ((county.enterprise, False), (county.neighbour, False), (county.enterprise, True)):
        doubt = QuestionDoubt(
            version=QuestionFactory(bank__owner=bank).current, worker=UserFactory(), text="答案不对？"
        )
        if answered:
            doubt.answer, doubt.answered_by, doubt.answered_at = "已改。", UserFactory(), timezone.now()
        doubt.save()

    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get("/desk/")
    leader = desk_of(staff(Role.TEAM_LEADER, county.team)).get("/desk/")

    assert officer.context["doubts"] == 1
    assert "/admin/question-doubts/" in officer.content.decode()
    assert "/admin/question-doubts/" not in leader.content.decode()


def test_who_keeps_a_bank_finds_its_parked_questions_on_his_desk_and_in_the_admin() -> None:
    county = small_county()
    for owner in (county.enterprise, county.neighbour):
        QuestionFactory(bank__owner=owner, state=QuestionState.PARKED)
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    address = "/admin/questions/?state=parked"

    assert officer.get("/desk/").context["parked"] == 1
    assert address in officer.get("/desk/").content.decode()
    assert address in officer.get("/admin/").content.decode()
    assert address not in desk_of(staff(Role.TEAM_LEADER, county.team)).get("/desk/").content.decode()
