"""Pictures of questions in the admin: brought with a description, kept from version to version, taken away."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exams.models import Question, QuestionBank, QuestionPicture, VersionPicture
from exams.pictures.alone import PICTURE_ALONE
from tests.factories.pictures import a_picture_file, picture_bomb

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "single",
    "category": "emergency",
    "difficulty": "1",
    "stem": "哪个能灭油火？",
    "options": "A. 干粉灭火器\nB. 水",
    "answer": "A",
}
DESCRIBED = {"picture-stem-alt": "油桶着火", "option_pictures-B-alt": "一桶水"}


def upload(content: bytes | None = None, name: str = "图.png", **kwargs: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_picture_file(**kwargs) if content is None else content)


def add(officer: Client, bank: QuestionBank, **form: Any) -> str:
    answer = officer.post(reverse("admin_questions:add"), {"bank": bank.pk, **FORM, **form}, follow=True)
    return answer.content.decode()


def edit(officer: Client, **form: Any) -> str:
    address = reverse("admin_questions:edit", args=(Question.objects.get().pk,))
    return officer.post(address, {**FORM, **form}, follow=True).content.decode()


def pictures() -> dict[str, VersionPicture]:
    return {used.place: used for used in VersionPicture.objects.filter(version=Question.objects.get().current)}


def with_pictures(officer: Client, bank: QuestionBank) -> dict[str, VersionPicture]:
    files = {"picture-stem": upload(), "option_pictures-B": upload(colour="firebrick")}
    add(officer, bank, **DESCRIBED, **files)
    return pictures()


def test_a_question_is_written_with_pictures_at_stem_and_option(bank: QuestionBank, officer: Client) -> None:
    used = with_pictures(officer, bank)

    assert {place: each.alt for place, each in used.items()} == {"": "油桶着火", "B": "一桶水"}
    page = officer.get(reverse("admin_questions:edit", args=(Question.objects.get().pk,))).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert page.count("/question-pictures/") == 2
    assert 'value="一桶水"' in page


def test_a_new_version_keeps_the_pictures_that_nobody_touched(bank: QuestionBank, officer: Client) -> None:
    before = with_pictures(officer, bank)

    edit(officer, stem="哪一个能灭油火？", **DESCRIBED)

    assert {place: used.picture_id for place, used in pictures().items()} == {
        place: used.picture_id for place, used in before.items()
    }
    assert Question.objects.values_list("current__number", flat=True).get() == 2
    assert QuestionPicture.objects.count() == 2


def test_sending_the_form_as_it_was_makes_no_version(bank: QuestionBank, officer: Client) -> None:
    with_pictures(officer, bank)
    edit(officer, **DESCRIBED)
    assert Question.objects.get().versions.count() == 1


def test_a_picture_is_replaced_described_anew_or_taken_away(bank: QuestionBank, officer: Client) -> None:
    before = with_pictures(officer, bank)

    edit(officer, **DESCRIBED, **{"picture-stem": upload(colour="green"), "option_pictures-B-remove": "on"})
    replaced = pictures()
    edit(officer, **{"picture-stem-alt": "厨房着火"})

    assert set(replaced) == {""}
    assert replaced[""].picture_id != before[""].picture_id
    assert pictures()[""].picture_id == replaced[""].picture_id
    assert pictures()[""].alt == "厨房着火"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"picture-stem": b""}, "picture-stem-alt"),
        ({"picture-stem": None, "picture-stem-alt": ""}, "picture-stem-alt"),
        ({"picture-stem": picture_bomb(), "picture-stem-alt": "大图"}, "图.png"),
        ({"picture-stem": b"<svg onload=alert(1)>", "picture-stem-alt": "图"}, "图.png"),
        ({"picture-stem-alt": "只有说明"}, "只有说明"),
        ({"option_pictures-D": None, "option_pictures-D-alt": "没有这个选项"}, "没有这个选项"),
    ],
    ids=["empty", "not described", "bomb", "svg", "no file", "no such option"],
)
def test_a_picture_that_cannot_be_taken_sends_the_form_back(
    bank: QuestionBank, officer: Client, form: dict[str, Any], said: str
) -> None:
    files = {name: value if isinstance(value, str) else upload(value) for name, value in form.items()}
    page = add(officer, bank, **files)
    assert said in page
    assert not Question.objects.exists()
    assert not QuestionPicture.objects.exists()


HAZARDS = {
    **{"kind": "hazard", "options": "", "answer": "", "stem": "找出图中的隐患"},
    **{"hazards": "没戴安全帽：b2，B3\n护栏缺了一段：E4", "picture-stem-alt": "两名工人在井口平台上"},
}


def test_hazards_are_written_on_a_picture_and_read_again(bank: QuestionBank, officer: Client) -> None:
    add(officer, bank, **HAZARDS, **{"picture-stem": upload()})

    version = Question.objects.get().current
    assert version is not None
    assert version.answer == ["没戴安全帽：B2 B3", "护栏缺了一段：E4"]
    assert len(version.options) == 24  # 640 × 480: four rows
    page = officer.get(reverse("admin_questions:edit", args=(version.question_id,))).content.decode()
    assert "没戴安全帽：B2 B3\n护栏缺了一段：E4" in page
    edit(officer, **{**HAZARDS, "hazards": "没戴安全帽：B2"})
    assert Question.objects.values_list("current__answer", flat=True).get() == ["没戴安全帽：B2"]


def test_hazards_without_a_picture_are_sent_back(bank: QuestionBank, officer: Client) -> None:
    add(officer, bank, **{**HAZARDS, "picture-stem-alt": ""})
    assert not Question.objects.exists()


@pytest.mark.parametrize(("hazards", "said"), [("没戴安全帽：B5", "F4"), ("", "没戴安全帽：B2 B3")])
def test_hazards_that_are_nowhere_on_the_picture_are_sent_back(
    bank: QuestionBank, officer: Client, hazards: str, said: str
) -> None:
    assert said in add(officer, bank, **{**HAZARDS, "hazards": hazards, "picture-stem": upload()})
    assert not Question.objects.exists()


def test_options_that_are_pictures_alone_need_no_words(bank: QuestionBank, officer: Client) -> None:
    files = {"option_pictures-A": upload(), "option_pictures-B": upload(colour="firebrick")}
    words = {"option_pictures-A-alt": "干粉灭火器", "option_pictures-B-alt": "一桶水"}
    add(officer, bank, options="", **words, **files)

    version = Question.objects.get().current
    assert version is not None
    assert {option["key"]: option["text"] for option in version.options} == dict.fromkeys("AB", PICTURE_ALONE)


def test_true_or_false_has_no_place_for_a_picture_of_an_option(bank: QuestionBank, officer: Client) -> None:
    files = {"option_pictures-F": upload(), "option_pictures-F-alt": "一桶水"}
    add(officer, bank, kind="true_false", options="", answer="错", **files)
    assert not Question.objects.exists()
