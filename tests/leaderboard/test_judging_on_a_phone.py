"""The judge's pages without a script: whom he marks, a sheet for each, and nothing of the other judges."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leaderboard.models import MarkSheet, PartKind, VetoRuling
from leaderboard.services.entering import withdraw
from leaderboard.services.judges import dismiss_judge
from leaderboard.services.rescoring import ask_rescore
from organizations.models import Role
from tests.factories.competitions import Running, a_running_one, critical, mark, mark_all
from tests.factories.judging import AS_JSON, as_form, sheet_of, tasks_of
from tests.factories.organizations import County, RoleGrantFactory, desk_of, phone_of, staff, worker_of

pytestmark = pytest.mark.django_db


def test_a_judge_finds_his_competitions_and_whom_to_mark(running: Running, phone: Client) -> None:
    assert running.competition.title in phone.get("/judging/").content.decode()
    duties = phone.get(tasks_of(running)).context["duties"]
    assert (len(duties.rows), duties.to_do) == (2, 4)


def test_a_sheet_is_sent_as_a_form_and_then_shown_as_given(running: Running, phone: Client) -> None:
    part, entrant = running.part(), running.entrants[0]
    page = phone.get(sheet_of(entrant, part)).content.decode()
    assert all(item.text in page for item in part.items.all())

    answer = phone.post(sheet_of(entrant, part), as_form(part, "0.8"))

    assert answer["Location"] == tasks_of(running)
    assert MarkSheet.objects.get().score == Decimal("80.00")
    assert "80.00" in phone.get(sheet_of(entrant, part)).content.decode()


def test_a_double_tap_is_one_sheet(running: Running, phone: Client) -> None:
    part, entrant = running.part(), running.entrants[0]
    form = as_form(part)

    assert [phone.post(sheet_of(entrant, part), form).status_code for _tap in range(2)] == [302, 302]
    assert MarkSheet.objects.count() == 1


def test_a_ticked_critical_step_is_kept_as_missed(running: Running, phone: Client) -> None:
    part = running.part()
    ticked = {f"missed-{step}": "on" for step in critical(part)}

    phone.post(sheet_of(running.entrants[0], part), as_form(part, **ticked))

    assert MarkSheet.objects.get().missed == sorted(critical(part))


@pytest.mark.parametrize("points", ["20.5", "", "viel"])
def test_a_refusal_names_the_step_and_loses_nothing_that_was_typed(
    running: Running, phone: Client, points: str
) -> None:
    part = running.part()
    first = part.items.get(place=1)
    form = as_form(part, "0.5", remark="动作利索") | {f"points-{first.pk}": points}

    answer = phone.post(sheet_of(running.entrants[0], part), form)

    assert answer.status_code == 422
    assert first.text in answer.content.decode()
    assert "动作利索" in answer.content.decode()
    assert not MarkSheet.objects.exists()


def test_a_script_is_answered_in_json(running: Running, phone: Client) -> None:
    part, entrant = running.part(), running.entrants[0]
    form = as_form(part)

    kept = phone.post(sheet_of(entrant, part), form, headers=AS_JSON)
    other = phone.post(sheet_of(entrant, part), as_form(part, "0.1"), headers=AS_JSON)

    assert kept.json() == {"kept": form["id"]}
    assert (other.status_code, other.json()["reason"]) == (409, "你已经打过分了，以先提交的为准。")
    assert (other.json()["final"], other.json()["stands"]) == (True, sheet_of(entrant, part))


def test_a_fault_that_can_be_put_right_is_no_final_refusal(running: Running, phone: Client) -> None:
    part = running.part()
    form = as_form(part) | {f"points-{part.items.get(place=1).pk}": ""}

    answer = phone.post(sheet_of(running.entrants[0], part), form, headers=AS_JSON)

    assert (answer.status_code, "final" in answer.json()) == (409, False)


def test_a_second_sheet_is_answered_with_the_marks_that_stand(running: Running, phone: Client) -> None:
    part, entrant = running.part(), running.entrants[0]
    phone.post(sheet_of(entrant, part), as_form(part, "0.8"))

    page = phone.post(sheet_of(entrant, part), as_form(part, "0.1"))

    assert page.status_code == 422
    assert "以先提交的为准" in page.content.decode()
    assert "80.00" in page.content.decode()
    assert "data-mark-sheet" not in page.content.decode()


def test_a_sheet_that_was_kept_without_signal_brings_the_phones_time(running: Running, phone: Client) -> None:
    part = running.part()

    phone.post(sheet_of(running.entrants[0], part), as_form(part, filled_at=1_700_000_000_000), headers=AS_JSON)

    assert MarkSheet.objects.get().filled_at.year == 2023


def test_nothing_of_the_other_judges_is_on_the_page(running: Running, phone: Client) -> None:
    part, entrant = running.part(), running.entrants[0]
    mark(running.judges[0], entrant, part, "0.73")
    mark(running.judges[2], entrant, part, "0.37")

    for page in (tasks_of(running), sheet_of(entrant, part)):
        text = phone.get(page).content.decode()
        assert "73.00" not in text
        assert "37.00" not in text


def test_ones_own_people_are_never_listed(county: County) -> None:
    running = a_running_one(county.bureau, [worker_of(county.team), worker_of(county.neighbour_team)])
    RoleGrantFactory(user=running.judges[1], unit=county.enterprise, role=Role.JUDGE)
    phone = desk_of(running.judges[1])

    duties = phone.get(tasks_of(running)).context["duties"]

    assert [row.entrant for row in duties.rows] == [running.entrants[1]]
    assert duties.barred == 1
    answer = phone.get(sheet_of(running.entrants[0], running.part()))
    assert (answer.status_code, f"{running.entrants[0]} 是你本单位的" in answer.content.decode()) == (403, True)


def test_a_rescore_is_listed_with_its_reason(running: Running, phone: Client) -> None:
    mark_all(running, ["0.5", "0.9"])
    ask_rescore(part=running.part(), entrant=running.entrants[0], reason="分差太大", by=None)

    page = phone.get(tasks_of(running))

    assert page.context["duties"].to_do == 1
    assert "分差太大" in page.content.decode()
    again = as_form(running.part(), round=2)
    assert phone.post(sheet_of(running.entrants[0], running.part()), again).status_code == 302


def test_whoever_left_has_no_form_any_more(running: Running, phone: Client) -> None:
    entrant = running.entrants[0]
    withdraw(entrant=entrant, reason="受伤", by=None)

    page = phone.get(sheet_of(entrant, running.part()))

    assert (page.status_code, "data-mark-sheet" in page.content.decode()) == (200, False)
    assert "已经退赛" in page.content.decode()


def test_the_chief_judge_sees_where_the_others_disagree_and_decides(running: Running, phone: Client) -> None:
    part, entrant = running.part(), running.entrants[0]
    mark(running.judges[1], entrant, part, missed=critical(part))
    mark(running.judges[2], entrant, part)
    mark(running.judges[0], entrant, part)
    chief = desk_of(running.judges[0])

    assert len(chief.get(tasks_of(running)).context["splits"]) == 1
    assert phone.get(tasks_of(running)).context["splits"] == []
    ruling = {"missed": "yes", "reason": "录像里没有验电"}
    phone.post(sheet_of(entrant, part) + "ruling/", ruling)
    assert not VetoRuling.objects.exists()
    chief.post(sheet_of(entrant, part) + "ruling/", ruling)
    assert VetoRuling.objects.get().is_missed
    assert chief.get(tasks_of(running)).context["splits"] == []


def test_who_is_no_judge_here_finds_nothing(running: Running, county: County) -> None:
    dismiss_judge(judge=running.judge(1), by=None)
    part = running.part(PartKind.ORAL)

    for client in (desk_of(running.judges[1]), desk_of(staff(Role.JUDGE, county.enterprise))):
        assert client.get(tasks_of(running)).status_code == 404
        assert client.post(sheet_of(running.entrants[0], part), as_form(part, id=str(uuid4()))).status_code == 404


def test_judging_needs_the_password(running: Running) -> None:
    assert phone_of(running.judges[1]).get(tasks_of(running)).status_code == 302


def test_the_list_costs_the_same_whatever_its_length(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team) for _one in range(6)])
    mark_all(running, ["0.5"] * 6)
    phone = desk_of(running.judges[1])

    with django_assert_max_num_queries(14):
        assert len(phone.get(tasks_of(running)).context["duties"].rows) == 6
