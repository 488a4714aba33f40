"""Could it happen here? Everybody answers for his own workplace, and his officer finds whom to ask."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courses.here import Here
from courses.here_report import here_report, to_look_into
from courses.models import AccidentCasePage, HereAnswer, Study
from courses.services.here import answer_here
from courses.services.studying import open_study
from organizations.models import Role, Unit, User
from organizations.models.append_only import AppendOnly
from organizations.services.memberships import transfer
from tests.factories.courses import a_case
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db
WATER = {"question": "我们井上面有没有沟？", "yes": "有", "no": "没有", "safe": "no"}
SURVEY = {"question": "采空区积水查清了吗？", "yes": "查清了", "no": "没查清", "safe": "yes"}


@pytest.fixture
def case() -> AccidentCasePage:
    return a_case(body=[{"type": "checks", "value": [WATER, SURVEY]}])


def keys(case: AccidentCasePage) -> list[str]:
    return [question.key for question in case.here_questions]


def said(worker: User) -> list[tuple[str, str]]:
    return list(HereAnswer.objects.filter(worker=worker).order_by("pk").values_list("question", "answer"))


def has_said(worker: User, case: AccidentCasePage, *answers: str) -> None:
    open_study(worker=worker, material=case.material)
    questions = [question.text for question in case.here_questions]
    answer_here(worker=worker, page=case.pk, answers=dict(zip(questions, answers, strict=False)))


def send(client: Client, case: AccidentCasePage, answers: dict[str, str], **headers: str) -> Any:
    return client.post(case.url, {"here": "1", **answers}, headers=headers)


# ---- answering ------------------------------------------------------------------------------------------------------


def test_without_scripts_the_answers_go_together_and_are_shown_again(county: County, case: AccidentCasePage) -> None:
    worker = worker_of(county.team)
    phone = phone_of(worker)
    assert all(f'name="{key}"' in phone.get(case.url).text for key in keys(case))

    html = send(phone, case, dict(zip(keys(case), ["yes", "unsure"], strict=True))).text

    assert "已记下" in html
    assert said(worker) == [(WATER["question"], "yes"), (SURVEY["question"], "unsure")]
    assert HereAnswer.objects.values_list("unit", flat=True).distinct().get() == county.team.pk
    again = phone.get(case.url).text
    assert f'name="{keys(case)[0]}" value="yes" checked' in again
    assert f'name="{keys(case)[1]}" value="unsure" checked' in again


def test_with_scripts_one_answer_is_kept_at_a_time_and_the_page_goes_on_counting(
    county: County, case: AccidentCasePage
) -> None:
    worker = worker_of(county.team)
    phone = phone_of(worker)
    phone.get(case.url)
    opening = Study.objects.get().opening

    answer = send(phone, case, {keys(case)[1]: "no"}, accept="application/json")

    assert answer.json() == {"kept": 1}
    assert said(worker) == [(SURVEY["question"], "no")]
    assert Study.objects.get().opening == opening


def test_what_is_no_answer_is_not_kept(county: County, case: AccidentCasePage) -> None:
    worker = worker_of(county.team)
    phone = phone_of(worker)
    phone.get(case.url)
    send(phone, case, {keys(case)[0]: "perhaps", "here-0": "yes", "here-000000000000": "no"})
    assert said(worker) == []


def test_nobody_answers_who_has_not_opened_the_case(county: County, case: AccidentCasePage) -> None:
    assert send(phone_of(worker_of(county.team)), case, {keys(case)[0]: "yes"}).status_code == 302
    assert send(Client(), case, {keys(case)[0]: "yes"}).status_code == 302
    assert not HereAnswer.objects.exists()


def test_a_change_of_mind_is_another_row_and_the_same_answer_is_none(county: County, case: AccidentCasePage) -> None:
    worker = worker_of(county.team)
    for answer in ("unsure", "unsure", "no", "no"):
        has_said(worker, case, answer)

    assert [answer for _question, answer in said(worker)] == ["unsure", "no"]
    assert HereAnswer.objects.all().standing().get().answer == "no"


def test_an_answer_is_evidence(county: County, case: AccidentCasePage) -> None:
    has_said(worker_of(county.team), case, "yes")
    with pytest.raises(AppendOnly):
        HereAnswer.objects.update(answer="no")
    with pytest.raises(AppendOnly):
        HereAnswer.objects.get().delete()


def test_after_a_transfer_he_answers_for_the_new_place_and_the_old_answer_stays_there(
    county: County, case: AccidentCasePage
) -> None:
    worker = worker_of(county.team)
    has_said(worker, case, "unsure")
    transfer(user=worker, to=county.other_team, by=None)
    has_said(worker, case, "no")

    standing = HereAnswer.objects.all().standing().values_list("unit", "answer")
    assert set(standing) == {(county.team.pk, "unsure"), (county.other_team.pk, "no")}


def test_other_words_are_another_question(county: County, case: AccidentCasePage) -> None:
    worker = worker_of(county.team)
    has_said(worker, case, "yes")
    case.body = [("checks", [{**WATER, "question": "我们井上面有没有河？"}])]
    case.save()
    phone = phone_of(worker)
    assert "checked" not in phone.get(case.url).text


def test_a_case_on_paper_asks_with_boxes_and_counts_for_nobody(county: County, case: AccidentCasePage) -> None:
    html = phone_of(worker_of(county.team)).get(f"{case.url}?print").text
    assert "□ 没查清" in html
    assert "<form" not in html
    assert not Study.objects.exists()


# ---- at the desk ----------------------------------------------------------------------------------------------------


def desk(user: User, case: AccidentCasePage, query: str = "") -> Any:
    return desk_of(user).get(reverse("courses:here_answers", args=[case.pk]) + query)


def test_the_officer_sees_how_many_by_team_and_whom_to_ask(county: County, case: AccidentCasePage) -> None:
    names = {"安心": ("no", "yes"), "有沟": ("yes", "yes"), "说不准": ("no", "unsure")}
    for name, answers in names.items():
        has_said(worker_of(county.team, name=name), case, *answers)
    has_said(worker_of(county.other_team, name="没查清"), case, "no", "no")

    answer = desk(staff(Role.SAFETY_OFFICER, county.enterprise), case)

    water, survey = answer.context["report"].whole
    assert water.by_word == [("有", 1, True), ("没有", 3, False), ("说不准", 0, True)]
    assert survey.by_word == [("查清了", 2, False), ("没查清", 1, True), ("说不准", 1, True)]
    lines = [(line.unit, [said.worrying for said in line.said]) for line in answer.context["report"].lines]
    assert lines == [(county.team, [1, 1]), (county.other_team, [0, 1])]
    assert {row.worker.name: row.word for row in answer.context["page"]} == {
        "有沟": "有",
        "说不准": "说不准",
        "没查清": "没查清",
    }
    assert "安心" not in answer.text


def test_a_leader_sees_his_team_and_a_neighbour_nothing(county: County, case: AccidentCasePage) -> None:
    has_said(worker_of(county.team, name="本班的"), case, "yes")
    has_said(worker_of(county.other_team, name="邻班的"), case, "yes")

    leader = desk(staff(Role.TEAM_LEADER, county.team), case).text
    stranger = desk(staff(Role.SAFETY_OFFICER, county.neighbour), case).text

    assert "本班的" in leader
    assert "邻班的" not in leader
    assert "本班的" not in stranger
    assert "还没有人回答" in stranger


def test_the_bureau_sees_enterprises_and_goes_down_into_one(county: County, case: AccidentCasePage) -> None:
    has_said(worker_of(county.team), case, "yes")
    has_said(worker_of(county.neighbour_team), case, "no")
    inspector = staff(Role.INSPECTOR, county.bureau)

    whole = desk(inspector, case)
    one = desk(inspector, case, f"?unit={county.enterprise.pk}")

    assert {line.unit for line in whole.context["report"].lines} == {county.enterprise, county.neighbour}
    assert {line.unit for line in one.context["report"].lines} == {county.team}
    assert desk(inspector, case, "?unit=x").status_code == 404
    officer = staff(Role.SAFETY_OFFICER, county.neighbour)
    assert desk(officer, case, f"?unit={county.enterprise.pk}").status_code == 404


def test_the_case_leads_who_may_see_to_the_answers(county: County, case: AccidentCasePage) -> None:
    address = reverse("courses:here_answers", args=[case.pk])
    assert address in desk_of(staff(Role.TEAM_LEADER, county.team)).get(case.url).text
    assert address not in phone_of(worker_of(county.team)).get(case.url).text


def test_a_case_without_such_questions_says_so(county: County) -> None:
    assert "没有对照自己岗位的问题" in desk(staff(Role.SAFETY_OFFICER, county.enterprise), a_case()).text


def test_the_page_costs_the_same_for_one_answer_and_for_many(
    county: County, case: AccidentCasePage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    for unit in (county.team, county.other_team):
        for _number in range(4):
            has_said(worker_of(unit), case, "yes", "unsure")
    address = reverse("courses:here_answers", args=[case.pk])
    officer.get(address)
    with django_assert_max_num_queries(13):
        officer.get(address)


@pytest.mark.parametrize("seed", range(6))
def test_the_counts_are_those_of_a_count_by_hand(county: County, case: AccidentCasePage, seed: int) -> None:
    """Each person's last answer in each unit counts once, in its unit and in the whole."""
    chance = Random(seed)
    units = [county.team, county.other_team, county.neighbour_team, county.workshop]
    people = [worker_of(county.team) for _number in range(4)]
    last: dict[tuple[User, Unit], str] = {}
    for _number in range(seed * 5):
        person, unit, answer = chance.choice(people), chance.choice(units), chance.choice(Here.values)
        HereAnswer.objects.create(worker=person, unit=unit, page=case, question=WATER["question"], answer=answer)
        last[person, unit] = answer
    question = case.here_questions[0]

    report = here_report([question], case.pk, Unit.objects.all())

    assert report.whole[0].total == len(last)
    assert sum(line.said[0].total for line in report.lines) == len(last)
    worrying = sorted(answer for answer in last.values() if answer != "no")
    assert sorted(to_look_into([question], case.pk, Unit.objects.all()).values_list("answer", flat=True)) == worrying
