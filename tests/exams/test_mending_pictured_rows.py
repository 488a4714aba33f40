"""Bad rows of a file that get pictures when they are mended, and keep them when they are mended again."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl.drawing.image import Image

from exams.models import Question, QuestionBank, QuestionImport, VersionPicture
from tests.factories.pictures import a_picture_file
from tests.factories.question_files import address, check, hand_in, press
from tests.factories.workbooks import workbook

pytestmark = pytest.mark.django_db
HEADINGS = ("题型", "题目", "选项A", "选项B", "答案")
NO_ANSWER = ("单选", "哪个能灭油火？", "干粉灭火器", "水", "")
ROW = "题.xlsx:表1:2"
SAID = {
    **{"kind": "single", "stem": NO_ANSWER[1], "options": "A. 干粉灭火器\nB. 水", "answer": "A"},
    **{"category": "emergency", "difficulty": "1"},
}
ALTS = {"picture-stem-alt": "油桶着火", "option_pictures-B-alt": "一桶水"}
HAZARD = {
    **{"kind": "hazard", "stem": "找出图中的隐患", "options": "", "answer": "", "hazards": "没戴安全帽：B2 B3"},
    **{"category": "emergency", "difficulty": "1", "picture-stem-alt": "井口平台"},
}


@pytest.fixture
def record(officer: Client, bank: QuestionBank) -> QuestionImport:
    return hand_in(officer, bank, workbook([HEADINGS, NO_ANSWER]), "题.xlsx")


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("图.png", a_picture_file())


def send(client: Client, record: QuestionImport, **said: Any) -> None:
    client.post(address("mend", record), {"row": ROW, "action": "save", **said})
    check(record)


def form(client: Client, record: QuestionImport) -> str:
    return client.get(address("mend", record), {"row": ROW}).content.decode()


def written(client: Client, record: QuestionImport) -> dict[str, str]:
    """Write the file; return the places of the pictures with their words."""
    press(client, record, "all")
    version = Question.objects.get().current
    return dict(VersionPicture.objects.filter(version=version).values_list("place", "alt"))


def test_a_row_is_mended_with_pictures_and_brings_them_in(officer: Client, record: QuestionImport) -> None:
    assert 'enctype="multipart/form-data"' in form(officer, record)

    send(officer, record, **SAID, **ALTS, **{"picture-stem": a_file(), "option_pictures-B": a_file()})

    assert written(officer, record) == {"": "油桶着火", "B": "一桶水"}


def test_a_row_mended_again_keeps_its_pictures_shows_them_and_lets_one_be_taken_away(
    officer: Client, record: QuestionImport
) -> None:
    send(officer, record, **SAID, **ALTS, **{"picture-stem": a_file(), "option_pictures-B": a_file()})

    assert form(officer, record).count('src="data:image/webp;base64,') == 2
    send(officer, record, **SAID, **{**ALTS, "picture-stem-alt": "着火的油桶"}, **{"option_pictures-B-remove": "on"})

    assert written(officer, record) == {"": "着火的油桶"}


def test_a_row_becomes_a_question_that_asks_for_hazards_and_reads_the_same_again(
    officer: Client, record: QuestionImport
) -> None:
    send(officer, record, **HAZARD, **{"picture-stem": a_file()})

    assert ">\n没戴安全帽：B2 B3</textarea>" in form(officer, record)
    send(officer, record, **HAZARD)
    assert written(officer, record) == {"": "井口平台"}
    assert Question.objects.get().current.answer == ["没戴安全帽：B2 B3"]  # type: ignore[union-attr]


def test_who_mends_a_row_whose_pictures_stay_behind_is_told(officer: Client, bank: QuestionBank) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook([HEADINGS, NO_ANSWER])))
    book.worksheets[0].add_image(Image(BytesIO(a_picture_file())), "C2")
    content = BytesIO()
    book.save(content)
    with_picture = hand_in(officer, bank, content.getvalue(), "题.xlsx")
    without = hand_in(officer, bank, workbook([HEADINGS, NO_ANSWER]), "题.xlsx")

    assert "重新选" in form(officer, with_picture)
    assert "重新选" not in form(officer, without)
