"""From a competition whose places are final to its list of rewards."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.competitions import Running, shown_one
from tests.factories.organizations import County, desk_of
from tests.factories.rewards import a_list, approver_of, final_one, keeper_of

pytestmark = pytest.mark.django_db
NEW = "/desk/rewards/new/"


@pytest.fixture
def final(county: County) -> Running:
    return final_one(county.enterprise, county.team, "0.9")


def page_of(running: Running, reader: Client) -> str:
    return reader.get(f"/desk/competitions/{running.competition.pk}/").content.decode()


def test_the_holder_begins_its_list_with_the_competition_chosen(final: Running, officer: Client) -> None:
    address = f"{NEW}?competition={final.competition.pk}"

    assert address in page_of(final, officer)
    form = officer.get(address).context["form"]
    assert form["competition"].value() == final.competition.pk
    assert form["owner"].value() == final.competition.owner_id


def test_a_workshops_competition_is_rewarded_by_its_enterprise(county: County, officer: Client) -> None:
    final = final_one(county.workshop, county.team, "0.9")

    form = officer.get(f"{NEW}?competition={final.competition.pk}").context["form"]

    assert form["owner"].value() == county.enterprise.pk


def test_who_draws_up_lists_of_many_units_finds_the_right_one_chosen(county: County) -> None:
    final = final_one(county.town, county.team, "0.9")
    bureau = desk_of(keeper_of(county.bureau))

    form = bureau.get(f"{NEW}?competition={final.competition.pk}").context["form"]

    assert form["owner"].value() == county.town.pk


def test_once_there_is_a_list_the_way_leads_there(county: County, final: Running, officer: Client) -> None:
    rewards = a_list(county.enterprise, final.competition)

    page = page_of(final, officer)

    assert f"/desk/rewards/{rewards.pk}/" in page
    assert NEW not in page


def test_nobody_else_is_led_there_and_nobody_before_the_places_are_final(
    county: County, final: Running, officer: Client
) -> None:
    shown = shown_one(county.enterprise, county.team, "0.9")

    assert NEW not in page_of(final, desk_of(approver_of(county.enterprise)))
    assert NEW not in page_of(shown, officer)


@pytest.mark.parametrize("said", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_competition_that_can_not_be_chosen_is_passed_over(officer: Client, said: str) -> None:
    answer = officer.get(f"{NEW}?competition={said}")

    assert answer.status_code == 200
    assert answer.context["form"]["competition"].value() is None
