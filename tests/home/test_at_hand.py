"""What is at hand on the desk: names to tick, annulments to decide, doubts to answer, the lecture a head may write."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from courses.rights.sections import make_section
from exams.models import QuestionDoubt, QuestionState
from exams.services.annulments import keep, propose_annulment
from exams.services.sittings import start_attempt
from organizations.models import Role
from tests.factories.exams import QuestionFactory
from tests.factories.interventions import for_one
from tests.factories.learning import a_session
from tests.factories.organizations import UserFactory, desk_of, small_county, staff
from tests.factories.sittings import a_worker, an_exam

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


def test_an_annulment_waits_on_the_desk_of_a_second_person_until_it_is_decided() -> None:
    county = small_county()
    officer, head = staff(Role.SAFETY_OFFICER, county.enterprise), staff(Role.ENTERPRISE_HEAD, county.enterprise)
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))
    proposal = propose_annulment(order=for_one(attempt, by=officer, reason="坐的是别人"))

    assert "坐的是别人" in desk_of(head).get("/desk/").content.decode()
    for other in (officer, staff(Role.SAFETY_OFFICER, county.neighbour), staff(Role.TEAM_LEADER, county.team)):
        assert "坐的是别人" not in desk_of(other).get("/desk/").content.decode()

    keep(proposal=proposal, reason="问过了", by=head, key=uuid4())
    assert "坐的是别人" not in desk_of(head).get("/desk/").content.decode()
