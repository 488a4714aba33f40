"""Who is entered, for which unit, and what happens to who moves or leaves."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from leaderboard.errors import CompetitionRefused, EntryRefused, JudgeRefused
from leaderboard.models import EventKind
from leaderboard.services.entering import enter_team, enter_worker, withdraw
from leaderboard.services.judges import appoint_judge, dismiss_judge
from leaderboard.services.running import start_competition
from organizations.models import Membership, Role
from tests.factories.competitions import a_draft, a_running_one, an_open_one, judges_of
from tests.factories.organizations import (
    County,
    MembershipFactory,
    PostFactory,
    RoleGrantFactory,
    UserFactory,
    staff,
    worker_of,
)

pytestmark = pytest.mark.django_db


def test_start_numbers_count_up(county: County) -> None:
    out = an_open_one(county.enterprise)

    entered = [enter_worker(competition=out, worker=worker_of(county.team), by=None) for _one in range(3)]

    assert [entrant.number for entrant in entered] == [1, 2, 3]


def test_a_transfer_after_the_entry_does_not_move_the_competitor(county: County) -> None:
    worker = worker_of(county.team)
    out = an_open_one(county.bureau)
    entrant = enter_worker(competition=out, worker=worker, by=None)
    judges_of(out)

    Membership.objects.filter(user=worker).update(ended_on=timezone.localdate())
    MembershipFactory(user=worker, unit=county.neighbour_team, started_on=timezone.localdate())
    start_competition(competition=out, by=None)

    entrant.refresh_from_db()
    assert (entrant.unit, entrant.enterprise, entrant.is_withdrawn) == (county.team, county.enterprise, False)


def test_who_leaves_before_the_start_is_withdrawn_with_the_reason(county: County) -> None:
    leaver, other = worker_of(county.team), worker_of(county.team)
    out = an_open_one(county.enterprise)
    entrant = enter_worker(competition=out, worker=leaver, by=None)
    enter_worker(competition=out, worker=other, by=None)
    judges_of(out)

    Membership.objects.filter(user=leaver).update(ended_on=date(2024, 1, 1))
    start_competition(competition=out, by=None)

    entrant.refresh_from_db()
    assert entrant.withdrawn_reason
    assert out.stages.get().starters.count() == 1


@pytest.mark.parametrize("who", ["stranger", "nobody", "twice", "wrong_post"])
def test_who_does_not_belong_is_not_entered(county: County, who: str) -> None:
    post = PostFactory() if who == "wrong_post" else None
    out = an_open_one(county.enterprise, post=post)
    worker = {"stranger": lambda: worker_of(county.neighbour_team), "nobody": UserFactory}.get(
        who, lambda: worker_of(county.team)
    )()
    if who == "twice":
        enter_worker(competition=out, worker=worker, by=None)

    with pytest.raises(EntryRefused, match=worker.name):
        enter_worker(competition=out, worker=worker, by=None)


def test_nobody_is_entered_before_the_opening_or_after_the_time(county: County) -> None:
    worker, out = worker_of(county.team), an_open_one(county.enterprise)

    with pytest.raises(EntryRefused):
        enter_worker(competition=a_draft(county.enterprise), worker=worker, by=None)
    with time_machine.travel(out.entries_until), pytest.raises(EntryRefused):
        enter_worker(competition=out, worker=worker, by=None)


def test_a_team_is_entered_with_its_people_and_nobody_elses(county: County) -> None:
    out = an_open_one(county.enterprise, kind=EventKind.TEAM)
    own, strange = worker_of(county.team), worker_of(county.other_team)

    with pytest.raises(EntryRefused, match=strange.name):
        enter_team(competition=out, team=county.team, members=[own, strange], by=None)
    with pytest.raises(EntryRefused):
        enter_team(competition=out, team=county.team, members=[], by=None)
    with pytest.raises(EntryRefused):
        enter_team(competition=out, team=county.neighbour_team, members=[own], by=None)
    entrant = enter_team(competition=out, team=county.team, members=[own], by=None)
    with pytest.raises(EntryRefused):
        enter_team(competition=out, team=county.team, members=[own], by=None)
    assert (entrant.name, list(entrant.members.all())) == (county.team.name, [own])


def test_people_and_teams_are_not_mixed(county: County) -> None:
    worker = worker_of(county.team)

    with pytest.raises(EntryRefused):
        enter_worker(competition=an_open_one(county.enterprise, kind=EventKind.TEAM), worker=worker, by=None)
    with pytest.raises(EntryRefused):
        enter_team(competition=an_open_one(county.enterprise), team=county.team, members=[worker], by=None)


def test_a_withdrawal_needs_a_reason_and_happens_once(county: County) -> None:
    entrant = a_running_one(county.enterprise, [worker_of(county.team)]).entrants[0]

    with pytest.raises(EntryRefused):
        withdraw(entrant=entrant, reason=" ", by=None)
    withdraw(entrant=entrant, reason="受伤", by=None)
    with pytest.raises(EntryRefused):
        withdraw(entrant=entrant, reason="受伤", by=None)


def test_too_few_judges_keep_a_competition_from_starting(county: County) -> None:
    out = an_open_one(county.enterprise)
    enter_worker(competition=out, worker=worker_of(county.team), by=None)
    judges_of(out, 2)

    with pytest.raises(CompetitionRefused, match=r"2.*3"):
        start_competition(competition=out, by=None)


def test_a_judge_has_the_role_and_does_not_compete(county: County) -> None:
    out = an_open_one(county.enterprise)
    judge = staff(Role.JUDGE, county.enterprise)
    MembershipFactory(user=judge, unit=county.team)
    enter_worker(competition=out, worker=judge, by=None)

    with pytest.raises(JudgeRefused, match=judge.name):
        appoint_judge(competition=out, user=judge, by=None)
    with pytest.raises(JudgeRefused):
        appoint_judge(competition=out, user=staff(Role.SAFETY_OFFICER, county.enterprise), by=None)
    with pytest.raises(JudgeRefused):
        appoint_judge(competition=out, user=staff(Role.JUDGE, county.neighbour), by=None)


def test_who_holds_it_sees_all_marks_and_so_is_no_judge(county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    RoleGrantFactory(user=officer, unit=county.enterprise, role=Role.JUDGE)

    with pytest.raises(JudgeRefused, match=officer.name):
        appoint_judge(competition=an_open_one(county.enterprise), user=officer, by=None)


def test_there_is_one_chief_judge(county: County) -> None:
    out = an_open_one(county.enterprise)
    judges_of(out, 1)
    second = staff(Role.JUDGE, county.enterprise)

    with pytest.raises(JudgeRefused):
        appoint_judge(competition=out, user=second, is_chief=True, by=None)
    dismiss_judge(judge=out.judges.get(), by=None)
    assert appoint_judge(competition=out, user=second, is_chief=True, by=None).is_chief
