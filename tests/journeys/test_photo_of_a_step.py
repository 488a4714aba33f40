"""A judge's photo from his phone to the desk of who holds the competition; without a signal it waits on the phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from organizations.models import Role
from tests.factories.competitions import Running, a_running_one
from tests.factories.organizations import County, desk_of, staff, worker_of
from tests.factories.pictures import drawn, saved, sideways_photo
from tests.journeys.conftest import DESK, PHONE, Opener
from tests.journeys.judging_steps import can_leave, open_sheet
from tests.journeys.mast import Mast
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)
UPRIGHT = 400, 800  # pixels: as the phone was held


@pytest.fixture
def running(county: County) -> Running:
    return a_running_one(county.enterprise, [worker_of(county.team, name="王立")])


def a_photo(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def take(sheet: Page, photo: Path, said: str) -> None:
    """Take the photo on the sheet that is open, and read what is said of it."""
    sheet.get_by_label("拍照片").set_input_files(photo)
    expect(sheet.locator("[data-evidence-note]")).to_contain_text(said)


def are_seen(pictures: Locator, count: int) -> None:
    """So many photos are there, and the browser shows each of them upright."""
    expect(pictures).to_have_count(count)
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        for side, pixels in zip(("naturalWidth", "naturalHeight"), UPRIGHT, strict=True):
            expect(picture).to_have_js_property(side, pixels)


def test_photos_of_a_step_come_to_the_desk(running: Running, tmp_path: Path, mast: Mast, screen: Opener) -> None:
    judge = enter(screen(PHONE, base=mast.base), desk_of(running.judges[1]))
    sheet = open_sheet(judge, running.competition.pk, "王立")
    take(sheet, a_photo(tmp_path, "IMG_1.jpg", sideways_photo()), "已存好")
    are_seen(sheet.locator("[data-evidence-list] img"), 1)

    can_leave(sheet)
    mast.cut()
    take(sheet, a_photo(tmp_path, "IMG_2.jpg", saved(drawn(UPRIGHT, colour="firebrick"), "JPEG")), "没有信号")
    mast.mend()
    with sheet.expect_response(lambda answer: answer.url.endswith("/evidence/") and answer.ok):
        sheet.reload()

    desk = enter(screen(DESK), desk_of(staff(Role.SAFETY_OFFICER, running.competition.owner)))
    page = desk.open(f"/desk/competitors/{running.entrants[0].pk}/")
    are_seen(page.locator(".evidence img"), 2)
