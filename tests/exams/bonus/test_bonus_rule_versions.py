"""An enterprise's rules: drafted, published, in force from a month until the next one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from exams.bonus.in_force import rule_in_force
from exams.bonus.problems import BadRule
from exams.bonus.rule import DEFAULT_RULE
from exams.errors import MonthIsOut, RulePublished
from exams.models import BonusRule, BonusSheet, SheetState
from exams.services.bonus_rules import discard_rule, keep_rule, publish_rule
from organizations.models import AuditEntry, Role, User
from tests.factories.bonus_rules import a_draft, a_rule
from tests.factories.organizations import County, staff

pytestmark = pytest.mark.django_db
JANUARY, MARCH, APRIL, MAY = (date(2024, month, 1) for month in (1, 3, 4, 5))


@pytest.fixture
def by(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def a_sheet(county: County, by: User, month: date, state: SheetState) -> BonusSheet:
    now = timezone.now()
    shown = {} if state == SheetState.COMPUTED else {"published_at": now, "published_by": by, "appeals_until": now}
    sheet: BonusSheet = BonusSheet.objects.create(
        enterprise=county.enterprise, month=month, paid_in=month, state=state, rule={}, computed_at=now, **shown
    )
    return sheet


def in_force(county: County, month: date) -> int | None:
    version = rule_in_force(county.enterprise, month).version
    return version.version if version else None


def test_without_a_rule_of_its_own_ours_is_in_force(county: County, by: User) -> None:
    a_draft(county.enterprise, by, MARCH)
    a_rule(county.neighbour, by, MARCH)

    found = rule_in_force(county.enterprise, MARCH)

    assert (found.rule, found.version) == (DEFAULT_RULE, None)


def test_a_rule_is_in_force_from_its_month_until_the_next_one(county: County, by: User) -> None:
    a_rule(county.enterprise, by, APRIL, cap=Decimal("1.15"))
    a_rule(county.enterprise, by, JANUARY)

    assert [in_force(county, month) for month in (date(2023, 12, 1), JANUARY, MARCH, APRIL, MAY)] == [None, 2, 2, 1, 1]
    assert rule_in_force(county.enterprise, MAY).rule.cap == Decimal("1.15")


def test_of_two_rules_for_one_month_the_newer_version_counts_and_says_whose_place_it_takes(
    county: County, by: User
) -> None:
    first = a_rule(county.enterprise, by, MARCH)
    second = a_draft(county.enterprise, by, MARCH)

    replaced = publish_rule(draft=second, by=by)

    assert replaced == first
    assert in_force(county, MARCH) == second.version == 2


def test_a_month_that_workers_have_been_shown_keeps_its_rule(county: County, by: User) -> None:
    shown = a_sheet(county, by, MARCH, SheetState.PUBLISHED)

    for month in (JANUARY, MARCH):
        with pytest.raises(MonthIsOut, match="2024-03"):
            a_rule(county.enterprise, by, month)
    a_rule(county.enterprise, by, APRIL)
    a_rule(county.neighbour, by, MARCH)

    assert rule_in_force(county.enterprise, shown.month).rule == DEFAULT_RULE


def test_a_month_that_was_only_counted_can_have_another_rule(county: County, by: User) -> None:
    a_sheet(county, by, MARCH, SheetState.COMPUTED)

    assert a_rule(county.enterprise, by, MARCH).is_published


def test_each_enterprise_numbers_its_own_versions(county: County, by: User) -> None:
    versions = [a_draft(unit, by, MARCH).version for unit in (county.enterprise, county.neighbour, county.enterprise)]

    assert versions == [1, 1, 2]


def test_a_draft_can_be_changed_and_discarded_with_a_trace(county: County, by: User) -> None:
    draft = a_draft(county.enterprise, by, MARCH)
    draft.in_force_from = APRIL
    keep_rule(draft=draft, rule=DEFAULT_RULE, by=by)
    discard_rule(draft=draft, by=by)

    assert not BonusRule.objects.exists()
    trace = AuditEntry.objects.filter(unit=county.enterprise).order_by("pk").values_list("action", flat=True)
    assert list(trace) == ["bonus_rule.save", "bonus_rule.save", "bonus_rule.discard"]


def test_a_published_rule_stands_as_it_is(county: County, by: User) -> None:
    rule = a_rule(county.enterprise, by, MARCH)

    with pytest.raises(RulePublished):
        keep_rule(draft=rule, rule=DEFAULT_RULE, by=by)
    with pytest.raises(RulePublished):
        publish_rule(draft=rule, by=by)
    with pytest.raises(RulePublished):
        discard_rule(draft=rule, by=by)


def test_a_rule_begins_on_the_first_day_of_a_month(county: County, by: User) -> None:
    with pytest.raises(ValidationError):
        a_draft(county.enterprise, by, date(2024, 3, 2))


def test_data_that_somebody_spoiled_are_not_published(county: County, by: User) -> None:
    draft = a_draft(county.enterprise, by, MARCH)
    draft.data = {**draft.data, "worker": {"bands": [["60", "1.00"]]}}

    with pytest.raises(BadRule):
        publish_rule(draft=draft, by=by)
