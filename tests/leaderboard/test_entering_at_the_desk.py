"""Entering people and teams at the desk: ticked in a list, or by their numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from leaderboard.models import Competition, EventKind
from organizations.models import Role
from tests.factories.competitions import (
    a_running_one,
    an_open_one,
    judges_of,
)
from tests.factories.organizations import County, MembershipFactory, desk_of, staff, worker_of

pytestmark = pytest.mark.django_db


def at(competition: Competition, more: str = "") -> str:
    return f"/desk/competitions/{competition.pk}/{more}"


def test_people_are_entered_by_their_numbers_all_or_none(county: County, officer: Client) -> None:
    out = an_open_one(county.enterprise)
    MembershipFactory(unit=county.team, employee_no="0101")
    MembershipFactory(unit=county.team, employee_no="0102")
    form = {"unit": county.enterprise.pk, "numbers": "0101， 0999"}

    refused = officer.post(at(out, "entries/"), form)
    assert (refused.status_code, "0999" in refused.content.decode(), out.entrants.count()) == (422, True, 0)
    officer.post(at(out, "entries/"), form | {"numbers": "0101，0102"})
    assert out.entrants.count() == 2
    again = officer.post(at(out, "entries/"), form | {"numbers": "0102"})
    assert again.status_code == 422


def test_people_are_ticked_in_a_list_of_whom_one_may_enter(county: County, officer: Client) -> None:
    out = an_open_one(county.bureau)
    own, other = MembershipFactory(unit=county.team, employee_no="0101"), MembershipFactory(unit=county.neighbour_team)

    page = officer.get(at(out, "") + f"?who={own.user.name}").content.decode()
    assert [f'id="p{place.user_id}"' in page for place in (own, other)] == [True, False]
    assert officer.post(at(out, "entries/"), {"people": [other.user_id]}).status_code == 422
    entered = officer.post(at(out, "entries/"), {"people": [own.user_id]}, follow=True).content.decode()

    assert out.entrants.get().worker == own.user
    assert "已报名 1 名：" + own.user.name in entered
    assert "checked disabled" in entered


def test_a_number_that_is_typed_twice_is_named(county: County, officer: Client) -> None:
    out = an_open_one(county.enterprise)
    MembershipFactory(unit=county.team, employee_no="0101")

    page = officer.post(at(out, "entries/"), {"unit": county.enterprise.pk, "numbers": "0101 0101"})

    assert (page.status_code, "0101：填了两次" in page.content.decode(), out.entrants.count()) == (422, True, 0)


def test_a_team_is_entered_at_the_desk(county: County, officer: Client) -> None:
    out = an_open_one(county.bureau, kind=EventKind.TEAM)
    member = MembershipFactory(unit=county.team, employee_no="0101").user

    entry = {"unit": county.team.pk, "numbers": "0101"}
    page = officer.post(at(out, "entries/"), entry, follow=True).content.decode()
    stranger = officer.post(at(out, "entries/"), {"unit": county.neighbour_team.pk, "numbers": "0101"})

    assert out.entrants.get().unit == county.team
    assert page.count(member.name) == 3  # in the message, among who may be entered, and in the list
    assert stranger.status_code == 422


def test_an_officer_withdraws_his_own_people_and_nobody_elses(county: County, officer: Client) -> None:
    running = a_running_one(county.bureau, [worker_of(county.team), worker_of(county.neighbour_team)])
    own, other = running.entrants

    page = officer.post(f"/desk/competitors/{own.pk}/withdrawal/", {"reason": "受伤"}, follow=True).content.decode()
    refused = officer.post(f"/desk/competitors/{other.pk}/withdrawal/", {"reason": "受伤"})

    own.refresh_from_db()
    other.refresh_from_db()
    assert f"{own.name}退赛了" in page
    assert (own.withdrawn_reason, other.is_withdrawn, refused.status_code) == ("受伤", False, 403)


def test_entries_are_open_to_the_officer_until_the_time(county: County) -> None:
    out = an_open_one(county.bureau)
    judges_of(out)

    assert desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(at(out)).context["entry_form"]
    with time_machine.travel(out.entries_until + timedelta(seconds=1)):
        assert not desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(at(out)).context["entry_form"]
