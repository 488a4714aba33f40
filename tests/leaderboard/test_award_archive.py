"""The enterprise's archive says who was rewarded with what, and never with how many yuan."""

from __future__ import annotations

import json

import pytest
from pytest_django import DjangoAssertNumQueries

from leaderboard.award_archive import awards_section, rewards_part
from organizations.filing.archive_writer import Filed
from organizations.models import Unit
from tests.factories.organizations import County, worker_of
from tests.factories.rewards import YUAN, a_list, an_approved_list, put
from tests.pdf_text import text_of_pages

pytestmark = pytest.mark.django_db


def files_of(enterprise: Unit) -> dict[str, Filed]:
    return {filed.path[-1].rpartition(".")[2]: filed for piece in rewards_part(enterprise) for filed in piece()}


def test_it_holds_what_was_approved_whoever_gave_it(county: County) -> None:
    ours, theirs = worker_of(county.team, name="受奖的人"), worker_of(county.neighbour, name="邻矿的人")
    an_approved_list(county.bureau, [ours, theirs])
    an_approved_list(county.enterprise, [ours])
    put(a_list(county.enterprise), worker_of(county.team, name="还没批的人"))

    text = bytes(files_of(county.enterprise)["json"].content).decode()

    assert len(json.loads(text)["sections"][0]["rows"]) == 2
    assert "受奖的人" in text
    assert "邻矿的人" not in text
    assert "还没批的人" not in text


def test_no_yuan_stands_in_it(county: County) -> None:
    an_approved_list(county.enterprise, [worker_of(county.team)])

    files = files_of(county.enterprise)

    assert YUAN not in bytes(files["json"].content).decode()
    assert YUAN not in "".join(text_of_pages(bytes(files["pdf"].content)))
    assert YUAN not in str(awards_section(county.enterprise).rows)


def test_it_costs_one_query_however_many_there_are(
    county: County, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    an_approved_list(county.enterprise, [worker_of(county.team) for _time in range(4)])

    with django_assert_num_queries(1):
        assert len(awards_section(county.enterprise).rows) == 4
