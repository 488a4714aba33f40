"""What is read of a file of questions, what is sent back and why, and that a bank gets each question once."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from exams.models import Category, Question, QuestionBank, QuestionKind, QuestionState
from exams.services import questions as question_service
from exams.services.question_imports import QuestionPlan, plan_import, write_plan
from organizations.archives import BadFile
from tests.factories.exams import QuestionBankFactory, QuestionFactory
from tests.factories.workbooks import saved, with_member, workbook, zip_bomb

pytestmark = pytest.mark.django_db
HEADINGS = ("作业种类", "试题类型", "题目内容", "题目选项", "题目答案", "解析")
OPTIONS = "**A.继续干**B.停下来撤出去**C.等人来**D.回家"
GOOD = ("法律法规", "单选题", "发现险情先怎么办？", OPTIONS, "B", "人命要紧。")


@pytest.fixture
def bank() -> QuestionBank:
    made: QuestionBank = QuestionBankFactory(slug="mine")
    return made


def plan(bank: QuestionBank, folder: Path, *rows: Any, headings: Any = HEADINGS) -> QuestionPlan:
    path = saved(folder, workbook([headings, *rows]), "题.xlsx")
    return plan_import(bank=bank, path=path, filename=path.name)


def bring_in(bank: QuestionBank, folder: Path, *rows: Any, headings: Any = HEADINGS) -> list[Question]:
    return write_plan(bank=bank, plan=plan(bank, folder, *rows, headings=headings), by=None)


def test_a_question_comes_in_whole_and_to_be_reviewed(bank: QuestionBank, tmp_path: Path) -> None:
    (question,) = bring_in(bank, tmp_path, GOOD)

    version = question.current
    assert version is not None
    assert (question.kind, question.category, question.state) == (
        QuestionKind.SINGLE,
        Category.LAW,
        QuestionState.TO_REVIEW,
    )
    assert (version.stem, version.answer, version.explanation) == ("发现险情先怎么办？", ["B"], "人命要紧。")
    assert [option["text"] for option in version.options] == ["继续干", "停下来撤出去", "等人来", "回家"]


def test_columns_may_stand_in_any_order(bank: QuestionBank, tmp_path: Path) -> None:
    headings = ("正确答案", "选项", "题干", "题型")

    (question,) = bring_in(bank, tmp_path, ("B", OPTIONS, "发现险情先怎么办？", "单选"), headings=headings)

    assert question.current is not None
    assert question.current.answer == ["B"]


@pytest.mark.parametrize(
    "options",
    [
        "**A.继续干**B.停下来**C.等人来",
        "A:继续干##B:停下来##C:等人来",
        "A、继续干\nB、停下来\nC、等人来",
        "A.继续干 B.停下来 C.等人来",
        "Ａ．继续干\nＢ．停下来\nＣ．等人来",
    ],
)
def test_options_in_one_cell_are_told_apart_however_they_are_written(
    bank: QuestionBank, tmp_path: Path, options: str
) -> None:
    (question,) = bring_in(bank, tmp_path, ("", "单选题", "怎么办？", options, "B", ""))

    assert question.current is not None
    assert question.current.options == [
        {"key": "A", "text": "继续干"},
        {"key": "B", "text": "停下来"},
        {"key": "C", "text": "等人来"},
    ]


@pytest.mark.parametrize(
    ("written", "right"), [("正确", "T"), ("√", "T"), ("A", "T"), ("错", "F"), ("B", "F"), ("×", "F")]
)
def test_true_or_false_is_understood_in_every_usual_form(
    bank: QuestionBank, tmp_path: Path, written: str, right: str
) -> None:
    (question,) = bring_in(bank, tmp_path, ("", "判断题", "可以带火下井。", "A.正确##B.错误", written, ""))

    assert question.current is not None
    assert question.current.answer == [right]


@pytest.mark.parametrize("answer", ["ACD", "A,C,D", "DCA", "A、C、D", "ａｃｄ"])
def test_the_letters_of_a_multiple_choice_are_sorted(bank: QuestionBank, tmp_path: Path, answer: str) -> None:
    (question,) = bring_in(bank, tmp_path, ("", "多选题", "哪些对？", OPTIONS, answer, ""))

    assert question.current is not None
    assert question.current.answer == ["A", "C", "D"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("12. 怎么办？", "怎么办？"),
        ("3、怎么办？", "怎么办？"),
        ("1.5 米以上算高处作业吗？", "1.5 米以上算高处作业吗？"),
    ],
)
def test_a_number_before_the_question_goes_but_a_measure_stays(
    bank: QuestionBank, tmp_path: Path, written: str, kept: str
) -> None:
    (question,) = bring_in(bank, tmp_path, ("", "单选题", written, OPTIONS, "B", ""))

    assert str(question) == kept


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "单选题", "", OPTIONS, "B", ""), "题目"),
        (("", "填空题", "怎么办？", OPTIONS, "B", ""), "填空题"),
        (("", "单选题", "怎么办？", "A.一", "A", ""), "两个"),
        (("", "单选题", "怎么办？", "A.一##B.##C.三", "A", ""), "选项"),
        (("", "单选题", "怎么办？", OPTIONS, "", ""), "答案"),
        (("", "单选题", "怎么办？", OPTIONS, "E", ""), "E"),
        (("", "单选题", "怎么办？", OPTIONS, "AB", ""), "AB"),
        (("", "判断题", "怎么办？", "", "也许", ""), "也许"),
    ],
)
def test_a_bad_row_is_named_with_file_sheet_and_row_and_what_is_wrong(
    bank: QuestionBank, tmp_path: Path, row: tuple[str, ...], said: str
) -> None:
    made = plan(bank, tmp_path, GOOD, row)

    assert len(made.new) == 1
    assert [bad.place for bad in made.bad] == ["题.xlsx:表1:3"]
    assert said in made.bad[0].reason


def test_questions_that_the_bank_or_the_file_has_already_are_left_out(bank: QuestionBank, tmp_path: Path) -> None:
    QuestionFactory(bank=bank, stem="发现险情 先怎么办？")

    made = plan(
        bank, tmp_path, GOOD, ("", "单选题", "新题？", OPTIONS, "A", ""), ("", "单选题", "新题？", OPTIONS, "B", "")
    )

    assert [draft.stem for draft in made.new] == ["新题？"]
    assert len(made.duplicates) == 2


def test_another_bank_may_have_the_same_question(bank: QuestionBank, tmp_path: Path) -> None:
    QuestionFactory(stem=GOOD[2])

    assert len(bring_in(bank, tmp_path, GOOD)) == 1


def test_the_same_file_a_second_time_adds_nothing(bank: QuestionBank, tmp_path: Path) -> None:
    bring_in(bank, tmp_path, GOOD)

    assert bring_in(bank, tmp_path, GOOD) == []
    assert Question.objects.filter(bank=bank).count() == 1


def test_a_failure_midway_leaves_nothing_half_written(
    bank: QuestionBank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = plan(bank, tmp_path, GOOD)

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(question_service, "record", fail)
    with pytest.raises(RuntimeError):
        write_plan(bank=bank, plan=made, by=None)

    assert not Question.objects.exists()


def test_an_extra_sheet_without_the_columns_is_passed_over(bank: QuestionBank, tmp_path: Path) -> None:
    path = saved(tmp_path, workbook([["任务分配"], ["张三"]], [HEADINGS, GOOD]), "题.xlsx")

    made = plan_import(bank=bank, path=path, filename=path.name)

    assert len(made.new) == 1
    assert made.bad == ()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (workbook(), "题.xlsx"),
        (workbook([["姓名", "工号"]]), "题.xlsx"),
        (b"nonsense", "题.xlsx"),
        (workbook([HEADINGS, GOOD]), "题.ods"),
        (b"nonsense", "题.xls"),
        (with_member(workbook([HEADINGS, GOOD]), "xl/vbaProject.bin", b"macro"), "题.xlsx"),
        (zip_bomb(), "题.xlsx"),
    ],
)
def test_a_file_that_holds_no_questions_is_refused_by_name(
    bank: QuestionBank, tmp_path: Path, content: bytes, name: str
) -> None:
    with pytest.raises(BadFile) as refused:
        plan_import(bank=bank, path=saved(tmp_path, content, name), filename=name)

    assert name in str(refused.value)


def run(path: Path, *options: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_questions", "--bank", "mine", str(path), *options, stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_command_prints_each_bad_row_and_fails_without_writing(bank: QuestionBank, tmp_path: Path) -> None:
    path = saved(tmp_path, workbook([HEADINGS, GOOD, ("", "填空题", "甲？", "", "", "")]), "题.xlsx")

    code, out, err = run(path)

    assert (code != 0, out) == (True, "imported 0, duplicates 0, bad 1\n")
    assert err.startswith("题.xlsx:表1:3: ")
    assert not Question.objects.exists()


def test_the_command_writes_a_good_file_and_a_dry_run_does_not(bank: QuestionBank, tmp_path: Path) -> None:
    path = saved(tmp_path, workbook([HEADINGS, GOOD]), "题.xlsx")

    assert run(path, "--dry-run") == (0, "imported 1, duplicates 0, bad 0\n", "")
    assert not Question.objects.exists()
    assert run(path) == (0, "imported 1, duplicates 0, bad 0\n", "")
    assert Question.objects.count() == 1
