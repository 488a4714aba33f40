"""Questions out of Word files: running text, tables, and all that Word does around them."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document

from exams.importing.document_numbers import written
from exams.importing.documents import read_document
from exams.importing.drafts import BadRow, QuestionDraft
from exams.models import QuestionKind
from organizations.archives import BadFile
from tests.factories.documents import add_table, content_of, document, element, number, numbering, tracked
from tests.factories.office import fields, office_file, relations
from tests.factories.workbooks import with_member, zip_bomb

STEM = "发现有人触电，首先应当怎么做？"
OPTIONS = ("A.切断电源", "B.用手去拉", "C.泼水", "D.等人来")
KEPT = (("A", "切断电源"), ("B", "用手去拉"), ("C", "泼水"), ("D", "等人来"))


def read(folder: Path, made: Document | bytes, name: str = "题.docx") -> tuple[list[QuestionDraft], list[BadRow]]:
    path = folder / name
    path.write_bytes(made if isinstance(made, bytes) else content_of(made))
    return read_document(path, filename=name)


def only(found: tuple[list[QuestionDraft], list[BadRow]]) -> QuestionDraft:
    assert found[1] == []
    (draft,) = found[0]
    return draft


def test_paragraphs_are_read_like_lines(tmp_path: Path) -> None:
    draft = only(read(tmp_path, document("题库", f"1.{STEM}（ A ）", *OPTIONS, "解析：先断电。")))

    assert (draft.kind, draft.options, draft.answer) == (QuestionKind.SINGLE, KEPT, ("A",))
    assert (draft.explanation, draft.place) == ("先断电。", "题.docx:正文:2")


def test_numbers_that_word_writes_itself_are_seen(tmp_path: Path) -> None:
    made = document()
    listed = numbering(made, ("decimal", "%1."), ("upperLetter", "%2."))
    for words, depth in (
        (STEM, 0),
        *((option[2:], 1) for option in OPTIONS),
        ("5米以上要系安全带吗？", 0),
        ("要", 1),
        ("不要", 1),
    ):
        number(made.add_paragraph(words), listed, depth)
    made.add_paragraph("1.A 2.A")

    first, second = read(tmp_path, made)[0]

    assert (first.stem, first.options, first.answer) == (STEM, KEPT, ("A",))
    assert (second.stem, second.options) == ("5米以上要系安全带吗？", (("A", "要"), ("B", "不要")))


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [(3, "decimal", "3"), (3, "upperLetter", "C"), (28, "lowerLetter", "bb"), (1, "chineseCounting", "一")]
    + [(number, "chineseCounting", text) for number, text in ((10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"))],
)
def test_a_list_counts_in_its_own_figures(value: int, form: str, text: str) -> None:
    assert written(value, form) == text


def test_inserted_text_counts_and_deleted_text_does_not(tmp_path: Path) -> None:
    made = document()
    stem = made.add_paragraph("1.发现有人")
    tracked(stem, "ins", "触电，首先")
    tracked(stem, "del", "中毒，最后")
    tracked(stem, "moveFrom", "从前")
    tracked(stem, "moveTo", "应当")
    stem.add_run("怎么做？")
    gone = made.add_paragraph("")
    tracked(gone, "del", "A.旧的一项")
    for option in OPTIONS:
        made.add_paragraph(option)
    tracked(made.add_paragraph("答案："), "ins", "A")

    draft = only(read(tmp_path, made))

    assert (draft.stem, draft.options) == (STEM, KEPT)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    made = document()
    begun = made.add_paragraph("1.发现有人触电，")
    mark = element("w:rPr")
    mark.append(element("w:del", id="2", author="安全科"))
    begun._p.get_or_add_pPr().append(mark)
    for words in ("首先应当怎么做？", *OPTIONS, "答案：A"):
        made.add_paragraph(words)

    assert only(read(tmp_path, made)).stem == STEM


def test_an_underlined_space_is_a_blank(tmp_path: Path) -> None:
    made = document()
    stem = made.add_paragraph("1.高处作业从")
    stem.add_run("      ").underline = True
    stem.add_run("米算起。")
    made.add_paragraph("答案：2")

    draft = only(read(tmp_path, made))

    assert (draft.kind, draft.stem, draft.answer) == (QuestionKind.FILL, "高处作业从____米算起。", ("2",))


def test_a_tick_in_the_font_of_symbols_is_a_tick(tmp_path: Path) -> None:
    made = document()
    stem = made.add_paragraph("1.酒后不准下井。（")
    stem.add_run()._r.append(element("w:sym", font="Wingdings", char="F0FC"))
    stem.add_run("）")

    assert only(read(tmp_path, made)).answer == ("T",)


def test_a_table_with_a_heading_is_read_like_a_sheet(tmp_path: Path) -> None:
    rows = [
        ("题型", "题目内容", "选项", "答案"),
        ("单选题", STEM, "\n".join(OPTIONS), "A"),
        ("单选题", "空的？", "", "A"),
    ]

    drafts, bad = read(tmp_path, document("题库", rows))

    assert [(draft.stem, draft.options, draft.place) for draft in drafts] == [(STEM, KEPT, "题.docx:表格1:2")]
    assert [row.place for row in bad] == ["题.docx:表格1:3"]


def test_a_table_without_a_heading_has_a_question_a_row(tmp_path: Path) -> None:
    rows = [("1", STEM, "\n".join(OPTIONS), "A"), ("2", "酒后可以下井。", "", "×")]

    drafts, bad = read(tmp_path, document("一、题目", rows))

    assert bad == []
    assert [(draft.stem, draft.answer) for draft in drafts] == [(STEM, ("A",)), ("酒后可以下井。", ("F",))]
    assert drafts[1].place == "题.docx:表格1:2"


@pytest.mark.parametrize("key", [[("题号", "1", "2"), ("答案", "A", "×")], [("题号", "答案"), ("1", "A"), ("2", "错")]])
def test_a_table_at_the_end_may_be_the_key(tmp_path: Path, key: list[tuple[str, ...]]) -> None:
    made = document("一、单选题", f"1.{STEM}", *OPTIONS, "二、判断题", "2.酒后可以下井。", "参考答案", key)

    drafts, bad = read(tmp_path, made)

    assert bad == []
    assert [draft.answer for draft in drafts] == [("A",), ("F",)]


def test_text_and_tables_are_read_in_the_order_they_stand(tmp_path: Path) -> None:
    made = document(f"1.{STEM}")
    add_table(made, [OPTIONS[:2], OPTIONS[2:]])
    made.add_paragraph("答案：A")

    assert only(read(tmp_path, made)).options == KEPT


def test_a_question_with_a_formula_is_named(tmp_path: Path) -> None:
    made = document()
    for words in ("2.酒后可以下井。（×）", "3.算一算。（√）"):
        made.add_paragraph(words)
    made.paragraphs[-1]._p.append(element("m:oMath"))

    drafts, bad = read(tmp_path, made)

    assert [draft.stem for draft in drafts] == ["酒后可以下井。"]
    assert [(row.place, row.text) for row in bad] == [("题.docx:正文:2", "算一算。（√）")]
    assert "公式" in bad[0].reason


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"nonsense", "题.docx"),
        (b"\xd0\xcf\x11\xe0", "题.doc"),
        (content_of(document("封面")), "~$题.docx"),
        (zip_bomb(), "题.docx"),
        (office_file("docx"), "题.docx"),
        (office_file("docx", {"word/document.xml": fields("DDE", "AUTO")}), "题.docx"),
        (
            office_file("docx", {"word/_rels/document.xml.rels": relations("image", "http://127.0.0.1:9/a.png")}),
            "题.docx",
        ),
        (with_member(content_of(document("1.甲（√）")), "word/vbaProject.bin", b"macro"), "题.docx"),
        (with_member(content_of(document("1.甲（√）")), "word/more.xml", ENTITY), "题.docx"),
        (with_member(content_of(document("1.甲（√）")), "customXml/item9.xml", ENTITY), "题.docx"),
        (with_member(content_of(document("1.甲（√）")), "customXml/item9.xml", b"<!DOCTYPE a><a/>"), "题.docx"),
        (content_of(document()), "题.docx"),
    ],
)
def test_a_file_that_holds_no_questions_or_does_something_is_refused_by_name(
    tmp_path: Path, content: bytes, name: str
) -> None:
    with pytest.raises(BadFile) as refused:
        read(tmp_path, content, name)

    assert name in str(refused.value)
