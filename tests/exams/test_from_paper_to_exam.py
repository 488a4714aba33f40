"""From a paper to the exam that is held with it; points without zeros that say nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from exams.points import points_words
from exams.services.fixed_papers import fix_draw
from organizations.models import Role
from tests.factories.exams import filled_paper
from tests.factories.organizations import County, desk_of, staff


@pytest.mark.parametrize(("points", "read"), [("100.00", "100"), ("2.50", "2.5"), ("0.00", "0"), ("7", "7")])
def test_points_are_read_without_zeros_at_their_end(points: str, read: str) -> None:
    assert points_words(Decimal(points)) == read


@pytest.mark.django_db
def test_a_fixed_paper_leads_to_a_new_exam_that_has_it_chosen(county: County) -> None:
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    fixed = fix_draw(paper=filled_paper(owner=county.enterprise, questions=4), by=None)
    there = f"{reverse('admin_exams:add')}?paper={fixed.pk}"

    assert there in officer.get(reverse("admin_papers:questions", args=(fixed.pk,))).content.decode()
    assert f'<option value="{fixed.pk}" selected>' in officer.get(there).content.decode()


@pytest.mark.django_db
def test_more_points_to_pass_than_the_paper_has_are_refused_in_plain_numbers(county: County) -> None:
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    paper = filled_paper(owner=county.enterprise, questions=4)

    page = officer.post(reverse("admin_exams:add"), {"paper": paper.pk, "pass_points": "101"})

    assert ["100.00" in error for error in page.context["form"].errors["pass_points"]] == [False]
