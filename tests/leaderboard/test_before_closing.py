"""What is said before a stage is closed, and that it is closed all the same."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leaderboard.before_closing import before_closing
from leaderboard.errors import CompetitionRefused
from leaderboard.models import EventKind
from leaderboard.services.entering import enter_team
from leaderboard.services.judges import appoint_judge
from leaderboard.services.running import close_stage, start_competition
from leaderboard.standings import standings_of
from organizations.models import Role
from tests.factories.competitions import Running, a_running_one, an_open_one, judges_of, mark, mark_all
from tests.factories.organizations import County, MembershipFactory, staff, worker_of

pytestmark = pytest.mark.django_db


def wide(county: County) -> Running:
    """Return a competition with all marks, whose judges differ about the first competitor's practical."""
    running = a_running_one(county.enterprise, [worker_of(county.team), worker_of(county.team)])
    for judge, share in zip(running.judges, ("0.5", "0.9", "0.9"), strict=True):
        for entrant in running.entrants:
            for part in running.part().stage.parts.all():
                is_wide = entrant == running.entrants[0] and part == running.part()
                mark(judge, entrant, part, share if is_wide else "0.9")
    return running


def said_of(running: Running) -> list[str]:
    return before_closing(running.competition, standings_of(running.competition).stages)


def acts(running: Running) -> str:
    return f"/desk/competitions/{running.competition.pk}/acts/close/"


def is_closed(running: Running) -> bool:
    return running.part().stage.closed_at is not None


def test_nothing_is_said_while_marks_come_in_and_nothing_where_all_is_well(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)])
    assert said_of(running) == []
    mark_all(running, ["0.9"])
    assert said_of(running) == []


def test_who_is_still_judged_widely_is_named(county: County) -> None:
    running = wide(county)

    [said] = said_of(running)

    assert f"{running.entrants[0]}（实操）" in said
    assert running.entrants[1].name not in said


def test_a_judge_more_than_asked_for_who_has_not_marked_is_named_but_not_for_his_own(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team), worker_of(county.other_team)])
    mark_all(running, ["0.9", "0.8"])
    fourth = staff(Role.JUDGE, county.enterprise, user__name="第四名评委")
    MembershipFactory(user=fourth, unit=county.team)
    appoint_judge(competition=running.competition, user=fourth, by=None)

    [said] = said_of(running)

    assert said.startswith("第四名评委")
    assert running.entrants[1].name in said
    assert running.entrants[0].name not in said


def test_closing_asks_once_that_it_be_read_and_then_closes(county: County, officer: Client) -> None:
    running = wide(county)

    page = officer.post(acts(running), follow=True).content.decode()
    assert (is_closed(running), "评委分差还是大" in page, 'name="warned"' in page) == (False, True, True)
    officer.post(acts(running), {"warned": "1"})
    assert is_closed(running)


def test_a_message_that_names_five_of_six_says_that_there_are_others(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team) for _one in range(6)])

    with pytest.raises(CompetitionRefused, match=r"6 名.*等。"):
        close_stage(stage=running.part().stage, by=None)


def test_it_costs_the_same_whatever_the_field(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    competition = an_open_one(county.bureau, kind=EventKind.TEAM)
    teams = (county.team, county.other_team, county.neighbour_team)
    entrants = tuple(
        enter_team(competition=competition, team=team, members=[worker_of(team)], by=None) for team in teams
    )
    users = judges_of(competition, 6)
    running = Running(start_competition(competition=competition, by=None), users[:3], entrants)
    mark_all(running, ["0.9", "0.8", "0.7"])

    with django_assert_max_num_queries(15):
        assert len(said_of(running)) == 3
