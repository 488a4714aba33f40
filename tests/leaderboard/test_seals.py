"""A unit's seal: what is taken, what is refused, and where it is drawn."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from leaderboard.awards.seal_pictures import seal_png
from leaderboard.errors import SealRefused
from leaderboard.models import Seal
from leaderboard.services.seals import bring_seal, retire_seal, seal_of
from organizations.models import AuditEntry
from tests.factories.organizations import County, desk_of
from tests.factories.rewards import approver_of, keeper_of, seal_file

CLEAR = (255, 255, 255, 0)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(("ground", "mode"), [("white", "RGB"), (CLEAR, "RGBA"), ((255, 255, 255, 255), "RGBA")])
def test_the_ground_lets_through_and_the_ink_does_not(ground: str, mode: str) -> None:
    seal = opened(seal_png(seal_file(ground=ground, mode=mode), filename="章.png"))

    middle = seal.width // 2
    assert seal.mode == "RGBA"
    assert seal.width == seal.height
    opaque = seal.getchannel("A")
    assert [opaque.getpixel(place) for place in ((0, 0), (middle, middle))] == [0, 0]
    assert seal.getpixel((middle, 8)) == (200, 20, 30, 255)


def test_a_large_one_is_made_small() -> None:
    assert opened(seal_png(seal_file(side=1600), filename="章.png")).width == 800


def test_what_the_file_held_besides_is_gone() -> None:
    file = BytesIO()
    with opened(seal_file()) as picture:
        picture.save(file, "PNG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00")

    assert b"eXIf" not in seal_png(file.getvalue(), filename="章.png")


@pytest.mark.parametrize(
    "content",
    [
        b"no picture at all",
        seal_file()[:300],
        seal_file(side=399),
        seal_file(ground="grey"),
        png(Image.new("RGB", (500, 500), "white")),
        png(Image.new("RGB", (500, 700), "white")),
        b"\x89PNG" + bytes(500 * 1024),
    ],
    ids=["text", "cut", "small", "grey ground", "empty", "not square", "heavy"],
)
def test_what_is_no_seal_is_refused_by_its_name(content: bytes) -> None:
    with pytest.raises(SealRefused, match=r"公章\.png"):
        seal_png(content, filename="公章.png")


def test_a_photo_that_says_it_is_a_png_is_refused() -> None:
    file = BytesIO()
    Image.new("RGB", (500, 500), "white").save(file, "JPEG")

    with pytest.raises(SealRefused):
        seal_png(file.getvalue(), filename="章.png")


@pytest.mark.django_db
def test_one_is_in_force_and_the_one_before_stays(county: County) -> None:
    head = approver_of(county.enterprise)
    first, second = (
        bring_seal(unit=county.enterprise, filename="章.png", content=seal_file(side), by=head) for side in (500, 600)
    )

    first.refresh_from_db()
    assert seal_of(county.enterprise) == second
    assert first.replaced_at is not None
    assert Seal.objects.count() == 2
    assert AuditEntry.objects.filter(action="seal.bring", actor=head).count() == 2

    retire_seal(seal=second, by=head)
    assert seal_of(county.enterprise) is None


@pytest.mark.django_db
def test_the_desk_takes_a_seal_and_says_what_is_wrong_with_another_file(county: County) -> None:
    client = desk_of(keeper_of(county.enterprise))
    address, unit = "/desk/rewards/seals/", str(county.enterprise.pk)

    bad = client.post(address, {"unit": unit, "file": SimpleUploadedFile("公章.png", b"text")})
    client.post(address, {"unit": unit, "file": SimpleUploadedFile("公章.png", seal_file())})

    assert bad.status_code == 422
    assert "公章.png" in bad.content.decode()
    assert seal_of(county.enterprise) is not None
    client.post(address, {"retire": str(Seal.objects.get().pk)})
    assert seal_of(county.enterprise) is None


@pytest.mark.django_db
def test_nobody_brings_a_seal_of_another_unit(county: County) -> None:
    client = desk_of(keeper_of(county.neighbour))

    answer = client.post(
        "/desk/rewards/seals/",
        {"unit": str(county.enterprise.pk), "file": SimpleUploadedFile("公章.png", seal_file())},
    )

    assert answer.status_code == 422
    assert not Seal.objects.exists()
