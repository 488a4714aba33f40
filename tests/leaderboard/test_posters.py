"""Posters hang where everybody reads them: names, and numbers of those who chose so."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from leaderboard.award_files import poster_of
from leaderboard.awards.posters import Winner
from leaderboard.models import RewardList
from leaderboard.reward_page import reward_page
from leaderboard.services.name_choices import choose_name
from leaderboard.services.reward_prizes import allot_prizes
from organizations.models import Membership, User
from tests.factories.organizations import County, MembershipFactory, desk_of, worker_of
from tests.factories.rewards import PRIZES, a_list, an_approved_list, approved, final_one, keeper_of
from tests.pdf_text import text_of_pages

pytestmark = pytest.mark.django_db


def by_number(worker: User) -> Membership:
    """Let the worker be shown by number; return his place."""
    choose_name(worker=worker, by_number=True)
    return worker.memberships.get()


def winners(rewards: RewardList) -> list[Winner]:
    page = reward_page(rewards, keeper_of(rewards.owner))
    return list(poster_of(RequestFactory().get("/"), rewards, page.standing).winners)


def test_who_chose_his_number_stands_by_it_and_without_his_team(county: County) -> None:
    shy, proud = worker_of(county.team, name="单雄"), worker_of(county.team, name="韩二虎")
    number = by_number(shy).employee_no
    choose_name(worker=proud, by_number=False)

    [first, second] = winners(an_approved_list(county.enterprise, [shy, proud]))

    assert (first.name, first.belongs) == (f"工号 {number}", county.enterprise.shown_name)
    assert (second.name, second.belongs) == ("韩二虎", f"{county.enterprise.shown_name} · {county.team.name}")


def test_so_does_who_won_a_prize_in_a_competition(county: County) -> None:
    running = final_one(county.enterprise, county.team, "0.9", "0.8")
    shy = running.entrants[0].worker
    assert shy is not None
    number = by_number(shy).employee_no
    rewards = a_list(county.enterprise, running.competition)
    allot_prizes(rewards=rewards, prizes=PRIZES, by=keeper_of(county.enterprise))

    names = {winner.name for winner in winners(approved(rewards))}

    assert names == {f"工号 {number}", running.entrants[1].name}


def test_no_sheet_and_no_page_around_it_has_his_name_for_the_hall(county: County) -> None:
    shy = worker_of(county.team, name="单雄")
    number = by_number(shy).employee_no
    rewards = an_approved_list(county.enterprise, [shy])

    desk = desk_of(keeper_of(county.enterprise))
    words = "".join(text_of_pages(desk.get(f"/desk/rewards/{rewards.pk}/poster/").content)).replace(" ", "")

    assert number in words
    assert "单雄" not in words


def test_the_choice_counts_for_what_was_approved_before(county: County) -> None:
    worker = worker_of(county.team, name="单雄")
    rewards = an_approved_list(county.enterprise, [worker])
    assert [winner.name for winner in winners(rewards)] == ["单雄"]

    choose_name(worker=worker, by_number=True)

    assert "单雄" not in str(winners(rewards))


def test_the_number_is_that_of_the_enterprise_of_the_day_after_a_transfer(county: County) -> None:
    shy = worker_of(county.team)
    place = by_number(shy)
    rewards = an_approved_list(county.enterprise, [shy])
    place.ended_on = date(2024, 3, 4)
    place.save()
    MembershipFactory(user=shy, unit=county.neighbour_team, employee_no="N-77")

    assert [winner.name for winner in winners(rewards)] == [f"工号 {place.employee_no}"]


def test_who_has_no_number_there_is_no_name_either(county: County) -> None:
    shy = worker_of(county.team, name="单雄")
    place = by_number(shy)
    rewards = an_approved_list(county.enterprise, [shy])
    place.delete()

    assert [winner.name for winner in winners(rewards)] == ["工号 —"]


@pytest.mark.parametrize("people", [1, 12])
def test_a_poster_costs_one_query_however_many_stand_on_it(
    people: int, county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    workers = [worker_of(county.team) for _place in range(people)]
    for worker in workers:
        choose_name(worker=worker, by_number=True)
    rewards = an_approved_list(county.enterprise, workers)
    standing = reward_page(rewards, keeper_of(county.enterprise)).standing

    with django_assert_num_queries(1):
        poster_of(RequestFactory().get("/"), rewards, standing)


def test_the_page_where_it_is_made_says_so(county: County, officer: Client) -> None:
    rewards = an_approved_list(county.enterprise, [worker_of(county.team)])

    assert "按工号" in officer.get(f"/desk/rewards/{rewards.pk}/").content.decode()
