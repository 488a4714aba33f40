"""Opening or reloading the address that a form was sent to leads to the page on which the form stands."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from organizations.models import Role
from tests.factories.competitions import Running, a_running_one
from tests.factories.organizations import County, desk_of, staff, worker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(county: County) -> Running:
    return a_running_one(county.enterprise, [worker_of(county.team)])


@pytest.fixture
def officer(running: Running) -> Client:
    return desk_of(staff(Role.SAFETY_OFFICER, running.competition.owner))


@pytest.mark.parametrize("form", ["entries", "judges", "acts/close"])
def test_the_forms_of_a_competition_lead_to_it(running: Running, officer: Client, form: str) -> None:
    page = f"/desk/competitions/{running.competition.pk}/"

    assert officer.get(f"{page}{form}/")["Location"] == page


def test_the_forms_of_a_competitor_lead_to_him_or_to_the_competition(running: Running, officer: Client) -> None:
    page = f"/desk/competitors/{running.entrants[0].pk}/"

    for form in ("rescore", f"evidence/{running.part().pk}"):
        assert officer.get(f"{page}{form}/")["Location"] == page
    assert officer.get(f"{page}withdrawal/")["Location"] == f"/desk/competitions/{running.competition.pk}/"


def test_the_forms_of_a_judge_lead_to_his_sheet_and_his_list(running: Running) -> None:
    judge = desk_of(running.judges[0])
    page = f"/judging/sheets/{running.entrants[0].pk}/{running.part().pk}/"

    assert judge.get(f"{page}evidence/")["Location"] == page
    assert judge.get(f"{page}ruling/")["Location"] == f"/judging/{running.competition.pk}/"


@pytest.mark.parametrize("form", ["acts/hand-in", "prizes", "lines"])
def test_the_forms_of_a_list_of_rewards_lead_to_it(officer: Client, form: str) -> None:
    page = f"/desk/rewards/{uuid4()}/"

    assert officer.get(f"{page}{form}/")["Location"] == page


def test_the_switch_of_a_screen_leads_to_the_screens(running: Running, officer: Client) -> None:
    assert officer.get(f"/desk/screens/{running.competition.pk}/off/")["Location"] == "/desk/screens/"


def test_nothing_is_done_by_opening_it_and_nothing_but_a_post_does_anything(running: Running, officer: Client) -> None:
    address = f"/desk/competitions/{running.competition.pk}/acts/close/"

    assert officer.get(address).status_code == 302
    assert officer.put(address).status_code == 405
    assert not running.competition.stages.filter(closed_at__isnull=False).exists()


def test_who_may_not_post_there_is_refused_first(running: Running) -> None:
    address = f"/desk/competitions/{running.competition.pk}/acts/close/"

    assert desk_of(running.judges[0]).get(address).status_code == 403
