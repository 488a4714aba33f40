"""An archive, fetched at the desk, unpacked on a disk and checked by the page inside it, without the product."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from random import Random

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from organizations.models import Archive, Role, Unit
from tests.factories.organizations import MembershipFactory, desk_of, small_county, staff
from tests.journeys.conftest import DESK, Opener
from tests.journeys.test_every_screen import enter

pytestmark = pytest.mark.django_db(transaction=True)
SHA256_OF = (
    "bytes => new Sha256().update(Uint8Array.from(bytes.slice(0, 70))).update(Uint8Array.from(bytes.slice(70))).hex()"
)


@pytest.fixture
def mine() -> Unit:
    county = small_county()
    MembershipFactory(unit=county.team, user__name="安贵生", employee_no="0213")
    return county.enterprise


@pytest.fixture
def folder(screen: Opener, mine: Unit, tmp_path: Path) -> Path:
    """The safety officer asks for his enterprise's archive, fetches it and unpacks it."""
    desk = enter(screen(DESK), desk_of(staff(Role.SAFETY_OFFICER, mine)))
    page = desk.open("/desk/archives/")
    page.get_by_role("button", name="做一企一档").click()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载压缩包").click()
    assert fetched.value.suggested_filename.startswith(f"一企一档-{mine.name}")
    with zipfile.ZipFile(fetched.value.path()) as archive:
        archive.extractall(tmp_path)
    (top,) = tmp_path.iterdir()
    return top


@pytest.fixture
def checker(screen: Opener, folder: Path) -> Page:
    """The page as it opens from the disk, with the network cut."""
    page = screen(DESK, offline=True).page
    page.goto((folder / "checker.html").as_uri())
    return page


def check(page: Page, folder: Path) -> dict[str, str]:
    """Choose the folder, and return what the page says of each file."""
    page.locator("#folder").set_input_files(folder)
    expect(page.locator("#report")).to_be_visible()
    rows = page.locator("#rows tr").all()
    return {row.locator("td").last.inner_text(): row.locator("td").first.inner_text() for row in rows}


def test_an_archive_as_it_was_made_is_found_right(checker: Page, folder: Path) -> None:
    found = check(checker, folder)

    expect(checker.locator("#verdict")).to_contain_text("没有改动")
    assert set(found.values()) == {"没改动"}
    assert set(found) == {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")} - {"manifest.json"}
    assert checker.locator("#digest").inner_text() == Archive.objects.get().digest


def test_one_changed_byte_a_missing_and_an_added_file_are_each_found(checker: Page, folder: Path) -> None:
    changed, missing = next(folder.rglob("*安贵生.pdf")), folder / "名册.xlsx"
    content = bytearray(changed.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    missing.unlink()
    (folder / "补的名册.xlsx").write_bytes(b"later")
    (folder / "Thumbs.db").write_bytes(b"of Windows")

    found = check(checker, folder)

    expect(checker.locator("#verdict")).to_contain_text("不一样")
    wrong = {path: said for path, said in found.items() if said != "没改动"}
    assert wrong == {
        changed.relative_to(folder).as_posix(): "被改过",
        "名册.xlsx": "缺少",
        "补的名册.xlsx": "多出来",
    }
    assert list(found)[:3] == list(wrong)


def test_a_forged_manifest_shows_another_digest_than_the_archives_page(checker: Page, folder: Path) -> None:
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace("一企一档", "二企一档"), "utf-8")

    check(checker, folder)

    shown = checker.locator("#digest").inner_text()
    assert shown == hashlib.sha256(manifest.read_bytes()).hexdigest()
    assert shown != Archive.objects.get().digest


def test_a_folder_without_a_manifest_says_which_folder_to_choose(checker: Page, folder: Path) -> None:
    checker.locator("#folder").set_input_files(folder / "个人档案")

    expect(checker.locator("#state")).to_contain_text("manifest.json")
    expect(checker.locator("#report")).to_be_hidden()


def test_its_sha256_is_that_of_everybody_else(checker: Page) -> None:
    random = Random(7)
    for length in (0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000, *(random.randrange(5000) for _ in range(20))):
        content = random.randbytes(length)
        assert checker.evaluate(SHA256_OF, list(content)) == hashlib.sha256(content).hexdigest()


def test_the_page_can_be_read_by_a_screen_reader(checker: Page, folder: Path) -> None:
    check(checker, folder)

    assert Axe().run(checker).response["violations"] == []
