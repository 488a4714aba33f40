"""What a question is about: what a file calls it, and giving many questions a subject at once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from exams.models import Category, Question, QuestionBank, QuestionState
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import County
from tests.factories.question_files import hand_in, page
from tests.factories.workbooks import workbook

pytestmark = pytest.mark.django_db
HEADINGS = ("题型", "题目", "选项A", "选项B", "答案", "科目")


def row(stem: str, subject: str) -> tuple[str, ...]:
    return ("单选", stem, "停机", "不停机", "A", subject)


def test_a_subject_that_papers_do_not_know_is_named_with_how_many_questions_it_has(
    bank: QuestionBank, officer: Client
) -> None:
    rows = [
        row("皮带跑偏怎么办？", "皮带"),
        row("换托辊之前呢？", "皮带"),
        row("谁说了算？", "法规"),
        row("别的？", ""),
    ]
    record = hand_in(officer, bank, workbook([HEADINGS, *rows]), "题.xlsx")

    assert record.report["unknown_subjects"] == [["皮带", 2]]
    html = page(officer, record)
    assert "试卷认不得的科目" in html
    assert "皮带</th><td>2</td>" in html


@pytest.mark.parametrize(
    ("said", "meant"), [("法规", Category.LAW), ("应急救援", Category.EMERGENCY), ("其他", "general")]
)
def test_short_names_of_subjects_and_other_are_understood(
    bank: QuestionBank, officer: Client, said: str, meant: str
) -> None:
    record = hand_in(officer, bank, workbook([HEADINGS, row("谁说了算？", said)]), "题.xlsx")
    assert record.report["unknown_subjects"] == []
    assert str(Category(meant).label) in page(officer, record)


def set_subject(client: Client, subject: str, *questions: Question) -> None:
    query = "&".join(f"id={question.pk}" for question in questions)
    address = reverse("wagtail_bulk_action", args=("exams", "question", "subject"))
    client.post(f"{address}?{query}&next=/admin/questions/", {"category": subject})


def test_many_questions_get_their_subject_at_once_and_stay_in_use(
    county: County, bank: QuestionBank, officer: Client
) -> None:
    own = [QuestionFactory(bank=bank, category="general") for _ in range(2)]
    theirs = QuestionFactory(bank__owner=county.neighbour, category="general")

    set_subject(officer, "procedure", *own, theirs)

    found = Question.objects.order_by("pk").values_list("category", "state")
    assert list(found) == [("procedure", QuestionState.IN_USE)] * 2 + [("general", QuestionState.IN_USE)]


def test_what_is_no_subject_changes_nothing(bank: QuestionBank, officer: Client) -> None:
    question = QuestionFactory(bank=bank, category="law")
    set_subject(officer, "weather", question)
    assert Question.objects.get().category == "law"
