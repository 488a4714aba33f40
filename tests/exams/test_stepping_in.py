"""The invigilator's forms: they work without scripts, say whom they meant, and stay within the reach."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import HttpResponseBase
from django.test import Client

from exams.models import Attempt, AttemptState, Exam, Intervention, InterventionKind
from exams.services.annulments import propose_annulment
from exams.services.sittings import start_attempt
from organizations.models import Role
from tests.factories.interventions import for_one, paused
from tests.factories.organizations import County, desk_of, phone_of, staff
from tests.factories.sittings import a_worker, an_exam

pytestmark = pytest.mark.django_db
NOBODYS = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def begun(county: County) -> Attempt:
    worker = a_worker(county.team)
    return start_attempt(exam=an_exam(county.enterprise), worker=worker)


def step_in(client: Client, exam: Exam, what: str, target: str, **fields: object) -> HttpResponseBase:
    data = {"key": uuid4(), "reason": "井口停电", **fields}
    return client.post(f"/desk/exams/{exam.pk}/watch/{what}/?{target}", data)


def fresh(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_related("exam").get(pk=attempt.pk)


def test_time_is_given_to_one_person_by_a_plain_form(officer: Client, begun: Attempt) -> None:
    form = officer.get(f"/desk/exams/{begun.exam_id}/watch/extra/?attempt={begun.pk}")
    assert begun.worker.name in form.content.decode()

    done = step_in(officer, begun.exam, "extra", f"attempt={begun.pk}", minutes=10)

    assert done.status_code == 302
    assert done["Location"] == f"/desk/exams/{begun.exam_id}/watch/?unit={begun.unit_id}"
    assert fresh(begun).extra_seconds == 600


def test_the_same_form_sent_twice_is_carried_out_once(officer: Client, begun: Attempt) -> None:
    key = uuid4()
    for _tap in range(2):
        step_in(officer, begun.exam, "extra", f"attempt={begun.pk}", minutes=10, key=key)

    assert fresh(begun).extra_seconds == 600


@pytest.mark.parametrize("what", ["pause", "end", "propose"])
def test_what_weighs_more_has_to_be_meant(what: str, officer: Client, begun: Attempt) -> None:
    target = f"unit={begun.unit_id}"

    assert step_in(officer, begun.exam, what, target).status_code == 422
    assert not Intervention.objects.exists()
    assert step_in(officer, begun.exam, what, target, sure="on").status_code == 302
    assert Intervention.objects.get().people == 1


def test_a_refusal_is_said_and_the_form_stays(officer: Client, begun: Attempt, county: County) -> None:
    paused(begun.exam, county.team)

    page = step_in(officer, begun.exam, "pause", f"unit={county.team.pk}", sure="on")

    assert page.status_code == 200
    assert Intervention.objects.count() == 1


def test_a_message_is_said_to_the_unit_and_stands_on_the_paper(officer: Client, begun: Attempt) -> None:
    step_in(officer, begun.exam, "message", f"unit={begun.unit_id}", reason="第 3 题的图点一下放大")

    paper = phone_of(begun.worker).get(f"/attempts/{begun.pk}/")

    assert "第 3 题的图点一下放大" in paper.content.decode()


@pytest.mark.parametrize("target", ["", "unit=", "unit=x", "attempt=x", f"attempt={NOBODYS}", "unit=999999"])
def test_a_target_that_is_none_is_not_found(target: str, officer: Client, begun: Attempt) -> None:
    assert officer.get(f"/desk/exams/{begun.exam_id}/watch/extra/?{target}").status_code == 404


@pytest.mark.parametrize("what", ["annul", "resume", "nonsense"])
def test_what_is_no_form_of_its_own_is_not_found(what: str, officer: Client, begun: Attempt) -> None:
    assert officer.get(f"/desk/exams/{begun.exam_id}/watch/{what}/?unit={begun.unit_id}").status_code == 404


def test_a_single_person_is_not_paused(officer: Client, begun: Attempt) -> None:
    assert officer.get(f"/desk/exams/{begun.exam_id}/watch/pause/?attempt={begun.pk}").status_code == 404


def test_in_a_common_exam_an_officer_touches_his_own_people_only(county: County) -> None:
    ours, theirs = a_worker(county.team), a_worker(county.neighbour_team)
    exam = an_exam(county.bureau)
    attempts = {worker: start_attempt(exam=exam, worker=worker) for worker in (ours, theirs)}
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    assert step_in(officer, exam, "extra", f"attempt={attempts[theirs].pk}", minutes=5).status_code == 404
    assert step_in(officer, exam, "extra", f"unit={county.bureau.pk}", minutes=5).status_code == 404
    assert step_in(officer, exam, "extra", f"unit={county.enterprise.pk}", minutes=5).status_code == 302
    assert (fresh(attempts[ours]).extra_seconds, fresh(attempts[theirs]).extra_seconds) == (300, 0)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.TOWN_OFFICER, Role.TEAM_LEADER])
def test_who_only_sees_does_not_act(role: Role, county: County, begun: Attempt) -> None:
    unit = {Role.INSPECTOR: county.bureau, Role.TOWN_OFFICER: county.town, Role.TEAM_LEADER: county.team}[role]
    watcher = desk_of(staff(role, unit))

    assert watcher.get(f"/desk/exams/{begun.exam_id}/watch/").status_code == 200
    assert step_in(watcher, begun.exam, "extra", f"unit={county.team.pk}", minutes=5).status_code == 403


def test_a_pause_is_ended_from_the_page(officer: Client, begun: Attempt, county: County) -> None:
    pause = paused(begun.exam, county.team)
    data = {"key": pause.next_key, "reason": "来电了"}

    officer.post(f"/desk/interventions/{pause.pk}/answer/", data)
    officer.post(f"/desk/interventions/{pause.pk}/answer/", data)

    assert fresh(begun).paused_at is None
    assert Intervention.objects.filter(kind=InterventionKind.RESUME).count() == 1


@pytest.mark.parametrize(
    ("decision", "state"), [("annul", AttemptState.VOIDED), ("keep", AttemptState.IN_PROGRESS), ("", "in_progress")]
)
def test_a_second_person_decides_on_an_annulment(
    decision: str, state: str, county: County, officer: Client, begun: Attempt
) -> None:
    proposal = propose_annulment(order=for_one(begun, by=staff(Role.ENTERPRISE_HEAD, county.enterprise)))
    assert begun.worker.name in officer.get(f"/desk/exams/{begun.exam_id}/watch/").content.decode()

    officer.post(
        f"/desk/interventions/{proposal.pk}/answer/",
        {"key": proposal.next_key, "reason": "看过监控", "decision": decision},
    )

    assert fresh(begun).state == state


@pytest.mark.parametrize("data", [{}, {"key": "x", "reason": "y"}, {"key": NOBODYS, "reason": " "}])
def test_an_answer_without_key_or_reason_changes_nothing(
    data: dict[str, str], officer: Client, begun: Attempt, county: County
) -> None:
    pause = paused(begun.exam, county.team)

    officer.post(f"/desk/interventions/{pause.pk}/answer/", data)

    assert fresh(begun).paused_at is not None


def test_a_neighbours_pause_is_not_found(county: County, begun: Attempt) -> None:
    pause = paused(begun.exam, county.team)
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))

    assert neighbour.post(f"/desk/interventions/{pause.pk}/answer/", {"key": uuid4(), "reason": "y"}).status_code == 404
