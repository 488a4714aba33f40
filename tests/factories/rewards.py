"""Lists of rewards on each step of their way, all made by the services."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

import time_machine
from django.utils import timezone
from PIL import Image, ImageDraw

from leaderboard.awards.prizes import Prize
from leaderboard.models import Competition, RewardLine, RewardList
from leaderboard.services.reward_lines import Award, reward_worker
from leaderboard.services.reward_lists import approve, hand_in, keep_list
from leaderboard.services.running import freeze_results
from organizations.models import Role, Unit, UnitKind, User
from tests.factories.competitions import APPEALS_OVER, Running, shown_one
from tests.factories.organizations import staff, worker_of

YUAN = "417.31"
PRIZES = (Prize("一等奖", 1, Decimal(500)), Prize("二等奖", 1, Decimal(300)), Prize("三等奖", 1, Decimal(100)))
KEEPERS = {
    UnitKind.ENTERPRISE: Role.SAFETY_OFFICER,
    UnitKind.TOWN: Role.TOWN_OFFICER,
    UnitKind.BUREAU: Role.BUREAU_ADMIN,
}


def final_one(owner: Unit, team: Unit, *shares: str) -> Running:
    """Return a competition whose places are final, with as many workers of the team as shares."""
    return frozen(shown_one(owner, team, *shares))


def frozen(running: Running) -> Running:
    """Make the places of what is shown final."""
    with time_machine.travel(timezone.now() + APPEALS_OVER):
        freeze_results(competition=running.competition, by=None)
    running.competition.refresh_from_db()
    return running


def keeper_of(unit: Unit) -> User:
    """Return somebody new who draws up the unit's lists."""
    return staff(KEEPERS[UnitKind(unit.kind)], unit)


def approver_of(unit: Unit) -> User:
    """Return somebody new who approves the unit's lists."""
    if unit.kind == UnitKind.ENTERPRISE:
        return staff(Role.ENTERPRISE_HEAD, unit)
    return staff(Role.BUREAU_ADMIN, unit if unit.kind == UnitKind.BUREAU else unit.get_parent())


def a_list(owner: Unit, competition: Competition | None = None, by: User | None = None) -> RewardList:
    """Return a draft with nobody on it."""
    rewards = RewardList(owner=owner, title="光荣榜", occasion="三月隐患随手拍", competition=competition)
    return keep_list(rewards=rewards, by=by or keeper_of(owner))


def put(rewards: RewardList, worker: User, prize: str = "先进个人", amount: str = YUAN) -> RewardLine:
    """Put somebody on the list."""
    award = Award(prize, "发现顶板裂缝，及时撤人", Decimal(amount))
    return reward_worker(rewards=rewards, worker=worker, award=award, by=None)


def handed(rewards: RewardList) -> RewardList:
    return hand_in(rewards=rewards, by=keeper_of(rewards.owner))


def approved(rewards: RewardList) -> RewardList:
    return approve(rewards=handed(rewards), by=approver_of(rewards.owner))


def an_approved_list(owner: Unit, workers: Sequence[User]) -> RewardList:
    """Return an approved list with these people on it."""
    rewards = a_list(owner)
    for worker in workers:
        put(rewards, worker)
    return approved(rewards)


def rewarded(owner: Unit, team: Unit) -> RewardLine:
    """Return an approved award of a new worker of the team."""
    return an_approved_list(owner, [worker_of(team)]).lines.get()


def seal_file(side: int = 500, ground: str | tuple[int, int, int, int] = "white", mode: str = "RGB") -> bytes:
    """Return the picture of a round red seal."""
    picture = Image.new(mode, (side, side), ground)
    edge = side // 20
    ImageDraw.Draw(picture).ellipse((edge, edge, side - edge, side - edge), outline=(200, 20, 30), width=side // 20)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
