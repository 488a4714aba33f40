"""Questions with pictures leave and come in again, pictures and all: Excel, Moodle XML, and Word with its key."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from exams.exporting.contents import contents_of
from exams.exporting.docx import write_docx
from exams.exporting.moodle_xml import write_moodle_xml
from exams.exporting.xlsx import write_xlsx
from exams.importing.drafts import QuestionDraft
from exams.models import QuestionKind, QuestionPicture, VersionPicture
from exams.pictures.alone import PICTURE_ALONE
from exams.pictures.drafts import DraftPicture
from exams.pictures.shelf import Shelf
from exams.pictures.small import small_picture
from exams.services.question_imports import plan_import, write_plan
from tests.factories.drafts import drafts, hazards, pictured, steps, whole_drafts
from tests.factories.exams import QuestionBankFactory, QuestionFactory
from tests.factories.pictures import HAZARDS, a_hazard_question, a_picture_file, saved, show
from tests.factories.question_files import Read

SLOW = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=30
)


def workbook(*questions: QuestionDraft) -> bytes:
    file = BytesIO()
    write_xlsx(questions, file)
    return file.getvalue()


def moodle(*questions: QuestionDraft) -> bytes:
    file = BytesIO()
    write_moodle_xml(questions, file)
    return file.getvalue()


def word(*questions: QuestionDraft, with_key: bool = True) -> bytes:
    file = BytesIO()
    write_docx(questions, file, title="三月试卷", with_key=with_key)
    return file.getvalue()


SIGNS = QuestionDraft(
    *(
        "",
        QuestionKind.SINGLE,
        "哪个是禁止标志？",
        (("A", PICTURE_ALONE), ("B", PICTURE_ALONE), ("C", "都不是")),
        ("B",),
    ),
    pictures=tuple(
        DraftPicture(place, alt, small_picture(a_picture_file(colour=colour), filename="图.png"))
        for place, alt, colour in (("", "三个标志", "teal"), ("A", "黄色三角", "gold"), ("B", "红圈斜杠", "firebrick"))
    ),
)


@SLOW
@given(st.lists(pictured(whole_drafts(drafts() | steps())) | hazards(), min_size=1, max_size=3))
def test_a_table_with_pictures_comes_in_again_as_it_went_out(read: Read, questions: list[QuestionDraft]) -> None:
    found, bad = read("题库.xlsx", workbook(*questions))

    assert bad == []
    assert [replace(draft, place="") for draft in found] == questions


def plain(text: str) -> str:
    return "".join(text.split())


def differ(question: QuestionDraft) -> bool:
    """Whether the options differ in more than white space, which a page of Moodle does not show."""
    return len({plain(text) for _key, text in question.options}) == len({text for _key, text in question.options})


@SLOW
@given(st.lists(pictured(drafts() | steps()).filter(differ), min_size=1, max_size=3))
def test_moodle_brings_back_pictures_and_what_they_show(read: Read, questions: list[QuestionDraft]) -> None:
    found, bad = read("题.xml", moodle(*questions))

    assert bad == []
    assert sorted(map(told, found)) == sorted(map(told, questions))


def told(question: QuestionDraft) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the words of the stem, as a page shows them, and of each option its words and its picture, in the order of
    the letters, or of the steps.
    """
    pictures = {picture.place: f"{picture.alt} {picture.source}" for picture in question.pictures}
    keys = question.answer if question.kind == QuestionKind.ORDER else [key for key, _text in question.options]
    texts = {**dict(question.options), "": question.stem}
    shown = [(plain(texts[key]), pictures.get(key, ""), str(key in question.answer)) for key in keys]
    return plain(question.stem) + pictures.get("", ""), shown


PLAIN = st.text("安全生产断电救人撤离检查通风顶板", min_size=2, max_size=9)


@st.composite
def plain_choices(draw: st.DrawFn) -> QuestionDraft:
    texts = draw(st.lists(PLAIN, min_size=3, max_size=5, unique=True))
    options = tuple(zip("ABCDE", texts, strict=False))
    return QuestionDraft("", QuestionKind.SINGLE, f"{draw(PLAIN)}？", options, (draw(st.sampled_from("ABC")),))


@settings(SLOW, max_examples=15)  # a document takes its time
@given(st.lists(pictured(plain_choices()), min_size=1, max_size=3))
def test_word_with_its_key_brings_back_the_pictures(read: Read, questions: list[QuestionDraft]) -> None:
    found, bad = read("卷.docx", word(*questions))

    assert bad == []
    assert [(draft.options, draft.answer, draft.pictures) for draft in found] == [
        (question.options, question.answer, question.pictures) for question in questions
    ]


def test_pictures_lie_below_the_words_in_a_row_that_is_high_enough() -> None:
    sheet = openpyxl.load_workbook(BytesIO(workbook(SIGNS, replace(SIGNS, stem="长" * 500)))).active
    assert sheet is not None

    lying = [(image.anchor._from.row, image.anchor._from.col, image.anchor._from.rowOff) for image in sheet._images]
    assert [(row, column) for row, column, _top in lying] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]
    emu = 12_700
    for image in sheet._images:
        height = sheet.row_dimensions[image.anchor._from.row + 1].height
        assert image.anchor._from.rowOff > 0
        assert image.anchor._from.rowOff + image.anchor.ext.height <= height * emu
    assert max(sheet.row_dimensions[row].height for row in (2, 3)) <= 409  # the most that Excel takes
    assert sheet["C2"].value == PICTURE_ALONE


def test_a_table_shows_jpegs_with_their_words() -> None:
    with ZipFile(BytesIO(workbook(SIGNS))) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("xl/media/")]
        kinds = {Image.open(archive.open(name)).format for name in pictures}
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert (len(pictures), kinds) == (3, {"JPEG"})
    assert all(f'descr="{alt}"' in drawing for alt in ("三个标志", "黄色三角", "红圈斜杠"))


@pytest.mark.django_db
def test_a_bank_with_pictures_has_the_same_files_in_another_bank(tmp_path: Path) -> None:
    hazard = a_hazard_question()
    question = QuestionFactory(bank=hazard.bank)
    show(question)
    show(question, "B", alt="红色箱子", colour="firebrick")
    drafts = contents_of(hazard.bank.questions.all())
    path = tmp_path / "题库.xlsx"
    with path.open("wb") as file:
        write_xlsx(drafts, file, shelf=Shelf.of(drafts))
    bank = QuestionBankFactory()

    write_plan(bank=bank, plan=plan_import(bank=bank, path=path, filename=path.name), by=None)

    assert digests(bank.pk) == digests(hazard.bank_id)
    used = VersionPicture.objects.filter(version__question__bank=bank)
    assert {(each.place, each.alt) for each in used} >= {("B", "红色箱子"), ("", "两名工人在井口平台上")}
    assert bank.questions.get(kind=QuestionKind.HAZARD).current.answer == HAZARDS


def digests(bank: int) -> set[str]:
    return set(QuestionPicture.objects.filter(bank=bank).values_list("digest", flat=True))


class Heavy(Shelf):
    """Gives a picture of some hundred kilobytes whenever one is asked for."""

    def __init__(self) -> None:
        super().__init__({})
        self.noise = saved(Image.effect_noise((900, 700), 90).convert("RGB"), "WEBP", quality=90)

    def content(self, picture: DraftPicture) -> bytes:
        return bytes(bytearray(self.noise))


@pytest.mark.parametrize("form", ["xlsx", "docx", "xml"])
def test_no_more_than_a_few_pictures_are_in_memory_at_a_time(form: str, tmp_path: Path) -> None:
    shelf, one = Heavy(), replace(SIGNS, pictures=SIGNS.pictures[:1])
    many = [replace(one, stem=f"第几个？{number}") for number in range(15)]
    tracemalloc.start()
    with (tmp_path / form).open("wb") as file:
        if form == "xlsx":
            write_xlsx(many, file, shelf=shelf)
        elif form == "docx":
            write_docx(many, file, title="卷", with_key=True, shelf=shelf)
        else:
            write_moodle_xml(many, file, shelf)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    size = (tmp_path / form).stat().st_size
    assert size > 15 * len(shelf.noise)
    assert peak < size / 2
