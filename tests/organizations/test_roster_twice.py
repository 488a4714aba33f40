"""Whatever roster comes in: brought in a second time it changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from organizations.models import Employment, Membership
from organizations.roster.layout import RosterRow
from organizations.roster.plan import plan_roster
from organizations.services.roster_import import write_roster
from tests.factories.organizations import MembershipFactory, small_county

NAMES = st.text("王李张刘陈安建国秀英", min_size=2, max_size=4)
ROWS = st.lists(
    st.builds(
        RosterRow,
        number=st.integers(2, 9999),
        name=NAMES,
        employee_no=st.text("0123456789", min_size=1, max_size=4),
        phone=st.one_of(st.just(""), st.integers(0, 99_999_999).map(lambda tail: f"138{tail:08d}")),
        workshop=st.sampled_from(["", "采矿车间", "机运车间"]),
        team=st.sampled_from(["一班", "二班"]),
        post=st.sampled_from(["", "爆破工", "炉前工"]),
        employment=st.sampled_from(Employment.values),
        started_on=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2024, 1, 1))),
    ),
    max_size=12,
    unique_by=(lambda row: row.employee_no, lambda row: row.phone or row.employee_no),
)


@pytest.mark.django_db
class TestAnyRoster(TestCase):
    @settings(max_examples=15)
    @given(first=ROWS, second=ROWS)
    def test_the_second_import_of_any_roster_changes_nothing(
        self, first: list[RosterRow], second: list[RosterRow]
    ) -> None:
        enterprise = small_county().enterprise
        MembershipFactory(unit=enterprise, employee_no="OLD")
        for rows in (first, second):
            plan = plan_roster(enterprise=enterprise, rows=rows, bad=(), creates_units=True)
            write_roster(enterprise=enterprise, plan=plan, accept_good=True, by=None)
        kept = list(Membership.objects.order_by("pk").values())

        again = plan_roster(enterprise=enterprise, rows=second, bad=(), creates_units=True)
        write_roster(enterprise=enterprise, plan=again, accept_good=True, by=None)

        assert len(again.moving) == len(again.changing) == len(again.leaving) == 0
        assert list(Membership.objects.order_by("pk").values()) == kept
