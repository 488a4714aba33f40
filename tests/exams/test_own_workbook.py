"""Our own Excel file: what goes out comes in again to the letter, and what was edited wrongly is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.drawing.image import Image

from courses.models.post_kinds import PostKind
from exams.basis_cases import case_labels
from exams.exporting.contents import contents_of
from exams.exporting.layout import COLUMNS, MARK
from exams.exporting.xlsx import write_xlsx
from exams.importing.answers import TRUE_FALSE_OPTIONS
from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.tables import read_tables
from exams.models import Category, QuestionKind
from exams.services.question_imports import plan_import, write_plan
from organizations.archives import BadFile
from tests.factories.courses import a_case
from tests.factories.drafts import alike, drafts, steps, whole_drafts
from tests.factories.exams import QuestionBankFactory
from tests.factories.pictures import a_picture_file

Found = tuple[list[QuestionDraft], list[BadRow]]
Edit = Callable[[openpyxl.Workbook], None]
HEADINGS = [column.heading for column in COLUMNS]
CHOICE = QuestionDraft("", QuestionKind.SINGLE, "先做什么？", (("A", "断电"), ("B", "救人")), ("A",))
NUMBER = QuestionDraft("", QuestionKind.FILL, "几伏？", (), ("36",), tolerance="0.5", unit="伏")


def exported(*questions: QuestionDraft, cases: Mapping[int, str] | None = None) -> bytes:
    file = BytesIO()
    write_xlsx(questions, file, cases)
    return file.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "题库.xlsx"


@pytest.fixture
def read(path: Path) -> Callable[[bytes], Found]:
    def read(content: bytes) -> Found:
        path.write_bytes(content)
        return read_tables(path, path.name)

    return read


@pytest.fixture
def edited(path: Path, read: Callable[[bytes], Found]) -> Callable[..., Found]:
    """Read questions back after somebody has changed the file in a spreadsheet program and saved it."""

    def edited(edit: Edit, *questions: QuestionDraft) -> Found:
        workbook = openpyxl.load_workbook(BytesIO(exported(*questions or (CHOICE,))))
        edit(workbook)
        workbook.save(path)
        return read(path.read_bytes())

    return edited


def put(heading: str, text: object, row: int = 2) -> Edit:
    def edit(workbook: openpyxl.Workbook) -> None:
        workbook.active.cell(row, HEADINGS.index(heading) + 1).value = text

    return edit


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(st.lists(whole_drafts(drafts() | steps() | alike()), min_size=1, max_size=4))
def test_what_goes_out_comes_in_again_and_goes_out_the_same(
    read: Callable[[bytes], Found], questions: list[QuestionDraft]
) -> None:
    content = exported(*questions)

    found, bad = read(content)

    assert bad == []
    assert [replace(draft, place="") for draft in found] == questions
    assert sheet_of(exported(*found)) == sheet_of(content)


def sheet_of(content: bytes) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.django_db
def test_a_bank_comes_in_elsewhere_as_it_was_with_its_posts_and_its_case(path: Path) -> None:
    case = a_case("冒顶事故")
    PostKind.objects.get_or_create(name="采掘", defaults={"words": "采掘"})
    question = replace(CHOICE, stem="3. 先做什么？", posts=("采掘",), industries=("tobacco",), basis_case=case.pk)
    path.write_bytes(exported(question, NUMBER, cases=case_labels([question])))
    bank = QuestionBankFactory()

    write_plan(bank=bank, plan=plan_import(bank=bank, path=path, filename=path.name), by=None)

    assert contents_of(bank.questions.all()) == [question, NUMBER]


@pytest.mark.django_db
def test_a_case_is_told_by_its_title_where_its_number_is_another(read: Callable[[bytes], Found]) -> None:
    case = a_case("冒顶事故")
    question = replace(CHOICE, basis_case=case.pk)
    for label in (f"{case.pk + 7} 冒顶事故", "冒顶事故"):
        [found], bad = read(exported(question, cases={case.pk: label}))
        assert (found.basis_case, bad) == (case.pk, [])


@pytest.mark.django_db
def test_a_case_that_is_not_here_makes_a_bad_row(read: Callable[[bytes], Found]) -> None:
    case = a_case("冒顶事故")
    found, [bad] = read(exported(replace(CHOICE, basis_case=case.pk), cases={case.pk: f"{case.pk} 透水事故"}))
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


@pytest.mark.parametrize(
    ("heading", "text", "said"),
    [
        ("题型", "问答题", "问答题"),
        ("题型", "多项", "多项"),
        ("题型", None, "单选题"),
        ("题型", "判断题", "单选题"),
        ("题型", "填空题", "填空题"),
        ("题目内容", None, "题目"),
        ("答案", None, "答案"),
        ("答案", "AB", "多选题"),
        ("答案", "C", "C"),
        ("答案", "断电", "断电"),
        ("选项A", None, "A"),
        ("选项B", None, "选项"),
        ("科目", "法律", "法律法规"),
        ("难度", "很难", "很难"),
        ("行业", "冶金、养殖", "养殖"),
        ("行业", "[冶金", "[冶金"),
        ("单位", "伏", "单位"),
        ("误差", "0.1", "误差"),
        ("依据版本", "二〇二一年六月十日第三次修正版全文公布施行", "二〇二一"),
    ],
)
def test_a_row_that_was_edited_wrongly_is_named(
    edited: Callable[..., Found], heading: str, text: object, said: str
) -> None:
    found, [bad] = edited(put(heading, text), CHOICE, NUMBER)

    assert [replace(draft, place="") for draft in found] == [NUMBER]
    assert bad.place == "题库.xlsx:试题:2"
    assert said in bad.reason


@pytest.mark.parametrize(
    ("heading", "text", "said"),
    [
        ("误差", "大约", "大约"),
        ("答案", "三十六", "三十六"),
        ("误差", "0.00001", "0.00001"),
        ("答案", "[36", "[36"),
        ("答案", "；", "答案"),
        ("选项A", "36", "选项"),
    ],
)
def test_a_number_that_is_none_is_named(edited: Callable[..., Found], heading: str, text: object, said: str) -> None:
    found, [bad] = edited(put(heading, text), NUMBER)

    assert found == []
    assert said in bad.reason


def test_steps_left_out_of_their_order_are_named(edited: Callable[..., Found]) -> None:
    steps = replace(CHOICE, kind=QuestionKind.ORDER, answer=("B", "A"))
    found, [bad] = edited(put("答案", "B"), steps)
    assert (found, "B" in bad.reason) == ([], True)


def test_a_file_of_ours_whose_headings_were_changed_is_refused_with_what_is_missing(
    edited: Callable[..., Found],
) -> None:
    with pytest.raises(BadFile, match="依据条款"):
        edited(put("依据条款", "条款", row=1))
    with pytest.raises(BadFile, match="依据条款"):
        edited(lambda workbook: workbook.active.delete_cols(HEADINGS.index("依据条款") + 1))


def test_a_heading_that_stands_there_twice_is_refused(edited: Callable[..., Found]) -> None:
    with pytest.raises(BadFile, match=r"题库\.xlsx"):
        edited(lambda workbook: workbook.active.cell(1, len(HEADINGS) + 1, "解析"))


def test_a_file_of_a_later_layout_is_refused(edited: Callable[..., Found]) -> None:
    def later(workbook: openpyxl.Workbook) -> None:
        workbook.defined_names[MARK].attr_text = "2"

    with pytest.raises(BadFile, match=r"题库\.xlsx"):
        edited(later)


def test_a_file_without_a_question_is_refused(edited: Callable[..., Found]) -> None:
    with pytest.raises(BadFile, match=r"题库\.xlsx"):
        edited(lambda workbook: workbook.active.delete_rows(2))


def test_another_sheet_beside_ours_is_named_and_not_guessed_at(edited: Callable[..., Found]) -> None:
    def add(workbook: openpyxl.Workbook) -> None:
        other = workbook.create_sheet("旧题")
        other.append(["题干", "答案"])
        other.append(["酒后可以下井。", "错"])

    found, [bad] = edited(add)

    assert (len(found), bad.place) == (1, "题库.xlsx:旧题:1")


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

    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("试题", "A2", "A1:X3")
    assert all(8 <= (sheet.column_dimensions[cell.column_letter].width or 0) + 2 <= 52 for cell in sheet[1])
    assert all(cell.font.b and cell.value for cell in sheet[1])
    filled = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {(cell.data_type, cell.number_format, cell.alignment.wrap_text) for cell in filled} == {("s", "@", True)}
    assert sheet["B2"].value == "=HYPERLINK(1)"
    assert (sheet["B2"].quotePrefix, sheet["B3"].quotePrefix) == (True, False)


def lay(*cells: tuple[str, int]) -> Edit:
    """Lay a picture over the cell in the column with that heading, of that row."""

    def edit(workbook: openpyxl.Workbook) -> None:
        for heading, row in cells:
            at = workbook.active.cell(row, HEADINGS.index(heading) + 1).coordinate
            workbook.active.add_image(Image(BytesIO(a_picture_file())), at)

    return edit


def test_pictures_laid_over_an_exported_row_come_with_its_question(edited: Callable[..., Found]) -> None:
    [draft], bad = edited(lay(("题目内容", 1), ("题目内容", 2), ("选项B", 2)))

    assert bad == []
    assert [picture.place for picture in draft.pictures] == ["", "B"]
    assert replace(draft, place="", pictures=()) == CHOICE


@pytest.mark.parametrize("cells", [[("答案", 2)], [("题目内容", 2), ("题目内容", 2)]], ids=["answer", "two"])
def test_a_picture_over_an_exported_row_that_can_not_be_placed_is_named(
    edited: Callable[..., Found], cells: list[tuple[str, int]]
) -> None:
    drafts, [bad] = edited(lay(*cells))

    assert drafts == []
    assert bad.place.endswith(":2")


def test_a_picture_below_the_exported_rows_is_named(edited: Callable[..., Found]) -> None:
    [_draft], [bad] = edited(lay(("题目内容", 9)))
    assert bad.place.endswith(":9")
