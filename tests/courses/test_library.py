"""The library: filters, search, pages, and what stands there when nothing does."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.courses import a_case
from tests.factories.organizations import UserFactory, phone_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return phone_of(UserFactory())


def titles(client: Client, query: str = "") -> list[str]:
    return [case.title for case in client.get(f"/cases/{query}").context["cases"]]


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
    context = reader.get("/cases/").context
    assert [(shelf.key, shelf.cases) for shelf in context["kinds"]] == [("透水", 2)]


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


@pytest.mark.parametrize("query", ["?industry=nothing&type=nowhere", "?page=99", "?page=x", "?q=%00", "?q=%22"])
def test_a_senseless_address_is_no_error(reader: Client, query: str) -> None:
    a_case()
    assert reader.get(f"/cases/{query}").status_code == 200


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


@pytest.mark.parametrize("query", ["", "?q=矿柱"])
def test_a_full_page_costs_what_a_short_one_costs(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    a_case()
    reader.get(f"/cases/{query}")  # what Wagtail keeps in its cache is there from now on
    for _number in range(19):
        a_case()
    with django_assert_max_num_queries(12):
        reader.get(f"/cases/{query}")
