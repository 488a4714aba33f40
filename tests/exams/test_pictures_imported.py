"""Pictures that stand in a file of questions come in with them; what can't be taken is named."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from pathlib import Path

import pytest
from docx.document import Document
from openpyxl import Workbook
from openpyxl.drawing.image import Image

from exams.importing.documents import read_document
from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.moodle_xml import read_moodle_xml
from exams.importing.pictures import NOT_DESCRIBED
from exams.importing.tables import read_tables
from exams.models import VersionPicture
from exams.pictures.alone import PICTURE_ALONE
from exams.pictures.small import SmallPicture
from exams.services.question_imports import plan_import, write_plan
from tests.factories.documents import content_of, document
from tests.factories.exams import QuestionBankFactory
from tests.factories.pictures import a_picture_file, bytes_of, picture_bomb
from tests.factories.workbooks import with_member

Found = tuple[list[QuestionDraft], list[BadRow]]


def a_file(name: str, content: bytes | None = None) -> str:
    encoded = base64.b64encode(a_picture_file() if content is None else content).decode()
    return f'<file name="{name}" path="/" encoding="base64">{encoded}</file>'


def shown(words: str, name: str, alt: str = "", kept: str | None = None) -> str:
    img = f'&lt;p&gt;{words}&lt;img src="@@PLUGINFILE@@/{name}" alt="{alt}"&gt;&lt;/p&gt;'
    return f"<text>{img}</text>{a_file(name) if kept is None else kept}"


def moodle(stem: str, *options: str, kind: str = "multichoice") -> str:
    answers = "".join(
        f'<answer fraction="{100 if number == 0 else 0}" format="html">{option}</answer>'
        for number, option in enumerate(options)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><quiz><question type="{kind}">'
        f'<questiontext format="html">{stem}</questiontext>{answers}</question></quiz>'
    )


WATER, SAND = "<text>水</text>", "<text>沙</text>"


def read(folder: Path, quiz: str) -> Found:
    path = folder / "题.xml"
    path.write_text(quiz, encoding="utf-8")
    return read_moodle_xml(path, filename=path.name)


def test_a_picture_of_moodle_comes_with_the_words_for_it(tmp_path: Path) -> None:
    [draft], bad = read(tmp_path, moodle(shown("油桶着火，用什么灭？", "a.png", "油桶着火"), SAND, WATER))

    assert bad == []
    [picture] = draft.pictures
    assert (draft.stem, picture.place, picture.alt) == ("油桶着火，用什么灭？", "", "油桶着火")
    assert isinstance(picture.source, SmallPicture)
    assert picture.source.width == 640


def test_an_option_may_be_a_picture_alone(tmp_path: Path) -> None:
    options = (shown("", "禁止 烟火.png".replace(" ", "%20"), kept=a_file("禁止 烟火.png")), WATER)

    [draft], bad = read(tmp_path, moodle("<text>哪个是禁止标志？</text>", *options))

    assert bad == []
    assert draft.options == (("A", PICTURE_ALONE), ("B", "水"))
    assert [(picture.place, picture.alt) for picture in draft.pictures] == [("A", NOT_DESCRIBED)]


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        (shown("看图", "a.png", kept=""), "a.png"),
        (shown("看图", "a.png", kept=a_file("b.png")), "a.png"),
        (shown("看图", "a.png", kept=a_file("a.png", picture_bomb())), "a.png"),
        (shown("看图", "a.png", kept=a_file("a.png", b"<svg/>")), "a.png"),
        (shown("看图", "a.png", kept='<file name="a.png" encoding="base64">*</file>'), "a.png"),
        ('<text>看图&lt;img src="https://example.org/a.png"&gt;</text>', "a.png"),
        (shown("&lt;img src=b.png&gt;", "a.png"), "图片"),
        (shown("&lt;video&gt;", "a.png"), "图片"),
    ],
    ids=["missing", "another", "bomb", "svg", "no base64", "from elsewhere", "two", "film"],
)
def test_a_picture_that_is_missing_or_cannot_be_taken_is_a_bad_row(tmp_path: Path, stem: str, said: str) -> None:
    drafts, [bad] = read(tmp_path, moodle(stem, SAND, WATER))
    assert drafts == []
    assert said in bad.reason
    assert bad.place == "题.xml:XML:1"


@pytest.mark.django_db
def test_an_import_writes_the_pictures_into_the_bank(tmp_path: Path) -> None:
    bank = QuestionBankFactory()
    path = tmp_path / "题.xml"
    path.write_text(moodle(shown("用什么灭？", "a.png", "油桶着火"), SAND, WATER), encoding="utf-8")

    [question] = write_plan(bank=bank, plan=plan_import(bank=bank, path=path, filename=path.name), by=None)

    used = VersionPicture.objects.get(version=question.current)
    assert (used.alt, used.picture.bank) == ("油桶着火", bank)
    assert bytes_of(used.picture)[8:12] == b"WEBP"


def picture_line(made: Document, words: str = "", *, alt: str = "", content: bytes | None = None) -> None:
    run = made.add_paragraph().add_run(words)
    shape = run.add_picture(BytesIO(a_picture_file() if content is None else content))
    shape._inline.docPr.set("descr", alt)


def word(folder: Path, made: Document) -> Found:
    path = folder / "题.docx"
    path.write_bytes(content_of(made))
    return read_document(path, filename=path.name)


def a_document(*lines: str | tuple[str, str]) -> Document:
    """A line a paragraph; a pair is a line with a picture behind it, and what it shows in words."""
    made = document()
    for line in lines:
        if isinstance(line, str):
            made.add_paragraph(line)
        else:
            picture_line(made, line[0], alt=line[1])
    return made


def test_a_picture_below_the_words_of_a_question_in_word_is_the_questions(tmp_path: Path) -> None:
    made = a_document("1.图中着火的是什么？", ("", "油桶着火"), "A.油", "B.木头", "答案：A", "2.酒后可以下井。（×）")

    [pictured, plain], bad = word(tmp_path, made)

    assert bad == []
    assert [(each.place, each.alt) for each in pictured.pictures] == [("", "油桶着火")]
    assert (pictured.stem, plain.pictures) == ("图中着火的是什么？", ())


def test_a_picture_on_the_line_of_an_option_is_the_options(tmp_path: Path) -> None:
    made = a_document("1.哪个是禁止标志？", ("A.", "红圈斜杠"), ("B.黄色的", "IMG_0042.png"), "答案：A")

    [draft], bad = word(tmp_path, made)

    assert bad == []
    assert draft.options == (("A", PICTURE_ALONE), ("B", "黄色的"))
    assert [(each.place, each.alt) for each in draft.pictures] == [("A", "红圈斜杠"), ("B", NOT_DESCRIBED)]


@pytest.mark.parametrize(
    "lines",
    [
        ("1.哪个对？", "A.甲", "B.乙", ("", "图"), "答案：A"),
        ("1.哪个对？", ("", "图"), ("", "图"), "A.甲", "B.乙", "答案：A"),
        ("1.哪个对？", "A.甲", "B.乙", ("答案：A", "图")),
        ("1.哪个对？", "A.甲", "B.乙", "答案：A", ("解析：见图", "图")),
        ("1.哪个对？", ("A.甲 B.乙", "图"), "答案：A"),
    ],
    ids=[
        "below the options",
        "two",
        "beside the answer",
        "in the explanation",
        "several options",
    ],
)
def test_a_picture_whose_place_cannot_be_told_is_named(
    tmp_path: Path, lines: tuple[str | tuple[str, str], ...]
) -> None:
    drafts, bad = word(tmp_path, a_document(*lines))
    assert drafts == []
    assert "手工" in bad[0].reason


def test_a_picture_of_word_that_cannot_be_taken_is_named(tmp_path: Path) -> None:
    made = a_document("1.图中是什么？", ("", "图"), "A.甲", "B.乙", "答案：A")
    part = next(part for part in made.part.related_parts.values() if part.partname.endswith(".png"))
    part._blob = picture_bomb()

    drafts, [bad] = word(tmp_path, made)

    assert drafts == []
    assert "image1.png" in bad.reason


def test_a_draft_with_pictures_outlives_being_kept_as_data(tmp_path: Path) -> None:
    [draft], _bad = word(tmp_path, a_document("1.图中是什么？", ("", "油桶"), "A.甲", "B.乙", "答案：A"))
    assert QuestionDraft.from_data(json.loads(json.dumps(draft.as_data()))) == draft


HEADINGS = ("题型", "题目", "选项A", "选项B", "答案", "图片")


def table(folder: Path, rows: list[tuple[str, ...]], pictures: list[tuple[str, bytes]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, *rows):
        sheet.append(row)
    for cell, content in pictures:
        sheet.add_image(Image(BytesIO(content)), cell)
    path = folder / "题.xlsx"
    book.save(path)
    return path


SIGNS = ("单选题", "哪个是禁止标志？", "红色的", "黄色的", "A")
BARE = ("单选题", "哪个着火时用？", "", "", "B", "是")


def test_pictures_over_the_cells_of_a_table_come_with_their_row(tmp_path: Path) -> None:
    red, blue = a_picture_file(colour="red"), a_picture_file(colour="blue")
    path = table(
        tmp_path, [SIGNS, BARE, (*SIGNS[:1], "不带图的？", *SIGNS[2:])], [("F2", red), ("C3", red), ("D3", blue)]
    )

    [signs, bare, plain], bad = read_tables(path, path.name)

    assert bad == []
    assert [each.place for each in signs.pictures] == [""]
    assert [each.place for each in bare.pictures] == ["A", "B"]
    assert bare.options == (("A", PICTURE_ALONE), ("B", PICTURE_ALONE))
    assert plain.pictures == ()


@pytest.mark.parametrize(
    ("cells", "said"),
    [(("E2",), "手工"), (("F2", "F2"), "手工"), (("B2", "F2"), "手工")],
    ids=["answer", "two", "both"],
)
def test_a_picture_whose_place_in_a_row_cannot_be_told_is_named(
    tmp_path: Path, cells: tuple[str, ...], said: str
) -> None:
    path = table(tmp_path, [SIGNS], [(cell, a_picture_file()) for cell in cells])

    drafts, [bad] = read_tables(path, path.name)

    assert drafts == []
    assert said in bad.reason
    assert bad.place == "题.xlsx:Sheet:2"


def test_a_picture_beside_no_question_is_named_and_one_above_the_headings_is_not(tmp_path: Path) -> None:
    path = table(tmp_path, [SIGNS], [("A1", a_picture_file()), ("A7", a_picture_file())])
    [_draft], [bad] = read_tables(path, path.name)
    assert bad.place == "题.xlsx:Sheet:7"


WPS = (
    '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'
    ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><etc:cellImage><xdr:pic>'
    '<xdr:nvPicPr><xdr:cNvPr id="2" name="ID_ABC" descr="油桶着火"/></xdr:nvPicPr>'
    '<xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="image" Target="media/image1.png"/></Relationships>'
)


def test_a_picture_that_wps_puts_into_a_cell_comes_too_and_is_named_where_it_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "题.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, SIGNS, ("单选题", "缺图的？", *SIGNS[2:])):
        sheet.append(row)
    for cell, key in (("F2", "ID_ABC"), ("F3", "ID_LOST")):
        sheet[cell].value = f'=DISPIMG("{key}",1)'
        sheet[cell].data_type = "s"
    book.save(path)
    content = path.read_bytes()
    inside = {"xl/cellimages.xml": WPS.encode(), "xl/_rels/cellimages.xml.rels": RELS.encode()}
    for member, data in {**inside, "xl/media/image1.png": a_picture_file()}.items():
        content = with_member(content, member, data)
    path.write_bytes(content)

    [draft], [bad] = read_tables(path, path.name)

    assert [(each.place, each.alt) for each in draft.pictures] == [("", "油桶着火")]
    assert "ID_LOST" in bad.reason
