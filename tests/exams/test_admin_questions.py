"""Questions in the admin: written, revised into new versions, put into use by the dozen, each within reach."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from exams.models import Question, QuestionBank, QuestionKind, QuestionState
from tests.factories.courses import a_case
from tests.factories.exams import QuestionBankFactory, QuestionFactory
from tests.factories.organizations import County

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "single",
    "category": "law",
    "difficulty": "1",
    "stem": "发现险情先怎么办？",
    "options": "A. 继续干\nB. 撤出去",
    "answer": "B",
}


def edit(client: Client, question: Question, **changes: Any) -> Any:
    return client.post(reverse("admin_questions:edit", args=(question.pk,)), {**FORM, **changes})


def review(client: Client, action: str, *ids: Any, **filters: str) -> Any:
    query = "&".join([*(f"id={pk}" for pk in ids), *(f"{name}={value}" for name, value in filters.items())])
    address = reverse("wagtail_bulk_action", args=("exams", "question", action))
    return client.post(f"{address}?{query}&next=/admin/questions/")


def test_a_question_written_by_hand_waits_for_review(bank: QuestionBank, officer: Client) -> None:
    officer.post(reverse("admin_questions:add"), {"bank": bank.pk, **FORM})

    question = Question.objects.get()
    assert question.current is not None
    assert (question.state, question.current.answer) == (QuestionState.TO_REVIEW, ["B"])


def test_a_question_is_for_the_industries_ticked_and_shows_them_when_it_is_revised(
    bank: QuestionBank, officer: Client
) -> None:
    officer.post(reverse("admin_questions:add"), {"bank": bank.pk, **FORM, "industries": ["metallurgy", "nonferrous"]})

    question = Question.objects.get()
    form = officer.get(reverse("admin_questions:edit", args=(question.pk,))).context["form"]
    assert question.industries == form.initial["industries"] == ["metallurgy", "nonferrous"]


def test_true_or_false_needs_no_options(bank: QuestionBank, officer: Client) -> None:
    form = {**FORM, "kind": "true_false", "options": "", "answer": "错"}

    officer.post(reverse("admin_questions:add"), {"bank": bank.pk, **form})

    question = Question.objects.get()
    assert question.current is not None
    assert (question.kind, question.current.answer) == (QuestionKind.TRUE_FALSE, ["F"])


STEPS = {"kind": "order", "options": "A. 监护\nB. 检测\nC. 审批\nD. 作业", "answer": "c-b-a-d"}


@pytest.mark.parametrize(
    ("form", "meant"),
    [
        (STEPS, (["C", "B", "A", "D"], None, "")),
        ({"kind": "fill", "options": "", "answer": "1.5 ± 0.1 米"}, (["1.5"], Decimal("0.1"), "米")),
        ({"kind": "fill", "options": "", "answer": "２０小时"}, (["20"], Decimal(0), "小时")),
        ({"kind": "fill", "options": "", "answer": "自救器；自救装置"}, (["自救器", "自救装置"], None, "")),
    ],
)
def test_steps_words_and_numbers_are_written_by_hand_and_shown_again_as_they_were_meant(
    bank: QuestionBank, officer: Client, form: dict[str, str], meant: tuple[object, ...]
) -> None:
    officer.post(reverse("admin_questions:add"), {"bank": bank.pk, **FORM, **form})

    question = Question.objects.get()
    version = question.current
    assert version is not None
    assert (version.answer, version.tolerance, version.unit) == meant
    shown = officer.get(reverse("admin_questions:edit", args=(question.pk,))).context["form"].initial
    edit(officer, question, **{**shown, "basis_case": "", "stem": "换个问法？"})
    again = Question.objects.get().current
    assert again is not None
    assert (again.number, again.answer, again.tolerance, again.unit) == (2, *meant)


def test_a_question_says_for_which_posts_it_is_what_happened_and_on_which_case_it_rests(
    bank: QuestionBank, officer: Client
) -> None:
    case = a_case()
    told = {"posts": ["采掘", "爆破"], "background": "炮烟没散。", "basis_case": case.pk}
    officer.post(reverse("admin_questions:add"), {"bank": bank.pk, **FORM, **told})

    question = Question.objects.get()
    assert question.current is not None
    assert {kind.name for kind in question.post_kinds.all()} == {"采掘", "爆破"}
    assert (question.current.background, question.current.basis_case_id) == ("炮烟没散。", case.pk)


@pytest.mark.parametrize(
    "wrong", [{**STEPS, "answer": "CBA"}, {**STEPS, "answer": "CBAA"}, {"kind": "fill", "answer": "；"}]
)
def test_an_order_that_leaves_a_step_out_and_an_empty_answer_are_sent_back(
    bank: QuestionBank, officer: Client, wrong: dict[str, str]
) -> None:
    assert officer.post(reverse("admin_questions:add"), {"bank": bank.pk, **FORM, **wrong}).status_code == 200
    assert not Question.objects.exists()


@pytest.mark.parametrize("wrong", [{"answer": "E"}, {"answer": "AB"}, {"options": "A. 一"}, {"stem": " "}])
def test_a_question_that_cannot_be_answered_is_sent_back(
    bank: QuestionBank, officer: Client, wrong: dict[str, str]
) -> None:
    answer = officer.post(reverse("admin_questions:add"), {"bank": bank.pk, **FORM, **wrong})

    assert answer.status_code == 200
    assert not Question.objects.exists()


def test_the_same_question_twice_in_a_bank_is_sent_back(bank: QuestionBank, officer: Client) -> None:
    QuestionFactory(bank=bank, stem=FORM["stem"])

    answer = officer.post(reverse("admin_questions:add"), {"bank": bank.pk, **FORM})

    assert answer.status_code == 200
    assert Question.objects.count() == 1


def test_an_edit_makes_a_new_version_to_be_reviewed_and_keeps_the_old_one(bank: QuestionBank, officer: Client) -> None:
    question = QuestionFactory(bank=bank, stem="旧说法？")

    edit(officer, question)

    question.refresh_from_db()
    assert question.state == QuestionState.TO_REVIEW
    assert [version.stem for version in question.versions.order_by("number")] == ["旧说法？", FORM["stem"]]
    assert str(question) == FORM["stem"]


def test_saving_without_a_change_makes_no_version(bank: QuestionBank, officer: Client) -> None:
    officer.post(reverse("admin_questions:add"), {"bank": bank.pk, **FORM})
    question = Question.objects.get()
    shown = officer.get(reverse("admin_questions:edit", args=(question.pk,))).context["form"].initial

    edit(officer, question, **{name: value for name, value in shown.items() if value is not None})

    assert question.versions.count() == 1


def test_many_questions_are_put_into_use_and_retired_at_once(bank: QuestionBank, officer: Client) -> None:
    questions = QuestionFactory.create_batch(3, bank=bank, state=QuestionState.TO_REVIEW)

    review(officer, "use", questions[0].pk, questions[1].pk)
    assert Question.objects.in_use().count() == 2

    review(officer, "retire", questions[0].pk)
    assert Question.objects.in_use().get() == questions[1]


def test_all_of_the_list_means_what_the_filters_leave(bank: QuestionBank, officer: Client) -> None:
    law = QuestionFactory(bank=bank, state=QuestionState.TO_REVIEW, category="law", stem="条文怎么说？")
    QuestionFactory(bank=bank, state=QuestionState.TO_REVIEW, category="emergency", stem="条文怎么说呢？")
    QuestionFactory(bank=bank, state=QuestionState.TO_REVIEW, category="law", stem="别的？")

    review(officer, "use", "all", category="law", q="条文")

    assert Question.objects.in_use().get() == law


def test_others_questions_are_neither_shown_nor_changed(county: County, bank: QuestionBank, officer: Client) -> None:
    theirs = QuestionFactory(bank__owner=county.neighbour, state=QuestionState.TO_REVIEW, stem="邻矿的秘密？")
    countys = QuestionFactory(bank__owner=county.bureau, state=QuestionState.TO_REVIEW, stem="县局的题？")

    address = reverse("wagtail_bulk_action", args=("exams", "question", "use"))
    confirm = officer.get(f"{address}?id={theirs.pk}&id={countys.pk}").content.decode()
    review(officer, "use", theirs.pk, countys.pk, "all")
    listed = officer.get(reverse("admin_questions:index")).content.decode()

    for text in (confirm, listed):
        assert "邻矿的秘密" not in text
        assert "县局的题" not in text
    assert not Question.objects.in_use().exists()
    assert edit(officer, theirs).status_code == 404
    assert edit(officer, countys).status_code == 404


def test_the_filter_offers_only_banks_in_reach(county: County, bank: QuestionBank, officer: Client) -> None:
    theirs = QuestionBankFactory(owner=county.neighbour, name="邻矿题库")
    QuestionFactory(bank=theirs, stem="邻矿的秘密？")

    listed = officer.get(reverse("admin_questions:index"), {"bank": theirs.pk}).content.decode()

    assert "邻矿题库" not in listed
    assert "邻矿的秘密" not in listed


def test_a_bank_is_made_for_ones_own_enterprise_only(county: County, officer: Client) -> None:
    address = reverse("admin_banks:add")

    officer.post(address, {"name": "偷来的", "slug": "stolen", "owner": county.neighbour.pk})
    officer.post(address, {"name": "自己的", "slug": "own", "owner": county.enterprise.pk})

    assert [bank.owner for bank in QuestionBank.objects.all()] == [county.enterprise]
