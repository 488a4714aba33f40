"""Pictures of questions on their way in: what is refused, what is made of the rest, where it is kept."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from django.test.utils import override_settings
from PIL import Image

from exams.importing.drafts import QuestionDraft
from exams.models import Question, QuestionPicture, VersionPicture
from exams.pictures.drafts import DraftPicture
from exams.pictures.small import small_picture
from exams.services.copying import copy_questions
from exams.services.questions import add_questions, revise_question
from organizations.archives import BadFile
from organizations.models.append_only import AppendOnly
from organizations.pictures import LIGHT_BYTES
from tests.factories.exams import QuestionBankFactory, QuestionFactory
from tests.factories.pictures import a_picture_file, bytes_of, drawn, picture_bomb, saved, show, sideways_photo

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_photo_is_turned_upright_and_loses_what_the_camera_wrote() -> None:
    small = small_picture(sideways_photo(), filename="照片.jpg")

    picture = opened(small.content)
    assert (picture.format, picture.size, dict(picture.getexif())) == ("WEBP", (400, 800), {})
    assert (small.width, small.height) == (400, 800)
    assert (
        max(picture.convert("RGB").crop((380, 5, 390, 15)).tobytes()[2::3]) < 100
    )  # the yellow sign went from the left to the right


def test_a_large_photo_becomes_small_in_pixels_and_bytes() -> None:
    photo = Image.effect_noise((4000, 3000), 80).convert("RGB")

    small = small_picture(saved(photo, "JPEG", quality=95), filename="照片.jpg")

    assert (small.width, small.height) == (1200, 900)
    assert len(small.content) < 10 * LIGHT_BYTES  # noise is the worst there is
    assert small.digest == hashlib.sha256(small.content).hexdigest()


def test_an_ordinary_picture_is_light() -> None:
    assert len(small_picture(a_picture_file(size=(3000, 2000)), filename="图.png").content) < LIGHT_BYTES


def test_a_drawing_without_a_ground_stands_on_white() -> None:
    small = small_picture(saved(drawn(mode="RGBA")), filename="图.png")
    assert opened(small.content).convert("RGB").getpixel((600, 400)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "1", "I;16", "CMYK", "LA"])
def test_every_way_to_write_colours_is_taken(mode: str) -> None:
    content = saved(Image.new(mode, (50, 40)), "JPEG" if mode == "CMYK" else "PNG")
    assert small_picture(content, filename="图").width == 50


@pytest.mark.parametrize(
    "content",
    [SVG, b"", b"GIF89a", saved(drawn(), "GIF"), a_picture_file()[:400], b"\x89PNG\r\n\x1a\n", sideways_photo()[:900]],
    ids=["svg", "nothing", "half a gif", "gif", "cut off", "head alone", "half a photo"],
)
def test_what_is_no_sound_jpeg_png_or_webp_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(BadFile, match=r"图\.png"):
        small_picture(content, filename="图.png")


def test_a_picture_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = picture_bomb()
    assert len(bomb) < 10_000
    with pytest.raises(BadFile, match=r"图\.png"):
        small_picture(bomb, filename="图.png")
    with pytest.raises(BadFile, match="9000"):
        small_picture(picture_bomb(9000), filename="图.png")


@override_settings(PICTURE_MAX_BYTES=1000)
def test_a_file_above_the_set_size_is_refused() -> None:
    with pytest.raises(BadFile, match=r"图\.png"):
        small_picture(a_picture_file(), filename="图.png")


def a_draft(stem: str, *pictures: DraftPicture) -> QuestionDraft:
    options = (("A", "灭火器"), ("B", "消火栓"))
    return QuestionDraft("", "single", stem, options, ("A",), pictures=pictures)


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once_a_bank() -> None:
    small = small_picture(a_picture_file(), filename="图.png")
    bank, other = QuestionBankFactory(), QuestionBankFactory()

    for stem in ("图中是什么？", "这是什么？"):
        add_questions(bank=bank, drafts=[a_draft(stem, DraftPicture("", "灭火器", small))], by=None)
    add_questions(bank=other, drafts=[a_draft("哪个？", DraftPicture("A", "灭火器", small))], by=None)

    picture = QuestionPicture.objects.get(bank=bank)
    assert bytes_of(picture) == small.content
    assert picture.uses.count() == 2
    assert QuestionPicture.objects.filter(bank=other).count() == 1


@pytest.mark.django_db
def test_a_picture_never_changes() -> None:
    used = show(QuestionFactory())
    with pytest.raises(AppendOnly):
        used.picture.save()
    with pytest.raises(AppendOnly):
        used.delete()


@pytest.mark.django_db
def test_a_new_version_has_its_own_pictures_and_the_old_one_keeps_its_own() -> None:
    question = QuestionFactory()
    used = show(question)
    before = question.current

    version = revise_question(
        question=question, draft=a_draft("哪个着火时用？", DraftPicture("B", "红色箱子", used.picture_id)), by=None
    )

    assert [(each.place, each.picture_id) for each in version.pictures.all()] == [("B", used.picture_id)]
    assert [each.place for each in before.pictures.all()] == [""]


@pytest.mark.django_db
def test_a_copied_question_brings_its_pictures_into_the_other_bank() -> None:
    question = QuestionFactory()
    stem, option = show(question), show(question, "B", alt="红色箱子", colour="firebrick")
    bank = QuestionBankFactory()

    [copy] = copy_questions(questions=Question.objects.filter(pk=question.pk), bank=bank, by=None)

    copied = {each.place: each for each in VersionPicture.objects.filter(version=copy.current)}
    assert {place: each.alt for place, each in copied.items()} == {"": stem.alt, "B": "红色箱子"}
    assert {each.picture.bank_id for each in copied.values()} == {bank.pk}
    assert bytes_of(copied["B"].picture) == bytes_of(option.picture)
