"""Our own Excel file: what goes out comes in again to the letter, also when another program has saved it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models.post_kinds import PostKind
from exams.basis_cases import case_labels
from exams.exporting.contents import contents_of
from exams.exporting.layout import MARK
from exams.importing.answers import TRUE_FALSE_OPTIONS
from exams.importing.drafts import QuestionDraft
from exams.models import Category, QuestionKind
from exams.services.question_imports import plan_import, write_plan
from tests.factories.courses import a_case
from tests.factories.drafts import alike, drafts, steps, whole_drafts
from tests.factories.exams import QuestionBankFactory
from tests.factories.own_workbooks import CHOICE, HEADINGS, NUMBER, Found, exported


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(st.lists(whole_drafts(drafts() | steps() | alike()), min_size=1, max_size=4))
def test_what_goes_out_comes_in_again_and_goes_out_the_same(
    read_back: Callable[[bytes], Found], questions: list[QuestionDraft]
) -> None:
    content = exported(*questions)

    found, bad = read_back(content)

    assert bad == []
    assert [replace(draft, place="") for draft in found] == questions
    assert sheet_of(exported(*found)) == sheet_of(content)


def sheet_of(content: bytes) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.django_db
def test_a_bank_comes_in_elsewhere_as_it_was_with_its_posts_and_its_case(bank_file: Path) -> None:
    case = a_case("冒顶事故")
    PostKind.objects.get_or_create(name="采掘", defaults={"words": "采掘"})
    question = replace(CHOICE, stem="3. 先做什么？", posts=("采掘",), industries=("tobacco",), basis_case=case.pk)
    bank_file.write_bytes(exported(question, NUMBER, cases=case_labels([question])))
    bank = QuestionBankFactory()

    write_plan(bank=bank, plan=plan_import(bank=bank, path=bank_file, filename=bank_file.name), by=None)

    assert contents_of(bank.questions.all()) == [question, NUMBER]


@pytest.mark.django_db
def test_a_case_is_told_by_its_title_where_its_number_is_another(read_back: Callable[[bytes], Found]) -> None:
    case = a_case("冒顶事故")
    question = replace(CHOICE, basis_case=case.pk)
    for label in (f"{case.pk + 7} 冒顶事故", "冒顶事故"):
        [found], bad = read_back(exported(question, cases={case.pk: label}))
        assert (found.basis_case, bad) == (case.pk, [])


@pytest.mark.django_db
def test_a_case_that_is_not_here_makes_a_bad_row(read_back: Callable[[bytes], Found]) -> None:
    case = a_case("冒顶事故")
    found, [bad] = read_back(exported(replace(CHOICE, basis_case=case.pk), cases={case.pk: f"{case.pk} 透水事故"}))
    assert found == []
    assert "透水事故" in bad.reason


def test_saved_by_another_program_it_is_still_read_to_the_letter(edited: Callable[..., Found]) -> None:
    question = replace(CHOICE, stem="3. 先做什么？", options=(("A", "A. 断电"), ("B", "/")))

    def touch(workbook: openpyxl.Workbook) -> None:
        workbook.active["Z1"] = "备注"
        workbook.active["Z2"] = "已核对"
        workbook.active.move_range("A1:A2", cols=26)

    [found], bad = edited(touch, question)

    assert (replace(found, place=""), bad) == (question, [])


def test_a_row_that_somebody_adds_may_be_written_as_people_write(edited: Callable[..., Found]) -> None:
    words = {
        "题型": "填空题",
        "题目内容": "带什么下井？",
        "答案": "自救器；自救装置",
        "难度": "难",
        "岗位": "采掘，爆破",
    }

    def add(workbook: openpyxl.Workbook) -> None:
        workbook.active.append([words.get(heading) for heading in HEADINGS])
        workbook.active.append(
            [{"题型": "判断题", "题目内容": "酒后可以下井。", "答案": "×"}.get(heading) for heading in HEADINGS]
        )
        number = {"题型": "填空题", "题目内容": "几米？", "答案": 2, "误差": 0.1, "单位": "米"}
        workbook.active.append([number.get(heading) for heading in HEADINGS])

    found, bad = edited(add)

    assert bad == []
    assert found[1:] == [
        QuestionDraft(
            *("题库.xlsx:试题:3", QuestionKind.FILL, "带什么下井？", (), ("自救器", "自救装置")),
            difficulty=3,
            posts=("采掘", "爆破"),
        ),
        QuestionDraft("题库.xlsx:试题:4", QuestionKind.TRUE_FALSE, "酒后可以下井。", TRUE_FALSE_OPTIONS, ("F",)),
        QuestionDraft("题库.xlsx:试题:5", QuestionKind.FILL, "几米？", (), ("2",), tolerance="0.1", unit="米"),
    ]
    assert {draft.category for draft in found} == {Category.GENERAL}


def test_the_headings_alone_are_enough_where_the_mark_was_lost(edited: Callable[..., Found]) -> None:
    question = replace(CHOICE, stem="3. 先做什么？")

    [found], _bad = edited(lambda workbook: workbook.defined_names.pop(MARK), question)

    assert found.stem == "3. 先做什么？"


def test_a_table_of_other_people_is_read_as_before(edited: Callable[..., Found]) -> None:
    def others(workbook: openpyxl.Workbook) -> None:
        workbook.defined_names.pop(MARK)
        workbook.active.delete_cols(HEADINGS.index("依据条款") + 1)

    [found], _bad = edited(others, replace(CHOICE, stem="3. 先做什么？"))

    assert found.stem == "先做什么？"


def test_the_sheet_is_pleasant_to_read_and_no_cell_can_do_anything() -> None:
    dangerous = replace(CHOICE, stem="=HYPERLINK(1)", explanation="两\n行")
    workbook = openpyxl.load_workbook(BytesIO(exported(dangerous, NUMBER)))
    sheet = workbook.active

    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("试题", "A2", "A1:Y3")
    assert all(8 <= (sheet.column_dimensions[cell.column_letter].width or 0) + 2 <= 52 for cell in sheet[1])
    assert all(cell.font.b and cell.value for cell in sheet[1])
    filled = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {(cell.data_type, cell.number_format, cell.alignment.wrap_text) for cell in filled} == {("s", "@", True)}
    assert sheet["B2"].value == "=HYPERLINK(1)"
    assert (sheet["B2"].quotePrefix, sheet["B3"].quotePrefix) == (True, False)
