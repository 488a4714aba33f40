"""One draws a list up, another approves it; what follows, and awards that are withdrawn."""

from __future__ import annotations

import pytest

from leaderboard.errors import RewardRefused
from leaderboard.models import RewardList, RewardState
from leaderboard.services.reward_lines import Award, reward_team, withdraw_line
from leaderboard.services.reward_lists import approve, give_out, hand_in, send_back
from organizations.models import Role, UnitKind
from tests.factories.organizations import County, MembershipFactory, desk_of, staff, worker_of
from tests.factories.rewards import a_list, an_approved_list, approved, approver_of, handed, keeper_of, put, rewarded

pytestmark = pytest.mark.django_db
OWNERS = ["enterprise", "town", "bureau"]


def state_of(rewards: RewardList) -> str:
    return RewardList.objects.get(pk=rewards.pk).state


@pytest.mark.parametrize("owner", OWNERS)
def test_with_the_approval_every_award_has_its_own_number(county: County, owner: str) -> None:
    rewards = an_approved_list(getattr(county, owner), [worker_of(county.team) for _place in range(3)])

    numbers = [line.number for line in rewards.lines.all()]

    assert rewards.state == RewardState.APPROVED
    assert len(set(numbers)) == 3
    assert all(str(number).startswith("RY-") for number in numbers)


@pytest.mark.parametrize("owner", OWNERS)
def test_the_desk_lets_another_person_approve(county: County, owner: str) -> None:
    unit = getattr(county, owner)
    rewards = a_list(unit)
    put(rewards, worker_of(county.team))
    page = f"/desk/rewards/{rewards.pk}/acts/"
    keeper, approver = desk_of(keeper_of(unit)), desk_of(approver_of(unit))

    keeper.post(f"{page}hand-in/")
    own = keeper.post(f"{page}approve/")
    assert state_of(rewards) == RewardState.HANDED
    assert own.status_code == (302 if unit.kind == UnitKind.BUREAU else 404)  # at the bureau it is the same role

    approver.post(f"{page}approve/")
    assert state_of(rewards) == RewardState.APPROVED
    keeper.post(f"{page}give-out/")
    assert state_of(rewards) == RewardState.GIVEN


def test_nobody_approves_what_he_drew_up_or_handed_in(county: County) -> None:
    drew_up, handed_in = (staff(Role.BUREAU_ADMIN, county.bureau) for _person in range(2))
    rewards = a_list(county.bureau, by=drew_up)
    put(rewards, worker_of(county.team))
    hand_in(rewards=rewards, by=handed_in)

    for person in (drew_up, handed_in):
        with pytest.raises(RewardRefused):
            approve(rewards=rewards, by=person)


def test_nobody_approves_his_own_reward(county: County) -> None:
    head = approver_of(county.enterprise)
    MembershipFactory(user=head, unit=county.team)
    by_name, with_the_team = a_list(county.enterprise), a_list(county.enterprise)
    put(by_name, head)
    award = Award("先进班组", "全月零违章", 0)  # type: ignore[arg-type]
    reward_team(rewards=with_the_team, team=county.team, award=award, by=None)

    for rewards in (by_name, with_the_team):
        with pytest.raises(RewardRefused):
            approve(rewards=handed(rewards), by=head)


def test_an_empty_list_is_not_handed_in(county: County) -> None:
    with pytest.raises(RewardRefused):
        handed(a_list(county.enterprise))


def test_sent_back_it_is_a_draft_that_says_why(county: County) -> None:
    rewards, head = a_list(county.enterprise), approver_of(county.enterprise)
    put(rewards, worker_of(county.team))
    with pytest.raises(RewardRefused):
        send_back(rewards=handed(rewards), reason=" ", by=head)

    send_back(rewards=rewards, reason="金额超出年度预算", by=head)

    rewards.refresh_from_db()
    assert (rewards.state, rewards.returned_because) == (RewardState.DRAFT, "金额超出年度预算")
    assert (
        "金额超出年度预算" in desk_of(keeper_of(county.enterprise)).get(f"/desk/rewards/{rewards.pk}/").content.decode()
    )
    assert approved(rewards).returned_because == ""


def test_it_is_approved_once_and_given_out_once(county: County) -> None:
    rewards = an_approved_list(county.enterprise, [worker_of(county.team)])
    officer = keeper_of(county.enterprise)

    with pytest.raises(RewardRefused):
        approve(rewards=rewards, by=approver_of(county.enterprise))
    give_out(rewards=rewards, by=officer)
    with pytest.raises(RewardRefused):
        give_out(rewards=rewards, by=officer)


def test_an_award_is_withdrawn_with_a_reason_and_stays(county: County) -> None:
    line, head = rewarded(county.enterprise, county.team), approver_of(county.enterprise)
    with pytest.raises(RewardRefused):
        withdraw_line(line=line, reason="", by=head)

    withdraw_line(line=line, reason="事迹不实", by=head)

    page = desk_of(head).get(f"/desk/rewards/{line.rewards_id}/")
    assert "事迹不实" in page.content.decode()
    assert page.context["shown"].total == 0
    with pytest.raises(RewardRefused):
        withdraw_line(line=line, reason="再撤一次", by=head)


def test_before_the_approval_nothing_is_withdrawn(county: County) -> None:
    line = put(a_list(county.enterprise), worker_of(county.team))

    with pytest.raises(RewardRefused):
        withdraw_line(line=line, reason="不发了", by=approver_of(county.enterprise))


def test_who_approves_is_told_that_a_list_waits(county: County) -> None:
    rewards = a_list(county.enterprise)
    put(rewards, worker_of(county.team))
    head = desk_of(approver_of(county.enterprise))
    before = head.get("/desk/rewards/").context["waiting"]

    handed(rewards)

    assert (before, head.get("/desk/rewards/").context["waiting"]) == (0, 1)


@pytest.mark.parametrize("owner", OWNERS)
def test_what_waits_for_approval_stands_on_the_desk_of_who_may_approve(county: County, owner: str) -> None:
    unit = getattr(county, owner)
    rewards = a_list(unit)
    put(rewards, worker_of(county.team))
    keeper, approver = keeper_of(unit), approver_of(unit)
    hand_in(rewards=rewards, by=keeper)

    assert "1 份名单等你批准" in desk_of(approver).get("/desk/").content.decode()
    assert "1 份名单等你批准" not in desk_of(keeper).get("/desk/").content.decode()
    approve(rewards=rewards, by=approver)
    assert "1 份名单等你批准" not in desk_of(approver).get("/desk/").content.decode()
