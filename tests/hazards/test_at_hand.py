"""What of 三违 waits stands on the desk of whom it concerns, and on nobody else's."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from hazards.at_hand import at_hand
from hazards.services.pledges import sign_pledge
from organizations.models import Role, User
from tests.factories.hazards import a_pledge, a_self_report, answered
from tests.factories.organizations import County, desk_of, staff, worker_of

pytestmark = pytest.mark.django_db
LIST, PLEDGE = "/desk/violations/self-reports/", "/desk/violations/pledge/"


def waits(user: User) -> set[str]:
    return {waiting.url.partition("?")[0] for waiting in at_hand(User.objects.get(pk=user.pk))}


def test_words_without_an_answer_and_names_that_are_missing_stand_on_the_desk(county: County) -> None:
    worker = worker_of(county.team)
    officer, leader, head = (
        staff(Role.SAFETY_OFFICER, county.enterprise),
        staff(Role.TEAM_LEADER, county.team),
        staff(Role.ENTERPRISE_HEAD, county.enterprise),
    )
    pledge = a_pledge(county.enterprise)
    report = a_self_report(worker)

    assert (waits(officer), waits(leader), waits(head)) == ({LIST, PLEDGE}, {LIST, PLEDGE}, {PLEDGE})
    assert LIST in desk_of(leader).get("/desk/").content.decode()

    answered(report, by=leader)
    sign_pledge(pledge=pledge, worker=worker)
    assert not waits(officer) | waits(leader) | waits(head)


def test_another_teams_leader_and_who_looks_from_above_are_not_bothered(county: County) -> None:
    a_pledge(county.enterprise)
    a_self_report(worker_of(county.team))

    for role, unit in ((Role.TEAM_LEADER, county.other_team), (Role.TOWN_OFFICER, county.town)):
        assert not waits(staff(role, unit))


def test_who_keeps_the_pledge_is_told_that_there_is_none(county: County) -> None:
    assert waits(staff(Role.SAFETY_OFFICER, county.enterprise)) == {PLEDGE}
    assert not waits(staff(Role.TEAM_LEADER, county.team))


def test_it_costs_no_more_with_more_of_it(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_pledge(county.enterprise)
    for _time in range(5):
        a_self_report(worker_of(county.team))
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    assert officer.current_grants

    with django_assert_max_num_queries(5):
        at_hand(officer)
