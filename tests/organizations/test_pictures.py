"""One way to open a picture that somebody brings: upright, no larger than it is shown, without the camera's notes."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from organizations.archives import BadFile
from organizations.pictures import LONGEST_SIDE, light_webp, read_picture, webp
from tests.factories.pictures import a_picture_file, drawn, picture_bomb, saved, sideways_photo

XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>35.4912 N 112.8517 E</x:xmpmeta>"
COMMENT = b"by somebody"


def a_photo_that_tells() -> bytes:
    """A JPEG that says where it was taken, in the camera's notes, in XMP and in a comment."""
    noted = Image.Exif()
    noted.get_ifd(0x8825)[2] = (35.0, 29.0, 28.0)
    return saved(drawn((800, 400)), "JPEG", exif=noted, xmp=XMP, comment=COMMENT)


def test_it_comes_out_upright() -> None:
    assert read_picture(sideways_photo(), filename="图.jpg").size == (400, 800)


@pytest.mark.parametrize("kind", ["WEBP", "JPEG", "PNG"])
def test_nothing_of_what_the_camera_noted_is_written_again_in_any_format(kind: str) -> None:
    written = saved(read_picture(a_photo_that_tells(), filename="图.jpg"), kind)

    with Image.open(BytesIO(written)) as kept:
        assert not dict(kept.getexif())
    for told in (b"Exif", b"xmpmeta", COMMENT):
        assert told in a_photo_that_tells()
        assert told not in written


def test_the_colours_stay_as_they_were_meant() -> None:
    profiled = saved(drawn(), "PNG", icc_profile=b"a profile of colours")

    assert read_picture(profiled, filename="图.png").info == {"icc_profile": b"a profile of colours"}


@pytest.mark.parametrize(("longest", "size"), [(900, (900, 300)), (LONGEST_SIDE, (1200, 400))])
def test_no_side_is_longer_than_it_is_shown(longest: int, size: tuple[int, int]) -> None:
    picture = read_picture(saved(drawn((3600, 1200)), "JPEG"), filename="图.jpg", longest=longest)

    with Image.open(BytesIO(webp(picture, longest=longest, quality=80))) as kept:
        assert (kept.format, kept.size) == ("WEBP", size)


def test_a_light_one_is_no_larger_than_a_phone_shows() -> None:
    with Image.open(BytesIO(light_webp(read_picture(a_picture_file(size=(2400, 1200)), filename="图.png")))) as kept:
        assert kept.size == (1200, 600)


@pytest.mark.parametrize(
    "content", [b"", b"<svg/>", picture_bomb(), sideways_photo()[:900]], ids=["empty", "svg", "bomb", "half"]
)
def test_what_is_no_sound_picture_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(BadFile, match=r"图\.jpg"):
        read_picture(content, filename="图.jpg")
