"""What leaves a bank: whole, harmless, and fit to come in again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from courses.models.post_kinds import PostKind
from exams.contents import draft_of
from exams.exporting.contents import contents_of
from exams.exporting.docx import write_docx
from exams.exporting.lists import listed
from exams.exporting.words import CATEGORY_NAMES, KIND_NAMES
from exams.exporting.xlsx import TooLong, write_xlsx
from exams.importing.documents import read_document
from exams.importing.drafts import QuestionDraft
from exams.models import Category, Question, QuestionKind, QuestionState
from exams.services.questions import add_questions
from tests.factories.courses import a_case
from tests.factories.drafts import drafts
from tests.factories.exams import QuestionBankFactory, QuestionFactory

HEADINGS = [
    "题型",
    "题目内容",
    "选项A",
    "选项B",
    "选项C",
    "选项D",
    "选项E",
    "选项F",
    "选项G",
    "选项H",
    "答案",
    "解析",
    "科目",
    "难度",
    "岗位",
    "行业",
    "依据",
    "依据版本",
    "依据条款",
    "依据原文",
    "依据案例",
    "依据规程",
    "背景",
    "误差",
    "单位",
]
TRUTH = (("T", "正确"), ("F", "错误"))
STEPS = (("A", "救人"), ("B", "断电"), ("C", "送医"))


def rows(*questions: QuestionDraft) -> list[dict[str, str]]:
    """Return the rows of the sheet by heading, as a spreadsheet program reads them."""
    file = BytesIO()
    write_xlsx(questions, file)
    head, *found = CalamineWorkbook.from_filelike(BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in found]


def whole() -> QuestionDraft:
    return QuestionDraft(
        *("", QuestionKind.SINGLE, "先做什么？", STEPS, ("B",), "先断电。", Category.LAW, 2),
        industries=("underground_mine", "metallurgy"),
        basis_text="安全生产法",
        basis_version="2021",
        basis_article="第二十八条",
        basis_quote="未经安全生产教育和培训合格的从业人员，不得上岗作业。",
        posts=("采掘",),
        background="井下有人触电。",
    )


@pytest.mark.django_db
def test_a_bank_gives_back_what_was_put_into_it() -> None:
    PostKind.objects.get_or_create(name="采掘", defaults={"words": "采掘"})
    number = QuestionDraft("", QuestionKind.FILL, "几伏？", (), ("36",), tolerance="0.5", unit="伏")
    bank = QuestionBankFactory()
    add_questions(bank=bank, drafts=[whole(), number], by=None)

    found = contents_of(bank.questions.all())

    assert [replace(draft, place="") for draft in found] == [whole(), number]


@pytest.mark.django_db
def test_what_is_exported_of_a_question_is_what_is_copied_of_it() -> None:
    question = QuestionFactory(
        number=True, background="炮烟没散。", basis_case=a_case(), difficulty=3, industries=["tobacco"]
    )
    question.post_kinds.set(PostKind.objects.filter(name__in=("爆破", "采掘")))

    assert contents_of(Question.objects.all()) == [draft_of(Question.objects.get())]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 20])
def test_a_bank_is_read_with_three_queries(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    bank = QuestionBankFactory()
    QuestionFactory.create_batch(count, bank=bank)

    with django_assert_num_queries(3):
        assert len(contents_of(bank.questions.all())) == count


@pytest.mark.django_db
def test_only_what_is_in_use_may_be_asked_for() -> None:
    bank = QuestionBankFactory()
    used = QuestionFactory(bank=bank)
    QuestionFactory(bank=bank, state=QuestionState.RETIRED)

    assert [draft.stem for draft in contents_of(bank.questions.in_use())] == [str(used)]


def test_the_sheet_has_every_field_under_its_heading() -> None:
    (row,) = rows(whole())

    assert list(row) == HEADINGS
    assert {heading: text for heading, text in row.items() if text} == {
        **{"题型": "单选题", "题目内容": "先做什么？", "选项A": "救人", "选项B": "断电", "选项C": "送医"},
        **{"答案": "B", "解析": "先断电。", "科目": "法律法规", "难度": "中", "岗位": "采掘", "行业": "地下矿山、冶金"},
        **{"依据": "安全生产法", "依据版本": "2021", "依据条款": "第二十八条", "背景": "井下有人触电。"},
        "依据原文": "未经安全生产教育和培训合格的从业人员，不得上岗作业。",
    }


def test_every_kind_has_its_form_in_the_sheet() -> None:
    found = rows(
        replace(whole(), kind=QuestionKind.MULTIPLE, answer=("A", "C")),
        QuestionDraft("", QuestionKind.TRUE_FALSE, "对吗？", TRUTH, ("F",)),
        QuestionDraft("", QuestionKind.FILL, "几米？", (), ("2", "两")),
        QuestionDraft("", QuestionKind.FILL, "几伏？", (), ("36",), tolerance="0.5", unit="伏"),
        QuestionDraft("", QuestionKind.ORDER, "先后？", STEPS, ("B", "A", "C")),
    )

    assert [(row["题型"], row["答案"]) for row in found] == [
        *(("多选题", "AC"), ("判断题", "错误"), ("填空题", '["2", "两"]'), ("填空题", "36")),
        ("排序题", "BAC"),
    ]
    assert (found[3]["误差"], found[3]["单位"], found[1]["选项A"]) == ("0.5", "伏", "")


def test_every_kind_and_category_has_a_name() -> None:
    assert set(KIND_NAMES) == set(QuestionKind.values)
    assert set(CATEGORY_NAMES) == set(Category.values)


@given(st.lists(drafts(), min_size=1, max_size=3))
def test_no_text_is_changed_on_its_way_through_the_sheet(questions: list[QuestionDraft]) -> None:
    for question, row in zip(questions, rows(*questions), strict=True):
        assert (row["题目内容"], row["解析"], row["单位"]) == (question.stem, question.explanation, question.unit)
        if question.kind != QuestionKind.TRUE_FALSE:
            assert tuple((key, row[f"选项{key}"]) for key in "ABCDEFGH" if row[f"选项{key}"]) == question.options


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86",
        "-5",
        "@SUM(A1)",
        " 前后有空格 ",
        "两\n行",
        "回\r\n车",
        "全　角　",
        "_x0041_",
        "a\x0bb",
        "1.0",
        "TRUE",
        "甲\t乙",
    ],
)
def test_awkward_texts_stay_what_they_are_and_do_nothing(text: str) -> None:
    question = replace(whole(), stem=text)
    file = BytesIO()
    write_xlsx([question], file)

    assert rows(question)[0]["题目内容"] == text
    assert openpyxl.load_workbook(file).active["B2"].data_type == "s"


def test_a_text_that_fits_into_no_cell_is_refused_and_not_cut() -> None:
    assert len(rows(replace(whole(), explanation="长" * 32_767))[0]["解析"]) == 32_767
    with pytest.raises(TooLong, match="先做什么"):
        rows(replace(whole(), explanation="长" * 32_768))


@pytest.mark.parametrize(
    ("texts", "cell"),
    [
        (("预防为主",), "预防为主"),
        (("A;B",), '["A;B"]'),
        (("2", "两"), '["2", "两"]'),
        (("安全 第一",), '["安全 第一"]'),
    ],
)
def test_a_text_that_could_be_several_is_written_as_a_list(texts: tuple[str, ...], cell: str) -> None:
    assert listed(texts) == cell


def paper(*, with_key: bool) -> bytes:
    questions = [
        QuestionDraft("", QuestionKind.TRUE_FALSE, "酒后可以下井。", TRUTH, ("F",)),
        QuestionDraft("", QuestionKind.SINGLE, "触电先做什么？", STEPS, ("B",)),
        QuestionDraft("", QuestionKind.MULTIPLE, "哪些对？", STEPS, ("A", "B")),
        QuestionDraft("", QuestionKind.FILL, "高处从____米算起。", (), ("2", "两")),
        QuestionDraft("", QuestionKind.FILL, "安全电压不高于____。", (), ("36",), tolerance="0.5", unit="伏"),
        QuestionDraft("", QuestionKind.ORDER, "先后怎么做？", STEPS, ("B", "A", "C"), background="井下有人触电。"),
    ]
    file = BytesIO()
    write_docx(questions, file, title="三月安全考试", with_key=with_key)
    return file.getvalue()


def test_a_paper_is_grouped_by_kind_and_numbered_through() -> None:
    content = paper(with_key=False)

    document = docx.Document(BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == "三月安全考试"
    assert "姓名" in lines[1]
    assert [line for line in lines if line[1:2] == "、"] == [
        *(
            "一、单选题（共1题）",
            "二、多选题（共1题）",
            "三、判断题（共1题）",
            "四、填空题（共2题）",
            "五、排序题（共1题）",
        )
    ]
    assert lines[3:7] == ["1. 触电先做什么？（　　）", "A. 救人", "B. 断电", "C. 送医"]
    assert lines.index("井下有人触电。") + 1 == lines.index("6. 先后怎么做？____________")
    assert not document.tables


def test_a_paper_is_a4_in_a_font_that_word_and_wps_have() -> None:
    document = docx.Document(BytesIO(paper(with_key=False)))

    page = document.sections[0]
    assert [round((side or 0) / Mm(1)) for side in (page.page_width, page.page_height)] == [210, 297]
    assert 'w:eastAsia="宋体"' in document.styles["Normal"].element.xml


def test_the_key_stands_at_the_end_and_answers_every_question(tmp_path: Path) -> None:
    path = tmp_path / "卷.docx"
    path.write_bytes(paper(with_key=True))

    found, bad = read_document(path, filename=path.name)

    assert [row.text for row in bad] == ["井下有人触电。"]
    assert [(draft.kind, draft.answer) for draft in found] == [
        *(("single", ("B",)), ("multiple", ("A", "B")), ("true_false", ("F",))),
        *(("fill", ("2", "两")), ("fill", ("36",)), ("order", ("B", "A", "C"))),
    ]
    assert Decimal(found[4].tolerance) == Decimal("0.5")


@settings(max_examples=15)  # a document takes its time
@given(st.lists(drafts(), min_size=1, max_size=3))
def test_any_question_can_be_printed(questions: list[QuestionDraft]) -> None:
    file = BytesIO()

    write_docx(questions, file, title="卷", with_key=True)
    assert docx.Document(BytesIO(file.getvalue())).tables
