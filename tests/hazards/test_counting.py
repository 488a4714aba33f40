"""Counts by month, rates for a hundred people, and the columns drawn from them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hazards.counting import people_by_month, per_hundred
from hazards.months import YEAR, last_months
from hazards.report import unit_lines
from hazards.trend import BASE, TALLEST, draw, trends_of
from organizations.models import Membership, Unit
from tests.factories.hazards import a_violation
from tests.factories.organizations import County, worker_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_year_of_months_ends_with_this_one() -> None:
    with time_machine.travel(datetime(2024, 2, 1, 1, tzinfo=SHANGHAI)):
        months = last_months(YEAR)

    assert (str(months[0]), str(months[-1]), len(months)) == ("2023-03-01", "2024-02-01", 12)


@given(st.integers(0, 10_000), st.integers(0, 100_000))
def test_a_rate_times_the_people_is_the_number_again(number: int, people: int) -> None:
    rate = per_hundred(number, people)

    if people == 0:
        assert rate is None
    else:
        assert rate is not None
        assert abs(rate * people / 100 - number) <= Decimal("0.05") * people / 100


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 300)), min_size=12, max_size=12))
def test_columns_stand_on_the_line_and_the_highest_has_all_the_room(months: list[tuple[int, int]]) -> None:
    numbers, people = [number for number, _there in months], [there for _number, there in months]

    trend = draw(last_months(YEAR), numbers, people)

    assert all(0 <= column.height <= TALLEST and column.y + column.height == BASE for column in trend.columns)
    rates = [column.rate or 0 for column in trend.columns]
    assert max(column.height for column in trend.columns) == (TALLEST if any(rates) else 0)
    by_rate = sorted(trend.columns, key=lambda column: column.rate or 0)
    assert [column.height for column in by_rate] == sorted(column.height for column in by_rate)


@pytest.mark.django_db
def test_what_happened_on_the_first_at_one_in_the_morning_belongs_to_the_new_month(county: County) -> None:
    with time_machine.travel(datetime(2024, 3, 10, tzinfo=SHANGHAI)):
        a_violation(county.team, happened_at=datetime(2024, 3, 1, 1, tzinfo=SHANGHAI))
        a_violation(county.team, happened_at=datetime(2024, 2, 29, 23, tzinfo=SHANGHAI))

        (line,) = unit_lines(Unit.objects.filter(pk=county.team.pk), last_months(2))

    assert [cell.seen for cell in line.cells] == [1, 1]


@pytest.mark.django_db
def test_people_are_counted_as_they_stood_at_the_end_of_each_month(county: County) -> None:
    with time_machine.travel(datetime(2024, 3, 10, tzinfo=SHANGHAI)):
        leaves, comes, _stays = (worker_of(county.team) for _person in range(3))
        Membership.objects.filter(user=leaves).update(ended_on="2024-02-20")
        Membership.objects.filter(user=comes).update(started_on="2024-03-02")
        units = Unit.objects.filter(pk=county.team.pk)

        assert people_by_month(units, last_months(3)) == [2, 1, 2]


@pytest.mark.django_db
def test_every_month_of_the_trend_is_the_sum_of_its_teams(county: County) -> None:
    worker_of(county.team)
    for days, team in ((0, county.team), (0, county.other_team), (40, county.team), (90, county.other_team)):
        a_violation(team, happened_at=timezone.now() - timedelta(days=days, minutes=5))
    units = Unit.objects.within([county.enterprise])

    lines, trend = unit_lines(units, last_months(YEAR)), trends_of(units).seen

    for place, column in enumerate(trend.columns):
        assert column.number == sum(line.cells[place].seen for line in lines)
    assert trend.number == 4
