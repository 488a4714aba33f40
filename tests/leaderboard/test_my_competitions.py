"""Competitions on a worker's phone: the rules, his marks once they are out, and his appeal."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leaderboard.models import CompetitionAppeal
from organizations.models import User
from tests.factories.competitions import Running, a_draft, a_running_one, an_open_one, mark_all, shown_one
from tests.factories.organizations import County, phone_of, worker_of

pytestmark = pytest.mark.django_db


def phone_of_entrant(running: Running, place: int = 0) -> Client:
    worker = running.entrants[place].worker
    assert isinstance(worker, User)
    return phone_of(worker)


def at(running: Running) -> str:
    return f"/competitions/{running.competition.pk}/"


def test_a_worker_sees_what_is_announced_for_his_units(county: County) -> None:
    an_open_one(county.bureau, title="全县练兵")
    a_draft(county.enterprise, title="还在草稿")
    an_open_one(county.neighbour, title="别家的")

    page = phone_of(worker_of(county.team)).get("/competitions/").content.decode()

    assert [title in page for title in ("全县练兵", "还在草稿", "别家的")] == [True, False, False]


def test_the_rules_are_there_and_no_marks_before_they_are_out(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)])
    mark_all(running, ["0.73"])

    page = phone_of_entrant(running).get(at(running))

    assert len(page.context["rules"]) == 7
    assert "73.00" not in page.content.decode()
    assert page.context["places"] == []


def test_a_competitor_follows_his_result_to_the_marks_without_the_judges_names(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.73", "0.9")

    page = phone_of_entrant(running).get(at(running)).content.decode()

    assert "73.00" in page
    assert 'data-label="评委 1"' in page
    assert all(f"{part}：分数怎么来的" in page for part in running.part().stage.parts.all())
    assert running.judges[0].name not in page


def test_people_of_other_enterprises_stand_by_their_number(county: County) -> None:
    running = a_running_one(county.bureau, [worker_of(county.team), worker_of(county.neighbour_team, name="别家的人")])
    mark_all(running, ["0.5", "0.9"])
    running.competition.state = "shown"
    type(running.competition).objects.filter(pk=running.competition.pk).update(state="shown")

    page = phone_of_entrant(running).get(at(running))

    assert len(page.context["places"]) == 2
    assert "别家的人" not in page.content.decode()
    assert f"{running.entrants[1].enterprise.name}" in page.content.decode()


def test_an_appeal_is_said_on_the_phone_and_only_about_ones_own(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.5", "0.9")
    own, other = running.entrants
    phone = phone_of_entrant(running)

    def said(number: int, entrant: object, text: str) -> int:
        form = {"entrant": str(entrant), f"n{number}-part": running.part().pk, f"n{number}-text": text}
        return phone.post(at(running), form).status_code

    assert said(own.number, own.pk, " ") == 422
    assert said(other.number, other.pk, "错了") == 404
    assert said(own.number, own.pk, "第二步做了") == 302
    assert said(own.number, own.pk, "第二步做了") == 422
    assert CompetitionAppeal.objects.get().entrant == own
    assert "第二步做了" in phone.get(at(running)).content.decode()


def test_what_does_not_concern_him_is_not_found(county: County) -> None:
    running = a_running_one(county.neighbour, [worker_of(county.neighbour_team)])

    assert phone_of(worker_of(county.team)).get(at(running)).status_code == 404
    assert Client().get(at(running)).status_code == 302


def test_the_page_costs_the_same_whatever_the_field(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    running = shown_one(county.enterprise, county.team, *["0.5"] * 6)

    with django_assert_max_num_queries(42):
        assert phone_of_entrant(running).get(at(running)).status_code == 200
