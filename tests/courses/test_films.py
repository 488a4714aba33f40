"""Films and documents: what is taken, what is refused and why, and who gets them."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from courses.models import Attachment
from courses.rights.sections import make_section
from courses.uploads.films import POSTER_WIDTH, read_film
from courses.uploads.ranges import parse_range
from organizations.archives import BadFile
from organizations.models import Role
from organizations.services.grants import grant_role
from tests.factories.courses import a_document, a_lecture
from tests.factories.films import a_film, film_bytes
from tests.factories.organizations import PASSWORD, County, UserFactory, desk_of, phone_of, worker_of


def head_of(county: County) -> Client:
    """A head as the service makes one: his group comes with the grant."""
    head = UserFactory(password=PASSWORD)
    grant_role(user=head, role=Role.ENTERPRISE_HEAD, unit=county.enterprise, by=None)
    return desk_of(head)


def upload(client: Client, county: County, name: str, content: bytes) -> str:
    """Upload as the admin's form does, and return the page that comes back."""
    form = {
        "title": "讲稿",
        "file": SimpleUploadedFile(name, content),
        "collection": make_section(county.enterprise).collection.pk,
    }
    return client.post(reverse("wagtaildocs:add"), form, follow=True).content.decode()


@pytest.mark.parametrize("kind", ["webm", "mp4"])
def test_a_film_is_looked_into_for_its_length_and_a_picture(kind: str) -> None:
    content = film_bytes(7, kind=kind)

    film = read_film(BytesIO(content), filename=f"a.{kind}", size=len(content))

    assert film.seconds == 7
    with Image.open(BytesIO(film.poster)) as poster:
        assert poster.format == "WEBP"
        assert poster.width <= POSTER_WIDTH


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.mp4", b"not a film at all" * 100, "不是视频"),
        ("a.mp4", film_bytes(3), "不是视频"),
        ("a.mp4", film_bytes(3, kind="mp4")[:800], "不是视频"),
        ("a.mp4", film_bytes(3, kind="mp4", codec="libx265"), "HEVC"),
    ],
)
def test_what_phones_cannot_play_is_refused_with_the_way_out(name: str, content: bytes, said: str) -> None:
    with pytest.raises(BadFile, match=rf"{name}.*{said}.*MP4"):
        read_film(BytesIO(content), filename=name, size=len(content))


def test_a_film_that_is_too_large_is_refused_before_it_is_opened() -> None:
    with pytest.raises(BadFile, match=r"2000 MB.*300 MB"):
        read_film(BytesIO(b""), filename="a.mp4", size=2000 * 2**20)


def test_a_playlist_under_a_films_name_fetches_nothing() -> None:
    playlist = b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n"
    for name in ("a.mp4", "a.webm"):
        with pytest.raises(BadFile, match="不是视频"):
            read_film(BytesIO(playlist), filename=name, size=len(playlist))


def test_colours_and_sound_that_phones_lack_are_refused() -> None:
    deep = film_bytes(3, kind="mp4", pixels="yuv444p")
    with pytest.raises(BadFile, match=r"yuv444p.*H\.264"):
        read_film(BytesIO(deep), filename="a.mp4", size=len(deep))
    loud = film_bytes(3, kind="mp4", sound="ac3")
    with pytest.raises(BadFile, match=r"AC3.*AAC"):
        read_film(BytesIO(loud), filename="a.mp4", size=len(loud))
    heard = film_bytes(3, kind="mp4", sound="aac")
    assert read_film(BytesIO(heard), filename="a.mp4", size=len(heard)).seconds == 3


def test_a_head_uploads_a_film_into_his_own_collection(county: County) -> None:
    head = head_of(county)

    upload(head, county, "a.webm", film_bytes(5))

    film = Attachment.objects.get()
    assert film.seconds == 5
    assert film.poster.size > 0


def test_a_refused_film_is_not_kept(county: County) -> None:
    head = head_of(county)

    said = upload(head, county, "a.mp4", b"x" * 1000)

    assert "不是视频，或者已损坏" in said
    assert not Attachment.objects.exists()


def test_a_film_is_for_those_whose_lecture_it_is(county: County) -> None:
    section = make_section(county.enterprise)
    film = a_film(collection=section.collection)
    a_lecture(county.enterprise, film=film)
    addresses = [reverse("courses:film", args=[film.pk]), reverse("courses:poster", args=[film.pk])]

    own, stranger = phone_of(worker_of(county.team)), phone_of(worker_of(county.neighbour_team))
    assert [own.get(address).status_code for address in addresses] == [200, 200]
    assert [stranger.get(address).status_code for address in addresses] == [404, 404]
    assert [Client().get(address).status_code for address in addresses] == [302, 302]


def test_a_document_is_no_film(county: County) -> None:
    assert phone_of(worker_of(county.team)).get(reverse("courses:film", args=[a_document().pk])).status_code == 404


def test_a_player_gets_the_bytes_it_asks_for(county: County) -> None:
    content, address = film_bytes(12), reverse("courses:film", args=[a_film().pk])
    player = phone_of(worker_of(county.team))

    whole = player.get(address)
    part = player.get(address, headers={"range": "bytes=100-199"})
    rest = player.get(address, headers={"range": "bytes=100-"})
    behind = player.get(address, headers={"range": f"bytes={len(content)}-"})

    assert b"".join(whole) == content
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 100-199/{len(content)}")
    assert b"".join(part) == content[100:200]
    assert b"".join(rest) == content[100:]
    assert (behind.status_code, behind["Content-Range"]) == (416, f"bytes */{len(content)}")


@given(st.integers(1, 5000), st.integers(0, 6000), st.integers(0, 6000))
def test_a_range_never_leaves_the_file(size: int, first: int, last: int) -> None:
    for header in (f"bytes={first}-{last}", f"bytes={first}-", f"bytes=-{last}"):
        wanted = parse_range(header, size)
        assert wanted is None or set(wanted[:1]) | set(wanted[-1:]) <= set(range(size))


@pytest.mark.parametrize("header", ["", "bytes=-", "bytes=0-1,5-6", "lines=0-1", "bytes=9-3", "bytes=a-b"])
def test_what_is_no_single_range_gets_the_whole(header: str) -> None:
    assert parse_range(header, 100) is None
