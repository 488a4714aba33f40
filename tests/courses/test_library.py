"""The library: filters, search, pages, and what stands there when nothing does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from organizations.models import User
from tests.factories.courses import a_case
from tests.factories.organizations import MembershipFactory, PostFactory, UserFactory, desk_of, phone_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return phone_of(UserFactory())


def titles(client: Client, query: str = "") -> list[str]:
    return [case.title for case in client.get(f"/cases/{query}").context["look"].cases]


def shelves(client: Client, query: str = "") -> dict[str, dict[str, int]]:
    filters = client.get(f"/cases/{query}").context["look"].filters
    return {each.key: {shelf.key: shelf.cases for shelf in each.shelves} for each in filters}


def test_the_newest_accident_stands_first(reader: Client) -> None:
    for year in (2008, 2024, 2015):
        a_case(f"{year} 年的事故", occurred_on=f"{year}-01-01")
    assert titles(reader) == ["2024 年的事故", "2015 年的事故", "2008 年的事故"]


def test_filters_narrow_one_another(reader: Client) -> None:
    a_case("井下透水")
    a_case("井下冒顶", accident_type="冒顶片帮")
    a_case("炉前灼烫", industry="metallurgy", accident_type="灼烫")
    assert titles(reader, "?industry=underground_mine&type=透水") == ["井下透水"]
    assert titles(reader, "?industry=metallurgy") == ["炉前灼烫"]
    assert titles(reader, "?industry=underground_mine&q=冒顶") == ["井下冒顶"]


def test_only_shelves_with_cases_are_offered_with_their_number(reader: Client) -> None:
    a_case()
    a_case()
    assert shelves(reader)["type"] == {"透水": 2}


def test_a_case_stands_on_a_shelf_of_every_filter(reader: Client) -> None:
    a_case(post_kinds=["采掘", "支护"])
    a_case(occurred_on="2015-12-17", accident_type="火灾", grade="", deaths=None, industry="metallurgy")
    assert shelves(reader) == {
        "industry": {"underground_mine": 1, "metallurgy": 1},
        "post": {"采掘": 1, "支护": 1},
        "type": {"火灾": 1, "透水": 1},
        "grade": {"重大": 1},
        "year": {"2021": 1, "2015": 1},
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?grade=较大", ["三人"]),
        ("?year=2015", ["三人"]),
        ("?post=焊接动火", ["十三人"]),
        ("?post=焊接动火&year=2015", []),
        ("?post=焊接动火&q=矿柱", ["十三人"]),
        ("?year=2015&grade=较大&q=矿柱&industry=underground_mine&type=透水", ["三人"]),
    ],
)
def test_grade_year_and_post_narrow_too_with_and_without_words(reader: Client, query: str, found: list[str]) -> None:
    a_case("十三人", post_kinds=["焊接动火", "采掘"])
    a_case("三人", deaths=3, grade="较大", occurred_on="2015-01-02")
    assert titles(reader, query) == found


def test_what_is_not_published_stands_on_no_shelf(reader: Client) -> None:
    a_case()
    a_case(live=False, industry="tobacco", post_kinds=["采掘"])
    assert shelves(reader)["industry"] == {"underground_mine": 1}
    assert "post" not in shelves(reader)


def test_a_filter_is_a_link_that_keeps_the_others(reader: Client) -> None:
    a_case()
    html = reader.get("/cases/?q=矿柱&page=1").content.decode()
    assert 'href="?q=%E7%9F%BF%E6%9F%B1&amp;industry=underground_mine"' in html


def test_a_library_without_cases_says_who_brings_them(reader: Client) -> None:
    assert "还没有案例" in reader.get("/cases/").content.decode()


def test_filtered_to_nothing_there_is_a_way_back(reader: Client) -> None:
    a_case()
    html = reader.get("/cases/?q=瓦斯").content.decode()
    assert '<a class="btn" href="?">' in html


SENSELESS = [
    "?industry=nothing&type=nowhere&grade=none&year=20x1&post=国王",
    *("?year=0000", "?year=２０２１", "?post=%00", "?page=99", "?page=x", "?q=%00"),
]


@pytest.mark.parametrize("query", SENSELESS)
def test_a_value_that_does_not_exist_is_no_wish(reader: Client, query: str) -> None:
    a_case()
    assert len(titles(reader, query)) == 1


def test_a_sign_that_is_no_word_finds_nothing(reader: Client) -> None:
    a_case()
    assert titles(reader, "?q=%22") == []


def test_a_long_library_comes_in_pages_of_twenty(reader: Client) -> None:
    for number in range(23):
        a_case(f"第 {number} 起", occurred_on=f"2020-01-{number + 1:02d}")
    assert len(titles(reader)) == 20
    assert titles(reader, "?page=2") == ["第 2 起", "第 1 起", "第 0 起"]
    assert len(titles(reader, "?q=第&page=2")) == 3


def test_a_case_shows_what_happened_in_plain_numbers(reader: Client) -> None:
    a_case(deaths=254, deaths_at_least=True, missing=3, grade="特别重大")
    html = reader.get("/cases/").content.decode()
    assert '<b class="num">254</b>' in html
    assert "特别重大" in html


EVERYTHING = "?industry=underground_mine&type=透水&grade=重大&year=2021&post=采掘"


@pytest.mark.parametrize("query", ["", "?q=矿柱", EVERYTHING, f"{EVERYTHING}&q=矿柱", "?page=3"])
@pytest.mark.parametrize("door", [phone_of, desk_of])
def test_the_page_costs_the_same_however_long_the_library_is(
    django_assert_max_num_queries: DjangoAssertNumQueries, query: str, door: Callable[[User], Client]
) -> None:
    reader = door(MembershipFactory(post=PostFactory(name="井下采掘工")).user)
    a_case(post_kinds=["采掘"])
    reader.get(f"/cases/{query}")  # what Wagtail keeps in its cache is there from now on
    for _number in range(49):
        a_case(post_kinds=["采掘"])
    with django_assert_max_num_queries(12):
        assert titles(reader, query)
