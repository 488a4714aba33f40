"""Hazards leave a bank: in Excel whole, on paper for eyes, and what other forms lack is said."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from exams.exporting.docx import write_docx
from exams.exporting.gift import write_gift
from exams.exporting.moodle_xml import write_moodle_xml
from exams.exporting.xlsx import write_xlsx
from exams.hazard_grid import Grid
from exams.importing.drafts import QuestionDraft
from exams.models import QuestionBank, QuestionKind
from exams.pictures.alone import PICTURE_ALONE
from exams.pictures.drafts import DraftPicture
from exams.pictures.small import small_picture
from tests.factories.exams import QuestionBankFactory, QuestionFactory
from tests.factories.organizations import County
from tests.factories.pictures import HAZARDS, a_hazard_question, a_picture_file, show
from tests.factories.question_files import Read

BADGE = DraftPicture("", "井口平台", small_picture(a_picture_file(), filename="图.png"))
CHOICE = QuestionDraft(
    *("", QuestionKind.SINGLE, "哪个是禁止标志？", (("A", "黄色的"), ("B", "红色的"), ("C", "都不是")), ("B",)),
    pictures=(BADGE, replace(BADGE, place="A")),
)
ALONE = replace(CHOICE, options=(("A", PICTURE_ALONE), ("B", "红色的"), ("C", "都不是")))
HAZARD = QuestionDraft("", QuestionKind.HAZARD, "找出隐患", Grid(4).options(), tuple(HAZARDS), pictures=(BADGE,))


def workbook(*questions: QuestionDraft) -> openpyxl.Workbook:
    file = BytesIO()
    write_xlsx(questions, file)
    return openpyxl.load_workbook(file)


def saved(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def word(*questions: QuestionDraft) -> bytes:
    file = BytesIO()
    write_docx(questions, file, title="三月试卷", with_key=True)
    return file.getvalue()


@pytest.mark.parametrize(
    ("cell", "text", "said"),
    [("K2", "没戴安全帽：B9", "B9"), ("K2", "没戴安全帽", "没戴安全帽"), ("C2", "甲", ""), ("K2", None, "答案")],
)
def test_hazards_that_somebody_wrote_wrongly_are_named(read: Read, cell: str, text: str | None, said: str) -> None:
    made = workbook(HAZARD)
    made.active[cell].value = text

    drafts, [bad] = read("题库.xlsx", saved(made))

    assert drafts == []
    assert said in bad.reason


def test_hazards_without_their_picture_are_named(read: Read) -> None:
    made = workbook(HAZARD)
    made.active._images = []

    drafts, [bad] = read("题库.xlsx", saved(made))

    assert (drafts, bad.text) == ([], "找出隐患")


def test_a_paper_shows_hazards_under_a_grid_and_the_key_names_them() -> None:
    document = docx.Document(BytesIO(word(HAZARD, CHOICE)))

    assert len(document.inline_shapes) == 3
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert sum(line.startswith("格子：") for line in lines) == 2
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "；".join(HAZARDS) in cells
    [shown] = [part.blob for part in document.part.related_parts.values() if part.partname.endswith("picture3.jpg")]
    with Image.open(BytesIO(shown)) as gridded:
        around_a_line = gridded.convert("L").crop((95, 200, 117, 230)).resize((22, 1), Image.Resampling.BOX).tobytes()
    assert min(around_a_line) < 60 < around_a_line[0]  # 640 pixels in six columns


def test_a_paper_with_hazards_comes_in_again_without_them(read: Read) -> None:
    [found], [bad] = read("卷.docx", word(CHOICE, HAZARD))
    assert found.pictures == CHOICE.pictures
    assert "Excel" in bad.reason


def test_gift_and_moodle_leave_out_what_they_can_not_say() -> None:
    assert write_gift([ALONE, HAZARD, CHOICE], BytesIO()) == [ALONE, HAZARD]
    assert write_moodle_xml([ALONE, HAZARD, CHOICE], BytesIO()) == [HAZARD]


@pytest.fixture
def bank(county: County) -> QuestionBank:
    made: QuestionBank = QuestionBankFactory(owner=county.enterprise)
    QuestionFactory(bank=made)
    return made


def page(client: Client, bank: QuestionBank) -> Any:
    return client.get(reverse("admin_banks:export", args=(bank.pk,)))


def take(client: Client, bank: QuestionBank, **asked: str) -> Any:
    return client.get(reverse("admin_banks:export_file", args=(bank.pk,)), asked)


@pytest.mark.django_db
def test_what_a_form_does_not_carry_is_said_beside_it_before_the_download(officer: Client, bank: QuestionBank) -> None:
    def said() -> dict[str, int]:
        return {value: len(carries) for value, _label, carries, _asked in page(officer, bank).context["forms_offered"]}

    assert set(said().values()) == {1}

    a_hazard_question(bank=bank)
    show(QuestionFactory(bank=bank))

    assert said() == {"xlsx": 1, "paper": 1, "key": 1, "xml": 2, "gift": 3}


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xml", "gift"])
def test_who_asks_for_hazards_alone_is_sent_to_excel(officer: Client, bank: QuestionBank, form: str) -> None:
    a_hazard_question(bank=bank)
    asked = {"form": form, "kind": "hazard"}

    answer = officer.get(reverse("admin_banks:export_file", args=(bank.pk,)), asked, follow=True)

    [message] = [str(message) for message in answer.context["messages"]]
    assert "Excel" in message
    assert take(officer, bank, form="xlsx", kind="hazard").status_code == 200


@pytest.mark.django_db
def test_a_table_that_is_too_large_to_come_in_again_says_so(
    officer: Client, bank: QuestionBank, settings: Settings
) -> None:
    settings.QUESTION_FILE_MAX_BYTES = 1000

    take(officer, bank, form="xlsx")

    [said] = [str(message) for message in page(officer, bank).context["messages"]]
    assert "1000" in said
