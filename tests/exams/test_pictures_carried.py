"""A picture leaves as what every program shows, and comes back as it was."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from exams.pictures.carried import carried, carrying_jpeg, is_bare_webp
from exams.pictures.small import small_picture
from organizations.pictures import LIGHT_BYTES, LONGEST_SIDE
from tests.factories.pictures import a_picture_file, drawn, saved


@settings(max_examples=20, deadline=None)  # pictures take their time
@given(st.integers(1, 1300), st.integers(1, 1300), st.sampled_from(("teal", "gold", "black")))
def test_what_was_made_small_stays_as_it_is(width: int, height: int, colour: str) -> None:
    small = small_picture(a_picture_file(size=(width, height), colour=colour), filename="图.png")
    assert small_picture(small.content, filename="图.webp") == small


@settings(max_examples=20, deadline=None)  # pictures take their time
@given(st.integers(1, 1300), st.integers(1, 1300))
def test_a_jpeg_shows_the_picture_and_carries_it(width: int, height: int) -> None:
    small = small_picture(a_picture_file(size=(width, height)), filename="图.png")

    jpeg = carrying_jpeg(small.content, longest_side=300)

    with Image.open(BytesIO(jpeg)) as picture:
        assert (picture.format, max(picture.size) <= 300) == ("JPEG", True)
    assert small_picture(jpeg, filename="图.jpg") == small


def test_a_picture_of_many_segments_is_carried_whole() -> None:
    content = saved(Image.effect_noise((1200, 900), 90).convert("RGB"), "WEBP", quality=80)
    assert len(content) > 3 * 65_000

    with Image.open(BytesIO(carrying_jpeg(content, longest_side=800))) as picture:
        assert carried(picture) == content


def test_a_jpeg_that_was_saved_anew_is_what_it_shows() -> None:
    small = small_picture(a_picture_file(), filename="图.png")
    with Image.open(BytesIO(carrying_jpeg(small.content, longest_side=300))) as picture:
        cropped = saved(picture.crop((0, 0, 100, 80)), "JPEG")

    assert small_picture(cropped, filename="图.jpg").width == 100


@pytest.mark.parametrize(
    "inside",
    [b"", b"RIFF", a_picture_file(), saved(drawn(), "WEBP")[:-4], saved(drawn(), "WEBP") + b"<script>"],
    ids=["nothing", "a beginning", "a png", "cut off", "something behind it"],
)
def test_what_a_stranger_hides_in_a_jpeg_is_not_looked_at(inside: bytes) -> None:
    hidden = b"\xff\xeb" + (12 + len(inside)).to_bytes(2, "big") + b"JINGZHONG\0" + inside
    jpeg = saved(drawn((200, 100)), "JPEG", extra=hidden)
    assert small_picture(jpeg, filename="图.jpg").width == 200


def test_a_hidden_picture_is_held_to_the_same_measures() -> None:
    large = saved(drawn((3000, 30)), "WEBP")
    jpeg = saved(
        drawn((200, 100)), "JPEG", extra=b"\xff\xeb" + (12 + len(large)).to_bytes(2, "big") + b"JINGZHONG\0" + large
    )
    assert small_picture(jpeg, filename="图.jpg").width == LONGEST_SIDE


@pytest.mark.parametrize(
    "content",
    [
        saved(drawn(), "WEBP", lossless=True),
        saved(drawn(mode="RGBA"), "WEBP"),
        saved(drawn(), "WEBP", exif=b"Exif\0\0MM\0*\0\0\0\x08" + bytes(6)),
        saved(drawn(), "WEBP", icc_profile=b"x" * 20),
    ],
    ids=["lossless", "see-through", "notes of a camera", "colour profile"],
)
def test_a_webp_with_more_than_the_picture_in_it_is_made_anew(content: bytes) -> None:
    assert not is_bare_webp(content)
    assert is_bare_webp(small_picture(content, filename="图.webp").content)


def test_a_webp_that_is_too_heavy_is_made_lighter() -> None:
    noise = saved(Image.effect_noise((900, 900), 60).convert("RGB"), "WEBP", quality=100)
    assert len(noise) > LIGHT_BYTES
    assert len(small_picture(noise, filename="图.webp").content) < len(noise)
