"""Our own Word paper, with its key, imported again: what the bank has is known again."""

from __future__ import annotations

from pathlib import Path

import pytest

from exams.exporting.contents import contents_of
from exams.exporting.docx import write_docx
from exams.importing.drafts import stem_key
from exams.models import Question, QuestionBank
from exams.services.question_imports import plan_import, write_plan
from tests.factories.exams import QuestionFactory

STEMS = ("铁轨上能走人吗？", "铁轨上（　）走人。", "下井带____", "硐室可以容纳几人？（  ）")


@pytest.mark.django_db
def test_a_paper_printed_from_a_bank_brings_nothing_new_into_it(bank: QuestionBank, tmp_path: Path) -> None:
    for stem in STEMS:
        QuestionFactory(bank=bank, stem=stem)
    for kind in ("multiple", "true_false", "ordered", "written", "number"):
        QuestionFactory(bank=bank, **{kind: True})
    path = tmp_path / "卷.docx"
    with path.open("wb") as file:
        write_docx(contents_of(Question.objects.all()), file, title="卷", with_key=True)

    plan = plan_import(bank=bank, path=path, filename="卷.docx")

    assert (len(plan.new), len(plan.duplicates), len(plan.bad)) == (0, len(STEMS) + 5, 0)


@pytest.mark.django_db
def test_a_number_with_its_unit_comes_into_another_bank_as_it_was(bank: QuestionBank, tmp_path: Path) -> None:
    question = QuestionFactory(number=True, stem="护栏至少多高？")
    path = tmp_path / "卷.docx"
    with path.open("wb") as file:
        write_docx(contents_of(Question.objects.all()), file, title="卷", with_key=True)

    [copy] = write_plan(bank=bank, plan=plan_import(bank=bank, path=path, filename="卷.docx"), by=None)

    assert copy.current is not None
    assert copy.stem_key == question.stem_key
    assert (copy.current.answer, copy.current.unit) == (["1.5"], "米")


@pytest.mark.parametrize("room", ["（　　）", "( )", "____________", "【 】"])
def test_room_for_the_answer_at_the_end_makes_no_other_question(room: str) -> None:
    assert stem_key(f"先做什么？{room}") == stem_key("先做什么？")


@pytest.mark.parametrize("other", ["先（　）做什么？", "先做什么？（二）", "先做什么_"])
def test_room_in_the_middle_and_words_in_brackets_do(other: str) -> None:
    assert stem_key(other) != stem_key("先做什么？")


def test_a_stem_of_room_alone_is_still_something() -> None:
    assert stem_key("____") != stem_key("")
