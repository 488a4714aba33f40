"""The bonus rule in the admin: drafted line by line with a live example, printed, published; its enterprise's alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from exams.bonus.in_force import rule_in_force
from exams.bonus.rule import Slope
from exams.bonus.rule_data import read_rule
from exams.models import BonusRule
from organizations.models import Role, User
from tests.factories.bonus_rules import a_draft, a_rule, rule_form, this_month
from tests.factories.organizations import County, desk_of, staff
from tests.pdf_text import text_of_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(county: County) -> User:
    return staff(Role.ENTERPRISE_HEAD, county.enterprise)


def page(rule: BonusRule, name: str = "rule") -> str:
    return reverse(f"admin_bonus_rules:{name}", args=(rule.pk,))


def test_a_draft_is_made_line_by_line_and_empty_lines_do_not_count(county: County, browser: Client) -> None:
    answer = browser.post(reverse("admin_bonus_rules:add"), rule_form(county))

    draft = BonusRule.objects.get()
    assert answer.headers["Location"] == page(draft)
    assert (draft.version, draft.is_published, draft.in_force_from) == (1, False, this_month())
    assert draft.data["worker"] == {"bands": [["85", "1.20"], ["0", "0.60"]]}
    assert [row[:3] for row in draft.data["team"]] == [["80", "95", "0"], ["0", "0", "0"]]


def test_a_slope_is_kept_and_the_steps_beside_it_are_not(county: County, browser: Client) -> None:
    slope = {"slope_0_score": "60", "slope_0_coefficient": "0.8", "slope_1_score": "100", "slope_1_coefficient": "1.2"}

    browser.post(reverse("admin_bonus_rules:add"), rule_form(county, way="slope", **slope))

    assert isinstance(read_rule(BonusRule.objects.get().data).worker, Slope)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"band_3_at_least": "10"}, "band_3_at_least"),
        ({"band_0_coefficient": ""}, "band_0_coefficient"),
        ({"band_3_coefficient": "1.30"}, "band_3_at_least"),
        ({"team_1_mean": "90", "team_1_attendance": "95"}, "team_1_mean"),
        ({"team_0_coefficient": ""}, "team_0_coefficient"),
        ({"way": "slope", "slope_0_score": "60"}, "slope_1_score"),
        ({"floor": "1.30"}, "floor"),
        ({"excused": "0.1"}, "excused"),
        ({"cap": "viel"}, "cap"),
    ],
)
def test_a_mistake_is_said_at_its_line_and_nothing_is_kept(
    county: County, browser: Client, fields: dict[str, str], field: str
) -> None:
    answer = browser.post(reverse("admin_bonus_rules:add"), rule_form(county, **fields))

    assert field in answer.context["form"].errors
    assert not BonusRule.objects.exists()


def test_the_example_is_shown_without_keeping_anything(county: County, browser: Client) -> None:
    answer = browser.post(reverse("admin_bonus_rules:add"), rule_form(county, show_example="1"))
    html = answer.content.decode()

    # 96 → 1.20, 72 → 0.60, absent → 0.30; mean (96 + 72) / 3 = 56 and two of three came → 1.00; of 600 yuan
    assert [f"<td>{yuan}</td>" in html for yuan in ("720.00", "360.00", "180.00")] == [True] * 3
    assert not BonusRule.objects.exists()


def test_an_example_that_can_not_be_counted_says_what_to_put_right(county: County, browser: Client) -> None:
    answer = browser.post(reverse("admin_bonus_rules:add"), rule_form(county, band_3_at_least="10", show_example="1"))

    assert answer.context["example"] is None
    assert str(answer.context["form"].errors["band_3_at_least"][0]) in answer.content.decode()


def test_a_new_rule_begins_as_the_one_in_force(county: County, browser: Client, by: User) -> None:
    a_rule(county.enterprise, by, this_month(), name="去年的办法")

    form = browser.get(reverse("admin_bonus_rules:add")).context["form"]

    assert (form["name"].value(), form["enterprise"].value()) == ("去年的办法", county.enterprise.pk)


def test_a_draft_is_changed_published_and_then_stands(county: County, browser: Client, by: User) -> None:
    draft = a_draft(county.enterprise, by, this_month())
    browser.post(page(draft, "edit"), rule_form(county, resolution="职工代表大会三届二次会议通过"), follow=True)

    browser.post(page(draft))

    found = rule_in_force(county.enterprise, this_month())
    assert found.version == draft
    assert found.rule.name == "安全考试奖金挂钩办法"
    assert browser.get(page(draft, "edit")).status_code in {302, 403, 404}
    assert page(draft, "edit") not in browser.get(page(draft)).content.decode()


def test_the_page_of_a_draft_says_whose_place_it_would_take(county: County, browser: Client, by: User) -> None:
    a_rule(county.enterprise, by, this_month())
    draft = a_draft(county.enterprise, by, this_month())

    assert browser.get(page(draft)).context["replaces"].version == 1


def test_a_draft_can_be_discarded_and_a_published_rule_can_not(county: County, browser: Client, by: User) -> None:
    rule, draft = a_rule(county.enterprise, by, this_month()), a_draft(county.enterprise, by, this_month())

    browser.post(page(draft, "delete"))
    browser.post(page(rule, "delete"))

    assert list(BonusRule.objects.all()) == [rule]


def test_the_printed_rule_has_its_lines_the_example_and_room_for_the_resolution(
    county: County, browser: Client, by: User
) -> None:
    draft = a_draft(county.enterprise, by, date(2024, 3, 1))

    answer = browser.get(page(draft, "print"))

    text = "".join(text_of_pages(answer.content))
    for said in (draft.name, county.enterprise.name, "1.10", "0.50", "630.00", "2024"):
        assert said in text
    assert "＿" in text


def test_only_its_own_enterprise_comes_near_a_rule(county: County, by: User) -> None:
    draft = a_draft(county.enterprise, by, this_month(), name="石岭沟的考核细则")
    strangers = [
        staff(Role.SAFETY_OFFICER, county.neighbour),
        staff(Role.BUREAU_ADMIN, county.bureau),
        staff(Role.TOWN_OFFICER, county.town),
        staff(Role.INSPECTOR, county.bureau),
        staff(Role.TEAM_LEADER, county.team),
    ]

    for stranger in strangers:
        desk = desk_of(stranger)
        for name in ("rule", "edit", "print", "delete"):
            assert desk.get(page(draft, name)).status_code in {302, 403, 404}
        assert draft.name not in desk.get(reverse("admin_bonus_rules:index"), follow=True).content.decode()


def test_the_list_says_which_version_this_month_goes_by(county: County, browser: Client, by: User) -> None:
    a_rule(county.enterprise, by, date(2023, 1, 1))
    a_rule(county.enterprise, by, this_month())
    a_draft(county.enterprise, by, this_month())

    listed = browser.get(reverse("admin_bonus_rules:index"))

    rows = listed.context["object_list"]
    assert page(rows[0]) in listed.content.decode()

    assert [(row.version, row.counting) for row in rows] == [(n, rows[1].pk) for n in (3, 2, 1)]
