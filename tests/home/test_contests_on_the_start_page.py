"""What a worker's start page says of the competitions he was in."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.cards.card import Task
from home.tasks import tasks_of
from leaderboard.models import AppealResult
from leaderboard.services.appeals import answer_appeal, say_appeal
from organizations.models import Role, User
from tests.factories.competitions import APPEALS_OVER, Running, a_running_one, shown_one
from tests.factories.organizations import County, phone_of, staff, worker_of
from tests.factories.rewards import frozen, rewarded

pytestmark = pytest.mark.django_db
HONOURS = "/honours/mine/"


def of(running: Running, place: int = 0) -> User:
    worker = running.entrants[place].worker
    assert isinstance(worker, User)
    return User.objects.get(pk=worker.pk)


def cards(user: User, address: str) -> list[Task]:
    return [card for card in tasks_of(user) if card.href == address]


def at(running: Running) -> str:
    return f"/competitions/{running.competition.pk}/"


def test_results_are_to_be_looked_at_while_he_can_appeal_and_done_after(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9")
    until = running.competition.appeals_until
    assert until is not None

    [card] = cards(of(running), at(running))
    with time_machine.travel(until + timedelta(seconds=1)):
        [later] = cards(of(running), at(running))

    assert (card.state, later.state) == ("now", "done")
    assert card.tag.endswith(f"{timezone.localtime(until):%H:%M}")
    assert later.tag == ""


def test_final_places_stand_there_for_two_weeks(county: County) -> None:
    running = frozen(shown_one(county.enterprise, county.team, "0.9"))

    assert ["最终名次" in card.name for card in cards(of(running), at(running))] == [True]
    with time_machine.travel(timezone.now() + APPEALS_OVER + timedelta(days=15)):
        assert cards(of(running), at(running)) == []


def test_nothing_is_said_before_the_results_are_out_nor_to_who_was_withdrawn_or_not_in_it(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team)])
    out = shown_one(county.enterprise, county.team, "0.9")
    type(out.entrants[0]).objects.filter(pk=out.entrants[0].pk).update(
        withdrawn_at=timezone.now(), withdrawn_reason="受伤"
    )

    assert cards(of(running), at(running)) == []
    assert cards(of(out), at(out)) == []
    assert cards(worker_of(county.team), at(out)) == []


def test_the_leader_of_a_team_sees_its_results(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9")

    assert cards(staff(Role.TEAM_LEADER, county.team), at(running))
    assert not cards(staff(Role.TEAM_LEADER, county.other_team), at(running))


def test_the_answer_to_his_appeal_is_there_for_two_weeks(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9")
    appeal = say_appeal(entrant=running.entrants[0], part=running.part(), text="第二步做了", by=of(running))
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    answer_appeal(appeal=appeal, outcome=AppealResult.REJECTED, answer="录像里没做", by=officer)

    _result, answer = cards(of(running), at(running))

    assert "不成立" in answer.name
    assert "实操" in answer.what
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert len(cards(of(running), at(running))) == 1


def test_an_award_leads_to_its_certificate(county: County) -> None:
    line = rewarded(county.enterprise, county.team)
    assert line.worker is not None

    [card] = cards(User.objects.get(pk=line.worker.pk), HONOURS)

    assert line.prize in card.name


def test_competitions_cost_the_page_the_same_however_many_there_are(county: County) -> None:
    worker = worker_of(county.team)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            tasks_of(User.objects.get(pk=worker.pk))
        return len(asked)

    before = queries()
    for _one in range(3):
        running = a_running_one(county.enterprise, [worker])
        type(running.competition).objects.filter(pk=running.competition.pk).update(
            state="shown", shown_at=timezone.now(), appeals_until=timezone.now() + timedelta(days=3)
        )
    assert queries() == before


def test_the_way_to_competitions_is_on_his_own_page(county: County) -> None:
    assert 'href="/competitions/"' in phone_of(worker_of(county.team)).get("/me/").content.decode()
