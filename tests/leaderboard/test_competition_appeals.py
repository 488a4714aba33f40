"""A competitor says that he was marked wrong, and nothing is final before he is answered."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from leaderboard.errors import CompetitionAppealRefused, CompetitionRefused, EntryRefused
from leaderboard.models import AppealResult, StandingRow
from leaderboard.services.appeals import answer_appeal, say_appeal
from leaderboard.services.entering import withdraw
from leaderboard.services.running import freeze_results
from organizations.models import Role
from tests.factories.competitions import (
    APPEALS_OVER,
    mark,
    shown_one,
)
from tests.factories.organizations import County, staff

pytestmark = pytest.mark.django_db


def test_results_that_are_shown_take_appeals_and_no_withdrawal(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9")
    entrant, worker = running.entrants[0], running.entrants[0].worker
    assert worker is not None
    say_appeal(entrant=entrant, part=running.part(), text="第二步做了", by=worker)

    with pytest.raises(CompetitionAppealRefused):
        say_appeal(entrant=entrant, part=running.part(), text="第二步做了", by=worker)
    with pytest.raises(EntryRefused):
        withdraw(entrant=entrant, reason="受伤", by=None)


@pytest.mark.parametrize("who", ["other", "late", "silent"])
def test_an_appeal_is_said_by_the_competitor_in_time_with_words(county: County, who: str) -> None:
    running = shown_one(county.enterprise, county.team, "0.9", "0.8")
    by = running.entrants[1 if who == "other" else 0].worker
    assert by is not None

    moment = timezone.now() + (APPEALS_OVER if who == "late" else timedelta())
    with time_machine.travel(moment), pytest.raises(CompetitionAppealRefused):
        say_appeal(entrant=running.entrants[0], part=running.part(), text=" " if who == "silent" else "错了", by=by)


def test_the_team_leader_may_appeal_and_no_judge_answers(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9")
    leader = staff(Role.TEAM_LEADER, county.team)
    appeal = say_appeal(entrant=running.entrants[0], part=running.part(), text="第二步做了", by=leader)

    for by in (running.judges[1], leader):
        with pytest.raises(CompetitionAppealRefused):
            answer_appeal(appeal=appeal, outcome=AppealResult.REJECTED, answer="看过录像", by=by)


def test_an_upheld_appeal_has_the_judges_mark_anew_before_anything_is_final(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9")
    entrant, part = running.entrants[0], running.part()
    assert entrant.worker is not None
    appeal = say_appeal(entrant=entrant, part=part, text="第二步做了", by=entrant.worker)
    holder = staff(Role.SAFETY_OFFICER, county.enterprise)
    with time_machine.travel(timezone.now() + APPEALS_OVER):
        with pytest.raises(CompetitionRefused):
            freeze_results(competition=running.competition, by=holder)
        answer_appeal(appeal=appeal, outcome=AppealResult.UPHELD, answer="录像里做了", by=holder)
        with pytest.raises(CompetitionAppealRefused):
            answer_appeal(appeal=appeal, outcome=AppealResult.UPHELD, answer="录像里做了", by=holder)
        with pytest.raises(CompetitionRefused, match=entrant.name):
            freeze_results(competition=running.competition, by=holder)
        for judge in running.judges:
            mark(judge, entrant, part, "1", round=2)
        freeze_results(competition=running.competition, by=holder)

    row = StandingRow.objects.get()
    assert row.total == Decimal("96.00")
    assert [sheet["round"] for sheet in row.parts[1]["sheets"]] == [2, 2, 2]
