"""Beginning: the first bank, the first file, the first paper, without a word that only programmers know."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from exams.models import QuestionBank
from exams.services.drafts import free_short_name
from tests.factories.exams import PaperPartFactory, QuestionBankFactory, QuestionFactory
from tests.factories.organizations import County

pytestmark = pytest.mark.django_db


def test_a_bank_needs_no_short_name(county: County, officer: Client) -> None:
    for name in ("复工题库", "安全题库"):
        officer.post(reverse("admin_banks:add"), {"name": name, "slug": "", "owner": county.enterprise.pk})
    assert sorted(QuestionBank.objects.values_list("slug", flat=True)) == ["bank-1", "bank-2"]


def test_a_bank_keeps_its_short_name_when_the_field_is_emptied(bank: QuestionBank, officer: Client) -> None:
    officer.post(reverse("admin_banks:edit", args=[bank.pk]), {"name": "新名字", "slug": ""})
    assert QuestionBank.objects.get() == bank
    assert (QuestionBank.objects.get().name, QuestionBank.objects.get().slug) == ("新名字", bank.slug)


@pytest.mark.parametrize(
    ("name", "made"), [("KPI 2026 题库", "kpi-2026-1"), ("题" * 60, "bank-1"), ("a" * 60, "a" * 35 + "-1")]
)
def test_a_short_name_is_made_from_what_is_latin_in_the_name_and_fits(name: str, made: str) -> None:
    assert free_short_name(name) == made


def test_the_only_bank_is_chosen_and_without_any_one_is_to_be_made_first(officer: Client, county: County) -> None:
    address = reverse("admin_question_imports:add")
    assert f'href="{reverse("admin_banks:add")}">还没有题库' in officer.get(address).content.decode()
    only = QuestionBankFactory(owner=county.enterprise)
    assert officer.get(address).context["form"]["bank"].value() == only.pk
    QuestionBankFactory(owner=county.enterprise)
    assert officer.get(address).context["form"]["bank"].value() is None


def test_a_paper_without_parts_is_told_what_a_part_is(county: County, officer: Client) -> None:
    empty = {
        "parts-TOTAL_FORMS": "0",
        "parts-INITIAL_FORMS": "0",
        "parts-MIN_NUM_FORMS": "1",
        "parts-MAX_NUM_FORMS": "",
    }
    answer = officer.post(reverse("admin_papers:add"), {"name": "空卷", "owner": county.enterprise.pk, **empty})
    html = answer.content.decode()
    assert "至少填好一行：从哪个题库" in html
    assert "表单" not in html


def test_help_under_posts_speaks_of_posts(bank: QuestionBank, officer: Client) -> None:
    html = officer.get(reverse("admin_questions:edit", args=[QuestionFactory(bank=bank).pk])).content.decode()
    assert "这道题问哪些岗位的人" in html
    assert "这道题问哪些行业的人" in html


def test_who_does_not_fix_a_draw_goes_back_to_the_paper(county: County, officer: Client) -> None:
    part = PaperPartFactory(paper__owner=county.enterprise, bank__owner=county.enterprise, count=1, points=100)
    QuestionFactory(bank=part.bank)
    html = officer.get(reverse("admin_papers:fix", args=[part.paper.pk])).content.decode()
    assert "返回试卷" in html
    assert "不收回" not in html


@pytest.mark.parametrize("view", ["admin_banks", "admin_papers", "admin_questions"])
def test_the_button_for_a_new_record_has_no_gap_in_its_words(view: str, bank: QuestionBank, officer: Client) -> None:
    html = officer.get(reverse(f"{view}:index")).content.decode()
    assert "添加 " not in html
    assert "新建" in html
