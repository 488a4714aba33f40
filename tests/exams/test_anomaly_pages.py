"""The desk's list of what looks odd in an exam: for who judges there, of his units only."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from exams.models import Exam, ExamAnomaly, OddKind
from exams.services.anomalies import ask_for_search, search
from organizations.models import Role
from tests.factories.odd_exams import close, sit_on
from tests.factories.organizations import County, desk_of, staff, worker_of
from tests.factories.sittings import an_exam

PHONE = "cd" * 16


@pytest.fixture
def exam(county: County) -> Exam:
    """Three of ours and one of the neighbour sat it on one phone."""
    held = an_exam(county.bureau)
    for name in ("安贵生", "白玉林", "常有福"):
        sit_on(held, worker_of(county.team, name=name), phone=PHONE)
    sit_on(held, worker_of(county.neighbour_team, name="邻家人"), phone=PHONE)
    search(exam=close(held))
    return held


def page_for(role: Role, unit: object, exam: Exam, query: str = "") -> tuple[int, str]:
    answer = desk_of(staff(role, unit)).get(f"/desk/exams/{exam.pk}/anomalies/{query}")  # type: ignore[arg-type]
    return answer.status_code, answer.content.decode()


def judge(client: Client, line: ExamAnomaly, **said: str) -> int:
    address = reverse("exams:judge_anomaly", args=(line.exam_id, line.pk))
    return client.post(address, {"verdict": "talk", "judgement": "问过班长", **said}).status_code


def test_an_officer_sees_his_people_by_name_and_the_neighbours_as_a_number(county: County, exam: Exam) -> None:
    status, page = page_for(Role.SAFETY_OFFICER, county.enterprise, exam)

    assert status == 200
    for name in ("安贵生", "白玉林", "常有福"):
        assert name in page
    assert "邻家人" not in page
    line = ExamAnomaly.objects.get(kind=OddKind.ONE_PHONE, unit=county.team)
    assert f'action="{reverse("exams:judge_anomaly", args=(exam.pk, line.pk))}"' in page
    assert (line.evidence["people"], line.evidence["elsewhere"]) == (4, 1)


def test_the_bureau_and_the_inspector_see_all_and_a_leader_and_a_worker_nothing(county: County, exam: Exam) -> None:
    for role in (Role.BUREAU_ADMIN, Role.INSPECTOR):
        assert "邻家人" in page_for(role, county.bureau, exam)[1]
    assert page_for(Role.TEAM_LEADER, county.team, exam)[0] == 403
    assert page_for(Role.CURATOR, county.bureau, exam)[0] == 403


def test_only_who_reaches_the_unit_judges_a_line(county: County, exam: Exam) -> None:
    line = ExamAnomaly.objects.get(kind=OddKind.ONE_PHONE, unit=county.team)

    assert judge(desk_of(staff(Role.SAFETY_OFFICER, county.neighbour)), line) == 404
    assert judge(desk_of(staff(Role.TEAM_LEADER, county.team)), line) == 403
    assert judge(desk_of(staff(Role.INSPECTOR, county.bureau)), line) == 302
    line.refresh_from_db()
    assert line.judgement == "问过班长"
    page = page_for(Role.SAFETY_OFFICER, county.enterprise, exam, "?list=judged")[1]
    assert "问过班长" in page


def test_a_judgement_without_a_verdict_is_refused_with_a_sentence(county: County, exam: Exam) -> None:
    line = ExamAnomaly.objects.get(kind=OddKind.ONE_PHONE, unit=county.team)
    client = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    judge(client, line, verdict="")

    line.refresh_from_db()
    assert line.judged_at is None


def test_while_it_is_searched_the_page_shows_a_bar_and_then_the_list(county: County, exam: Exam) -> None:
    client = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    address = f"/desk/exams/{exam.pk}/anomalies/"
    ask_for_search(exam=exam, by=None)

    assert "data-poll-url" in client.get(address).content.decode()
    assert client.get(f"{address}progress/").json()["finished"] is False
    search(exam=exam)
    assert client.get(f"{address}progress/").json()["finished"] is True
    assert "data-poll-url" not in client.get(address).content.decode()


def test_an_exam_that_is_not_closed_is_not_searched(county: County) -> None:
    running = an_exam(county.enterprise)
    client = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    client.post(f"/desk/exams/{running.pk}/anomalies/search/")

    assert not hasattr(Exam.objects.get(pk=running.pk), "anomaly_search")
    assert client.get(f"/desk/exams/{running.pk}/anomalies/").status_code == 200


def test_the_list_costs_the_same_for_few_and_for_many(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    exam = an_exam(county.enterprise)
    for phone in range(5):
        for _person in range(3):
            sit_on(exam, worker_of(county.team), phone=f"{phone:032x}")
    search(exam=close(exam))
    client = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    with django_assert_max_num_queries(12):
        page = client.get(f"/desk/exams/{exam.pk}/anomalies/")
    assert len(page.context["lines"]) >= 5


def test_results_lead_to_the_list_with_the_number_of_open_lines(county: County, exam: Exam) -> None:
    client = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    page = client.get(f"/desk/exams/{exam.pk}/").content.decode()

    assert f"/desk/exams/{exam.pk}/anomalies/" in page
