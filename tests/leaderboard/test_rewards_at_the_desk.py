"""The desk's pages of rewards: from a final competition to the table that is paid by."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from leaderboard.models import RewardLine, RewardList
from organizations.models import AuditEntry
from tests.factories.organizations import County, desk_of, worker_of
from tests.factories.rewards import (
    YUAN,
    a_list,
    an_approved_list,
    approver_of,
    final_one,
    handed,
    keeper_of,
    put,
    rewarded,
)

pytestmark = pytest.mark.django_db


def prizes(*rows: tuple[str, object, object]) -> dict[str, object]:
    """Return the prize rules as the form sends them."""
    sent: dict[str, object] = {"prizes-TOTAL_FORMS": len(rows), "prizes-INITIAL_FORMS": 0}
    for place, (name, count, amount) in enumerate(rows):
        sent |= {f"prizes-{place}-name": name, f"prizes-{place}-count": count, f"prizes-{place}-amount": amount}
    return sent


def at(rewards: RewardList, more: str = "") -> str:
    return f"/desk/rewards/{rewards.pk}/{more}"


def test_an_officer_draws_a_list_up_from_a_final_competition(county: County, officer: Client) -> None:
    running = final_one(county.enterprise, county.team, "0.9", "0.8", "0.8")
    given = {"owner": county.enterprise.pk, "competition": running.competition.pk, "title": "光荣榜", "occasion": ""}

    officer.post("/desk/rewards/new/", given)
    rewards = RewardList.objects.get()
    officer.post(at(rewards, "prizes/"), prizes(("一等奖", 1, "500"), ("二等奖", 1, "300.50"), ("", "", "")))

    assert rewards.occasion == running.competition.title
    page = officer.get(at(rewards))
    assert [str(line.amount) for line in page.context["shown"].lines] == ["500.00", "300.50", "300.50"]
    shared = page.context["shown"].shared
    assert (shared.place, shared.sharing, shared.people, str(shared.yuan)) == (2, 2, 1, "300.50")
    assert "要少发，就移出名单" in page.content.decode()

    page = officer.post(at(rewards, "acts/hand-in/"), follow=True)
    assert "已提交审核" in page.content.decode()
    head = desk_of(approver_of(county.enterprise))
    approved = head.post(at(rewards, "acts/approve/"), follow=True).content.decode()
    assert "批准了，名单上每个人" in approved
    assert "要少发，就移出名单" not in approved


def test_a_list_needs_a_competition_or_words(county: County, officer: Client) -> None:
    answer = officer.post("/desk/rewards/new/", {"owner": county.enterprise.pk, "title": "光荣榜", "occasion": ""})

    assert answer.status_code == 422
    assert not RewardList.objects.exists()


@pytest.mark.parametrize(
    "row", [("一等奖", "", "500"), ("一等奖", "0", "500"), ("一等奖", "1", "-5"), ("一等奖", "x", "y")]
)
def test_prizes_that_can_not_be_are_refused_beside_the_field(
    county: County, officer: Client, row: tuple[str, str, str]
) -> None:
    running = final_one(county.enterprise, county.team, "0.9")
    rewards = a_list(county.enterprise, running.competition)

    answer = officer.post(at(rewards, "prizes/"), prizes(row))

    assert answer.status_code == 422
    assert not rewards.lines.exists()


def test_somebody_is_added_by_his_number_and_a_team_by_its_name(county: County, officer: Client) -> None:
    worker = worker_of(county.team)
    number = worker.memberships.get().employee_no
    rewards = a_list(county.enterprise)
    award = {"add-prize": "先进个人", "add-reason": "及时撤人", "add-amount": "100"}

    officer.post(at(rewards, "lines/"), {"add-unit": county.enterprise.pk, "add-number": number, **award})
    officer.post(at(rewards, "lines/"), {"add-unit": county.other_team.pk, "add-number": "", **award})
    unknown = officer.post(at(rewards, "lines/"), {"add-unit": county.enterprise.pk, "add-number": "9999", **award})
    nobody = officer.post(at(rewards, "lines/"), {"add-unit": county.enterprise.pk, "add-number": "", **award})

    assert [line.worker for line in rewards.lines.all()] == [worker, None]
    assert (unknown.status_code, nobody.status_code) == (422, 422)


def test_a_line_is_changed_and_taken_off(county: County, officer: Client) -> None:
    line = put(a_list(county.enterprise), worker_of(county.team))
    address = f"/desk/rewards/lines/{line.pk}/"

    officer.post(address, {"change": "1", "prize": "特等奖", "reason": "救了三个人", "amount": "1000"})
    line.refresh_from_db()
    assert (line.prize, line.reason, int(line.amount)) == ("特等奖", "救了三个人", 1000)
    assert officer.post(address, {"change": "1", "prize": "", "reason": "", "amount": ""}).status_code == 422
    assert officer.post(address, {"remove": "1", "reason": ""}).status_code == 422
    officer.post(address, {"remove": "1", "reason": "重复申报"})
    assert not RewardLine.objects.exists()


def test_the_head_withdraws_and_the_officer_does_not(county: County, officer: Client) -> None:
    line = rewarded(county.enterprise, county.team)
    address, sent = f"/desk/rewards/lines/{line.pk}/", {"withdraw": "1", "reason": "事迹不实"}

    assert officer.post(address, sent).status_code == 404
    desk_of(approver_of(county.enterprise)).post(address, sent)

    line.refresh_from_db()
    assert line.withdrawn_reason == "事迹不实"


def test_a_draft_is_renamed_and_a_list_that_waits_is_not(county: County, officer: Client) -> None:
    rewards = a_list(county.enterprise)
    put(rewards, worker_of(county.team))
    sent = {"owner": county.enterprise.pk, "title": "红榜", "occasion": "四月"}

    officer.post(at(rewards, "title/"), sent)
    rewards.refresh_from_db()
    assert (rewards.title, rewards.occasion) == ("红榜", "四月")
    assert officer.get(at(handed(rewards), "title/")).status_code == 404


def test_the_table_has_the_yuan_for_who_pays_and_leaves_a_trace(county: County, officer: Client) -> None:
    line = rewarded(county.enterprise, county.team)

    book = load_workbook(BytesIO(officer.get(at(line.rewards, "table/")).getvalue()))

    cells = {str(value) for row in book.active.iter_rows(values_only=True) for value in row}
    assert {line.name, line.prize, YUAN, line.number} <= cells
    assert AuditEntry.objects.get(action="reward_list.export").detail["what"] == "table"


def test_the_page_costs_no_more_with_more_people(
    county: County, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rewards = an_approved_list(county.enterprise, [worker_of(county.team) for _place in range(12)])
    officer = desk_of(keeper_of(county.enterprise))

    with django_assert_max_num_queries(20):
        officer.get(at(rewards))


def test_what_was_handed_in_is_not_discarded_from_the_desk(county: County, officer: Client) -> None:
    rewards = a_list(county.enterprise)
    put(rewards, worker_of(county.team))
    handed(rewards)

    officer.post(at(rewards, "acts/discard/"))
    assert officer.post(at(rewards, "acts/celebrate/")).status_code == 404

    assert RewardList.objects.filter(pk=rewards.pk).exists()


def test_what_comes_next_is_true_of_each_state_for_who_approves(county: County) -> None:
    rewards, approver = a_list(county.enterprise), desk_of(approver_of(county.enterprise))
    put(rewards, worker_of(county.team))

    assert "还是草稿" in approver.get(at(rewards)).content.decode()
    assert "已批准。" not in approver.get(at(rewards)).content.decode()
    handed(rewards)
    assert "还是草稿" not in approver.get(at(rewards)).content.decode()
    approver.post(at(rewards, "acts/approve/"))
    assert "已批准。" in approver.get(at(rewards)).content.decode()


def test_a_draft_is_thrown_away_after_a_word_on_what_is_gone(county: County, officer: Client) -> None:
    rewards = a_list(county.enterprise)
    put(rewards, worker_of(county.team))

    asked = officer.get(at(rewards)).content.decode().partition("<summary>删除草稿</summary>")[2]

    assert "1 个奖" in asked.partition("</details>")[0]
    assert "acts/discard/" in asked.partition("</details>")[0]
