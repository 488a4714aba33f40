"""What is at hand on the desk: pauses, names to tick, annulments, doubts to answer, the lecture a head may write."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.rights.sections import make_section
from exams.models import Intervention, InterventionKind, QuestionDoubt, QuestionState
from exams.models.interventions import PAUSE_IS_FORGOTTEN_AFTER
from exams.services.annulments import keep, propose_annulment
from exams.services.interventions import Order
from exams.services.pauses import pause, resume
from exams.services.sittings import start_attempt
from organizations.models import Role, Unit, User
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


def paused(unit: Unit, by: User) -> Intervention:
    return pause(order=Order(exam=an_exam(unit), unit=unit, reason="停电", by=by))


def test_a_pause_that_nobody_ends_stands_on_the_desk_of_who_may_end_it_after_half_an_hour() -> None:
    county = small_county()
    officer, neighbour = (staff(Role.SAFETY_OFFICER, where) for where in (county.enterprise, county.neighbour))
    forgotten = paused(county.team, officer)
    address = f"/desk/exams/{forgotten.exam_id}/watch/"
    due = forgotten.at + PAUSE_IS_FORGOTTEN_AFTER

    def is_told(reader: User, after: timedelta) -> bool:
        with time_machine.travel(due + after, tick=False):
            return address in desk_of(reader).get("/desk/").content.decode()

    assert not is_told(officer, timedelta(seconds=-1))
    assert is_told(officer, timedelta())
    assert not is_told(neighbour, timedelta())
    with time_machine.travel(due):
        resume(paused=forgotten, reason="来电", by=officer, key=uuid4())
    assert not is_told(officer, timedelta())


def test_pauses_cost_the_desk_one_query_however_many_there_are() -> None:
    county = small_county()
    by = staff(Role.SAFETY_OFFICER, county.enterprise)
    desk = desk_of(by)
    units = (county.team, county.other_team, county.workshop)
    exam = an_exam(county.enterprise)

    def about_pauses(minutes: int) -> list[str]:
        with (
            time_machine.travel(timezone.now() + timedelta(minutes=minutes)),
            CaptureQueriesContext(connection) as seen,
        ):
            desk.get("/desk/")
        return [query["sql"] for query in seen if f"'{InterventionKind.PAUSE}'" in query["sql"]]

    for unit in units:
        pause(order=Order(exam=exam, unit=unit, reason="停电", by=by))
    assert [len(about_pauses(minutes)) for minutes in (0, 40)] == [1, 1]


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
