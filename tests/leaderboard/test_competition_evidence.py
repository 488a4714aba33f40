"""Photos and films of a competitor: what is taken, how it is kept, and who sees it."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from leaderboard.errors import EvidenceRefused
from leaderboard.evidence_files import LONGEST_SIDE, film_kind, read_evidence
from leaderboard.models import Entrant, Evidence, EvidenceKind
from leaderboard.services.appeals import say_appeal
from leaderboard.services.evidence import MOST_EACH, add_evidence
from organizations.archives import BadFile
from organizations.models import Role
from tests.factories.competitions import Running, a_running_one, mark, shown_one
from tests.factories.films import film_bytes
from tests.factories.organizations import County, desk_of, phone_of, staff, worker_of
from tests.factories.pictures import a_picture_file, picture_bomb, sideways_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(county: County) -> Running:
    return a_running_one(county.enterprise, [worker_of(county.team)])


def a_file(content: bytes, name: str = "x.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def by_judge(running: Running, content: bytes = b"", judge: int = 1) -> Evidence:
    file = a_file(content or sideways_photo())
    return add_evidence(entrant=running.entrants[0], part=running.part(), file=file, by=running.judges[judge])


def address(evidence: Evidence) -> str:
    return f"/competitions/evidence/{evidence.pk}/"


def where(entrant: Entrant, running: Running) -> str:
    return f"/judging/sheets/{entrant.pk}/{running.part().pk}/evidence/"


def test_a_photo_is_kept_upright_small_and_without_what_the_camera_noted() -> None:
    ready = read_evidence(a_file(sideways_photo()))

    with Image.open(BytesIO(ready.content)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (400, 800), {})
    assert ready.kind == EvidenceKind.PHOTO


def test_no_side_of_a_photo_is_longer_than_the_longest() -> None:
    ready = read_evidence(a_file(a_picture_file(size=(3200, 1000))))

    with Image.open(BytesIO(ready.content)) as kept:
        assert kept.size == (LONGEST_SIDE, 500)


@pytest.mark.parametrize("kind", ["webm", "mp4"])
def test_a_short_film_is_kept_as_it_is_whatever_its_name_says(kind: str) -> None:
    film = film_bytes(3, kind=kind)

    ready = read_evidence(a_file(film, "photo.jpg"))

    assert (ready.kind, ready.content, ready.content_type) == (EvidenceKind.FILM, film, f"video/{kind}")


@pytest.mark.parametrize(
    "content",
    [b"<html>", picture_bomb(), film_bytes(40), bytes(4) + b"ftypisom" + bytes(21 * 2**20), b""],
    ids=["page", "bomb", "long film", "large film", "empty"],
)
def test_what_is_no_short_film_and_no_photo_is_refused_with_its_name(content: bytes) -> None:
    with pytest.raises(BadFile, match=r"x\.jpg"):
        read_evidence(a_file(content))


def test_a_phones_photo_in_a_films_box_is_no_film() -> None:
    assert film_kind(bytes(4) + b"ftypheic") == ""


def test_a_judge_sends_a_photo_twice_and_it_is_kept_once(running: Running) -> None:
    phone, entrant = desk_of(running.judges[1]), running.entrants[0]
    for _time in range(2):
        answer = phone.post(
            where(entrant, running),
            {"photo": a_file(sideways_photo()), "taken_at": 0},
            headers={"Accept": "application/json"},
        )
        assert answer.status_code == 200

    assert answer.json()["kept"] == [address(Evidence.objects.get())]


def test_without_a_script_the_page_comes_back_and_says_what_is_wrong(running: Running) -> None:
    phone, entrant = desk_of(running.judges[1]), running.entrants[0]

    page = phone.post(where(entrant, running), {"photo": a_file(b"nothing", "空的.jpg")}, follow=True)

    assert "空的.jpg" in page.content.decode()
    assert page.redirect_chain[-1][0].startswith("/judging/sheets/")


def test_judges_see_what_others_took_after_they_have_marked(running: Running) -> None:
    kept, entrant, part = by_judge(running), running.entrants[0], running.part()
    other = desk_of(running.judges[2])
    assert other.get(address(kept)).status_code == 404
    assert address(kept) not in other.get(f"/judging/sheets/{entrant.pk}/{part.pk}/").content.decode()

    mark(running.judges[2], entrant, part)

    assert other.get(address(kept)).status_code == 200
    assert address(kept) in other.get(f"/judging/sheets/{entrant.pk}/{part.pk}/").content.decode()


def test_the_holder_adds_and_sees_them_and_a_neighbour_does_not(
    county: County, running: Running, officer: Client
) -> None:
    entrant, part = running.entrants[0], running.part()
    officer.post(f"/desk/competitors/{entrant.pk}/evidence/{part.pk}/", {"film": a_file(film_bytes(3), "步骤.webm")})

    kept = Evidence.objects.get()

    assert address(kept) in officer.get(f"/desk/competitors/{entrant.pk}/").content.decode()
    piece = officer.get(address(kept), headers={"Range": "bytes=0-9"})
    assert (piece.status_code, piece["Content-Type"]) == (206, "video/webm")
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))
    assert neighbour.get(address(kept)).status_code == 404


def test_the_competitor_sees_them_once_he_appeals(county: County) -> None:
    running = shown_one(county.enterprise, county.team, "0.9")
    worker = running.entrants[0].worker
    assert worker is not None
    kept = by_judge(running)
    phone, page = phone_of(worker), f"/competitions/{running.competition.pk}/"
    assert phone.get(address(kept)).status_code == 404

    say_appeal(entrant=running.entrants[0], part=running.part(), text="第二步做了", by=worker)

    assert phone.get(address(kept)).status_code == 200
    assert address(kept) in phone.get(page).content.decode()
    assert phone_of(worker_of(county.team)).get(address(kept)).status_code == 404


def test_nobody_else_adds_any_and_there_is_an_end(county: County, running: Running) -> None:
    entrant, part = running.entrants[0], running.part()
    with pytest.raises(EvidenceRefused):
        add_evidence(entrant=entrant, part=part, file=a_file(sideways_photo()), by=worker_of(county.team))
    for number in range(MOST_EACH):
        by_judge(running, a_picture_file(size=(40 + number, 40)))
    with pytest.raises(EvidenceRefused, match=str(MOST_EACH)):
        by_judge(running)
