"""Lists of rewards: out of a final competition or by hand, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from leaderboard.awards.prizes import Prize
from leaderboard.errors import RewardRefused
from leaderboard.models import RewardLine, RewardList
from leaderboard.services.entering import withdraw
from leaderboard.services.reward_lines import Award, change_line, remove_line, reward_team
from leaderboard.services.reward_lists import discard_list, keep_list
from leaderboard.services.reward_prizes import allot_prizes, contenders
from leaderboard.services.running import close_stage, show_results
from organizations.models import AuditEntry, Membership
from tests.factories.competitions import a_running_one, critical, mark, mark_all, shown_one
from tests.factories.organizations import County, worker_of
from tests.factories.rewards import PRIZES, YUAN, a_list, final_one, frozen, handed, keeper_of, put

pytestmark = pytest.mark.django_db


def prizes_of(rewards: RewardList) -> list[tuple[int | None, str, int]]:
    return [(line.place, line.prize, int(line.amount)) for line in rewards.lines.order_by("order")]


def test_a_final_competition_gives_the_places_their_prizes(county: County) -> None:
    running = final_one(county.enterprise, county.team, "0.9", "0.8", "0.7", "0.6")
    rewards = a_list(county.enterprise, running.competition)

    allot_prizes(rewards=rewards, prizes=PRIZES, by=keeper_of(county.enterprise))

    assert prizes_of(rewards) == [(1, "一等奖", 500), (2, "二等奖", 300), (3, "三等奖", 100)]
    first = rewards.lines.get(place=1)
    assert (first.worker, first.unit, first.enterprise) == (running.entrants[0].worker, county.team, county.enterprise)
    assert "90.00" in first.reason


def test_a_tie_for_the_last_prize_gives_it_to_both(county: County) -> None:
    running = final_one(county.enterprise, county.team, "0.9", "0.8", "0.7", "0.7")
    rewards = a_list(county.enterprise, running.competition)

    allot_prizes(rewards=rewards, prizes=PRIZES, by=keeper_of(county.enterprise))

    assert [place for place, _prize, _amount in prizes_of(rewards)] == [1, 2, 3, 3]


def test_other_rules_make_the_lines_anew_and_leave_what_was_added_by_hand(county: County) -> None:
    running = final_one(county.enterprise, county.team, "0.9", "0.8")
    rewards, keeper = a_list(county.enterprise, running.competition), keeper_of(county.enterprise)
    allot_prizes(rewards=rewards, prizes=PRIZES, by=keeper)
    put(rewards, worker_of(county.other_team), "组织奖", "50")

    allot_prizes(rewards=rewards, prizes=[Prize("优胜奖", 1, Decimal(80))], by=keeper)

    assert prizes_of(rewards) == [(1, "优胜奖", 80), (None, "组织奖", 50)]


def test_who_was_vetoed_or_has_left_has_no_prize_and_nobody_moves_up(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team) for _place in range(3)])
    for judge in running.judges:
        for entrant, share in zip(running.entrants, ("0.9", "0.8", "1"), strict=True):
            vetoed = {"missed": critical(running.part())} if share == "1" else {}
            mark(judge, entrant, running.part(), share, **vetoed)
            mark(judge, entrant, running.part("oral"), share)  # type: ignore[arg-type]
    close_stage(stage=running.competition.stages.get(), by=None)
    show_results(competition=running.competition, by=None)
    frozen(running)
    Membership.objects.filter(user=running.entrants[0].worker).update(ended_on=date(2024, 3, 31))
    rewards = a_list(county.enterprise, running.competition)

    allot_prizes(rewards=rewards, prizes=PRIZES, by=keeper_of(county.enterprise))

    assert [(line.worker, line.prize) for line in rewards.lines.all()] == [(running.entrants[1].worker, "二等奖")]
    _good, left_out = contenders(rewards)
    assert [left.row.entrant for left in left_out] == [running.entrants[0], running.entrants[2]]


def test_who_withdrew_has_no_prize(county: County) -> None:
    running = a_running_one(county.enterprise, [worker_of(county.team), worker_of(county.team)])
    mark_all(running, ["0.9", "0.8"])
    withdraw(entrant=running.entrants[0], reason="受伤", by=None)
    close_stage(stage=running.competition.stages.get(), by=None)
    show_results(competition=running.competition, by=None)
    frozen(running)
    rewards = a_list(county.enterprise, running.competition)

    allot_prizes(rewards=rewards, prizes=PRIZES, by=keeper_of(county.enterprise))

    assert running.entrants[0].worker not in [line.worker for line in rewards.lines.all()]


def test_only_final_places_are_rewarded(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9")

    with pytest.raises(RewardRefused):
        a_list(county.enterprise, running.competition)


def test_a_competition_is_rewarded_once_and_by_who_held_it(county: County) -> None:
    running = final_one(county.enterprise, county.team, "0.9")
    a_list(county.enterprise, running.competition)

    with pytest.raises(RewardRefused):
        a_list(county.enterprise, running.competition)
    with pytest.raises(RewardRefused):
        a_list(county.bureau, running.competition)


def test_the_enterprise_rewards_the_competition_of_its_workshop(county: County) -> None:
    running = final_one(county.workshop, county.team, "0.9")

    assert a_list(county.enterprise, running.competition).competition == running.competition


def test_a_workshop_gives_no_rewards(county: County) -> None:
    with pytest.raises(RewardRefused):
        keep_list(rewards=RewardList(owner=county.workshop, title="光荣榜", occasion="练兵"), by=None)


def test_a_lower_prize_worth_more_is_refused(county: County) -> None:
    running = final_one(county.enterprise, county.team, "0.9")
    rewards = a_list(county.enterprise, running.competition)

    with pytest.raises(RewardRefused):
        allot_prizes(rewards=rewards, prizes=PRIZES[::-1], by=keeper_of(county.enterprise))


def test_a_team_is_rewarded_with_who_belongs_to_it(county: County) -> None:
    people = {worker_of(county.team) for _place in range(3)}
    rewards = a_list(county.bureau)

    line = reward_team(rewards=rewards, team=county.team, award=Award("先进班组", "全月零违章", Decimal(0)), by=None)

    assert (line.name, line.worker, set(line.members.all())) == (county.team.name, None, people)


def test_nobody_stands_twice_and_no_stranger_at_all(county: County) -> None:
    rewards, worker = a_list(county.enterprise), worker_of(county.team)
    put(rewards, worker)

    for person in (worker, worker_of(county.neighbour_team)):
        with pytest.raises(RewardRefused):
            put(rewards, person)


def test_a_line_is_taken_off_only_with_a_reason_which_the_log_keeps(county: County) -> None:
    rewards, keeper = a_list(county.enterprise), keeper_of(county.enterprise)
    line = put(rewards, worker_of(county.team))
    with pytest.raises(RewardRefused):
        remove_line(line=line, reason=" ", by=keeper)

    remove_line(line=line, reason="并列末位，两人协商由班长领", by=keeper)

    assert not rewards.lines.exists()
    entry = AuditEntry.objects.get(action="reward.remove")
    assert (entry.detail["name"], entry.detail["reason"]) == (line.name, "并列末位，两人协商由班长领")


def test_the_log_says_what_was_changed_and_holds_no_yuan(county: County) -> None:
    rewards = a_list(county.enterprise)
    line = put(rewards, worker_of(county.team))

    change_line(line=line, award=Award(line.prize, line.reason, Decimal("99.99")), by=keeper_of(county.enterprise))

    assert AuditEntry.objects.get(action="reward.change").detail["changed"] == ["amount"]
    assert not [
        entry for entry in AuditEntry.objects.all() if YUAN in str(entry.detail) or "99.99" in str(entry.detail)
    ]


def test_nothing_changes_once_it_was_handed_in(county: County) -> None:
    rewards, keeper = a_list(county.enterprise), keeper_of(county.enterprise)
    line = put(rewards, worker_of(county.team))
    handed(rewards)

    with pytest.raises(RewardRefused):
        put(rewards, worker_of(county.team))
    with pytest.raises(RewardRefused):
        change_line(line=line, award=Award("特等奖", "改一改", Decimal(9)), by=keeper)
    with pytest.raises(RewardRefused):
        remove_line(line=line, reason="不发了", by=keeper)
    with pytest.raises(RewardRefused):
        discard_list(rewards=rewards, by=keeper)
    assert RewardLine.objects.get().prize == "先进个人"


def test_a_draft_can_be_thrown_away(county: County) -> None:
    rewards = a_list(county.enterprise)
    put(rewards, worker_of(county.team))

    discard_list(rewards=rewards, by=keeper_of(county.enterprise))

    assert not RewardList.objects.exists()
