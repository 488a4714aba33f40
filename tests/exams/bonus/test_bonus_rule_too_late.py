"""A rule for a month that workers have been shown: whoever drafts it reads so before he publishes it."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from exams.bonus.months import month_after
from exams.bonus.out import why_month_is_out
from exams.models import BonusRule
from exams.services.bonus_sheets import compute_sheet, publish_sheet
from organizations.models import User
from tests.factories.bonus import a_team_of_three, march_exam, officer_of
from tests.factories.bonus_rules import a_draft, rule_form, this_month
from tests.factories.organizations import County

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(county: County) -> User:
    return officer_of(county)


@pytest.fixture
def draft(county: County, by: User) -> BonusRule:
    return a_draft(county.enterprise, by, this_month())


@pytest.fixture
def said(county: County, by: User, draft: BonusRule) -> str:
    """Show the workers this month's sheet; what is then said of the month."""
    a_team_of_three(county, march_exam(county, bonus_month=this_month()))
    assert why_month_is_out(county.enterprise, this_month()) == ""
    publish_sheet(sheet=compute_sheet(enterprise=county.enterprise, month=this_month(), by=by), by=by)
    return why_month_is_out(county.enterprise, this_month())


def page(draft: BonusRule, name: str) -> str:
    return reverse(f"admin_bonus_rules:{name}", args=(draft.pk,))


@pytest.mark.parametrize("name", ["edit", "rule"])
def test_the_pages_of_a_draft_say_that_its_month_is_out(
    draft: BonusRule, said: str, browser: Client, name: str
) -> None:
    assert said in unescape(browser.get(page(draft, name)).content.decode())


def test_it_can_not_be_published_from_its_page(draft: BonusRule, said: str, browser: Client) -> None:
    form = unescape(browser.get(page(draft, "rule")).content.decode()).partition("rule-sentences")[2]
    assert "<button" not in form.partition("</form>")[0]

    browser.post(page(draft, "rule"))

    draft.refresh_from_db()
    assert not draft.is_published


def test_a_new_rule_says_it_of_the_month_that_it_begins_with(said: str, browser: Client) -> None:
    assert browser.get(reverse("admin_bonus_rules:add")).context["month_is_out"] == said


def test_the_month_that_is_being_chosen_is_looked_at_before_anything_is_kept(
    county: County, said: str, browser: Client
) -> None:
    earlier, later = (this_month() - timedelta(days=1)).replace(day=1), month_after(this_month())
    answers = [
        browser.post(
            reverse("admin_bonus_rules:add"),
            rule_form(county, in_force_from=month.isoformat(), show_example="1"),
        )
        for month in (earlier, later)
    ]

    assert [answer.context["month_is_out"] for answer in answers] == [said, ""]


def test_before_the_sheet_is_shown_nothing_is_said(draft: BonusRule, browser: Client) -> None:
    assert browser.get(page(draft, "edit")).context["month_is_out"] == ""
