"""The lists of what is drafted and goes out: what a row offers, and where its title leads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.urls import reverse

from organizations.models import Role, User
from tests.factories import bonus_rules, competitions
from tests.factories.exams import ExamFactory
from tests.factories.organizations import County, desk_of, staff

pytestmark = pytest.mark.django_db
Made = Callable[[County, User], Model]
KINDS = ("where", "draft", "out")
CASES = [
    pytest.param(
        (Role.SAFETY_OFFICER, "admin_exams", "publish"),
        lambda county, by: ExamFactory(owner=county.enterprise, draft=True),
        lambda county, by: ExamFactory(owner=county.enterprise),
        id="exam",
    ),
    pytest.param(
        (Role.SAFETY_OFFICER, "admin_competitions", "announce"),
        lambda county, by: competitions.a_draft(county.enterprise),
        lambda county, by: competitions.an_open_one(county.enterprise),
        id="competition",
    ),
    pytest.param(
        (Role.ENTERPRISE_HEAD, "admin_bonus_rules", "rule"),
        lambda county, by: bonus_rules.a_draft(county.enterprise, by, bonus_rules.this_month()),
        lambda county, by: bonus_rules.a_rule(county.enterprise, by, bonus_rules.this_month()),
        id="bonus rule",
    ),
]


@pytest.mark.parametrize(KINDS, CASES)
def test_a_draft_offers_change_and_discard_and_what_is_out_only_its_page(
    county: County, where: tuple[Role, str, str], draft: Made, out: Made
) -> None:
    role, kind, page = where
    by = staff(role, county.enterprise)

    def offered(row: Model) -> list[str]:
        shown = desk_of(by).get(reverse(f"{kind}:index")).content.decode()
        return [name for name in (page, "edit", "delete") if reverse(f"{kind}:{name}", args=(row.pk,)) in shown]

    assert offered(out(county, by)) == [page]
    assert offered(draft(county, by)) == [page, "edit", "delete"]
