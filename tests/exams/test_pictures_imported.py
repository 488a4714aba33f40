"""Pictures that stand in a file of questions come in with them; what can't be taken is named."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.moodle_xml import read_moodle_xml
from exams.importing.pictures import NOT_DESCRIBED
from exams.models import VersionPicture
from exams.pictures.small import SmallPicture
from exams.services.question_imports import plan_import, write_plan
from tests.factories.exams import QuestionBankFactory
from tests.factories.pictures import a_picture_file, bytes_of, picture_bomb

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
    assert draft.options == (("A", "图1"), ("B", "水"))
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
