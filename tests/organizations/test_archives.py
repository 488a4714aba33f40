"""Archives: every file as the manifest says, made once, failing in words, gone after a week."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.errors import Refused
from organizations.filing import enterprise as enterprise_filing
from organizations.filing.archive_writer import About, Filed, Piece, write_archive
from organizations.filing.enterprise import ENTERPRISE
from organizations.filing.personal import personal_file
from organizations.filing.registry import ArchiveKind, register_archive
from organizations.models import Archive, ArchiveState, AuditEntry, Role, User
from organizations.progress import progress_of, silent
from organizations.services.archives import ask_for_archive, make_archive, take_away_old_archives
from organizations.services.memberships import leave, transfer
from tests.factories.archives import Unpacked, made, opened, unpacked
from tests.factories.organizations import County, MembershipFactory, small_county, staff, worker_of
from tests.pdf_text import text_of_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    county = small_county()
    MembershipFactory(unit=county.team, user__name="安贵生", employee_no="0213")
    MembershipFactory(unit=county.other_team, user__name="李秀英", employee_no="0214")
    MembershipFactory(unit=county.neighbour_team, user__name="牛桂香", employee_no="0215")
    return county


@pytest.fixture
def officer(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise, user__name="赵淑芳")


def written(*pieces: Iterable[Filed]) -> Unpacked:
    """Return an archive of these files, each piece made when its turn comes."""
    target = BytesIO()
    about = About("test", "一份档案", "石岭沟铁矿", timezone.now(), "赵淑芳")
    made = write_archive(target, [partial(list, piece) for piece in pieces], about, report=silent)
    result = unpacked(target.getvalue())
    assert made.digest == hashlib.sha256(result.files["manifest.json"]).hexdigest()
    return result


def assert_true(archive: Unpacked) -> None:
    """Every file is in the manifest with its size and digest, and nothing else is."""
    listed = {entry["path"]: entry for entry in archive.manifest["files"]}
    assert set(listed) == set(archive.files) - {"manifest.json"}
    for path, entry in listed.items():
        assert entry["sha256"] == hashlib.sha256(archive.files[path]).hexdigest()
        assert entry["bytes"] == len(archive.files[path])


def test_the_manifest_is_true_for_every_file_of_an_enterprises_archive(county: County, officer: User) -> None:
    archive = made(ENTERPRISE, county.enterprise, officer)

    result = opened(archive)

    assert_true(result)
    assert archive.digest == hashlib.sha256(result.files["manifest.json"]).hexdigest()
    assert archive.size > 0
    facts = ("format", "kind", "unit", "made_by")
    assert [result.manifest[fact] for fact in facts] == [
        *("jingzhong-archive-1", ENTERPRISE, county.enterprise.name, "赵淑芳")
    ]
    assert result.manifest["made_at"].endswith("+08:00")


def test_everybody_on_the_roster_has_a_pdf_and_its_data_whose_digest_is_printed(county: County, officer: User) -> None:
    result = opened(made(ENTERPRISE, county.enterprise, officer))

    stem = f"个人档案/{county.workshop.name}-{county.team.name}/0213-安贵生"
    data = result.files[f"{stem}.json"]
    assert "安贵生" in text_of_pages(result.files[f"{stem}.pdf"])[0]
    assert hashlib.sha256(data).hexdigest() in text_of_pages(result.files[f"{stem}.pdf"])[0]
    assert data == personal_file(User.objects.get(name="安贵生")).content()


def test_a_neighbours_people_are_not_in_it(county: County, officer: User) -> None:
    result = opened(made(ENTERPRISE, county.enterprise, officer))

    assert not [path for path in result.files if "牛桂香" in path]
    assert not [path for path, content in result.files.items() if "牛桂香".encode() in content]


def test_the_head_and_who_left_lately_are_in_it_and_who_was_transferred_is_not(county: County, officer: User) -> None:
    staff(Role.ENTERPRISE_HEAD, county.enterprise, user__name="矿长")
    left, moved = worker_of(county.team, name="走了的"), worker_of(county.team, name="调走的")
    long_ago = worker_of(county.team, name="早走了的")
    leave(user=left, by=None)
    leave(user=long_ago, on=timezone.localdate() - timedelta(days=1200), by=None)
    transfer(user=moved, to=county.neighbour_team, employee_no="0999", by=None)

    names = opened(made(ENTERPRISE, county.enterprise, officer)).names("个人档案/其他人员/")

    assert names == {
        f"个人档案/其他人员/{name}.{kind}" for name in ("矿长", "赵淑芳", "走了的") for kind in ("pdf", "json")
    }


def test_the_roster_lists_who_is_there_today(county: County, officer: User) -> None:
    result = opened(made(ENTERPRISE, county.enterprise, officer))

    sheet = openpyxl.load_workbook(io.BytesIO(result.files["名册.xlsx"])).worksheets[0]
    assert [row[2] for row in sheet.iter_rows(min_row=3, values_only=True)] == ["安贵生", "李秀英"]


def test_of_a_large_enterprise_each_team_has_one_pdf_with_a_page_for_each(
    county: County, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    MembershipFactory(unit=county.team, user__name="马保田", employee_no="0216")
    monkeypatch.setattr(enterprise_filing, "MOST_SINGLE_FILES", 2)

    result = opened(made(ENTERPRISE, county.enterprise, officer))

    team = f"{county.workshop.name}-{county.team.name}"
    first, second = text_of_pages(result.files[f"个人档案/{team}/{team}.pdf"])
    assert "安贵生" in first
    assert "马保田" in second
    assert result.names(f"个人档案/{team}/") == {
        f"个人档案/{team}/{name}" for name in (f"{team}.pdf", "0213-安贵生.json", "0216-马保田.json")
    }
    assert_true(result)


def test_another_person_costs_a_few_queries_more_and_no_more_than_that(county: County, officer: User) -> None:
    def queries() -> int:
        archive, _new = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=officer)
        with CaptureQueriesContext(connection) as captured:
            make_archive(archive.pk)
        return len(captured)

    before = queries()
    for _number in range(3):
        worker_of(county.team)
    assert (queries() - before) / 3 <= 10


def test_names_are_chinese_for_every_program_that_unpacks_it(county: County, officer: User) -> None:
    archive = made(ENTERPRISE, county.enterprise, officer)

    with archive.file.open("rb") as file, zipfile.ZipFile(file) as packed:
        assert all(info.flag_bits & 0x800 for info in packed.infolist() if not info.filename.isascii())


def test_two_files_of_one_name_both_come_in() -> None:
    result = written([Filed(("证据", "照片.jpg"), b"1")], [Filed(("证据", "照片.JPG"), b"2")])

    assert [result.files[name] for name in ("证据/照片.jpg", "证据/照片 (2).JPG")] == [b"1", b"2"]
    assert_true(result)


def test_a_file_called_like_the_manifest_does_not_take_its_place() -> None:
    result = written([Filed(("Manifest.json",), b"{}")], [Filed(("README.txt",), b"")])

    assert result.manifest["title"] == "一份档案"
    assert {"Manifest (2).json", "README (2).txt"} <= set(result.files)


def test_a_stored_file_that_is_gone_is_told_and_does_not_spoil_the_rest(county: County) -> None:
    gone = Archive(file="archives/gone.zip").file

    result = written([Filed(("证据", "丢了.jpg"), gone), Filed(("证据", "在.txt"), ContentFile(b"1"))])

    assert "证据/丢了.jpg" not in result.files
    assert result.files["证据/在.txt"] == b"1"
    assert result.manifest["warnings"] == ["证据/丢了.jpg 在服务器上找不到了，没放进来。"]


def test_a_stored_file_that_is_not_as_it_was_taken_in_comes_along_and_is_told() -> None:
    result = written([Filed(("证据", "照片.jpg"), b"changed", digest=hashlib.sha256(b"as it was").hexdigest())])

    assert result.files["证据/照片.jpg"] == b"changed"
    assert result.manifest["warnings"] == ["证据/照片.jpg 和上传时不一样了。"]


def test_the_readme_opens_right_in_notepad_and_says_how_to_check() -> None:
    text = written([Filed(("一.txt",), b"1")]).files["README.txt"]

    assert text.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in text.replace(b"\r\n", b"")
    for word in ("certutil -hashfile manifest.json SHA256", "checker.html", "赵淑芳", "共 4 个文件"):
        assert word in text.decode()


def test_the_checker_asks_nobody_else() -> None:
    page = written().files["checker.html"].decode()

    assert "<script src" not in page
    assert "<link" not in page
    assert "http" not in page
    assert "class Sha256" in page


def test_asking_twice_makes_one_whoever_asks(county: County, officer: User) -> None:
    head = staff(Role.ENTERPRISE_HEAD, county.enterprise)

    first, is_new = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=officer)
    second, is_new_again = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=head)

    assert (is_new, is_new_again) == (True, False)
    assert first == second
    assert AuditEntry.objects.filter(action="archive.ask").count() == 1


def test_asking_again_when_it_is_made_makes_another(county: County, officer: User) -> None:
    first = made(ENTERPRISE, county.enterprise, officer)

    assert made(ENTERPRISE, county.enterprise, officer) != first


def test_made_twice_is_made_once(county: County, officer: User) -> None:
    archive = made(ENTERPRISE, county.enterprise, officer)
    name, made_at = archive.file.name, archive.made_at

    make_archive(archive.pk)

    archive.refresh_from_db()
    assert (archive.file.name, archive.made_at) == (name, made_at)
    assert AuditEntry.objects.filter(action="archive.make").count() == 1


def test_a_worker_that_died_in_the_middle_is_followed_by_one_that_finishes(county: County, officer: User) -> None:
    archive, _new = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=officer)
    Archive.objects.filter(pk=archive.pk).update(state=ArchiveState.MAKING)

    make_archive(archive.pk)

    archive.refresh_from_db()
    assert archive.state == ArchiveState.READY


def test_of_two_that_make_it_at_once_only_one_hands_it_over(county: County, officer: User, private_root: Path) -> None:
    def outrun(archive: Archive) -> list[Piece]:
        Archive.objects.filter(pk=archive.pk).update(state=ArchiveState.FAILED, problem="别人先做完了")
        return []

    register_archive("outrun", ArchiveKind("", outrun))
    before = set(private_root.rglob("*.zip"))

    archive = made("outrun", county.enterprise, officer)

    assert archive.state == ArchiveState.FAILED
    assert not archive.file
    assert set(private_root.rglob("*.zip")) == before


@pytest.mark.parametrize(
    ("failure", "said"), [(Refused("考试还没结束。"), "考试还没结束。"), (RuntimeError("disk"), "再做一次")]
)
def test_a_failure_is_told_in_words_and_can_be_asked_for_again(
    county: County, officer: User, failure: Exception, said: str
) -> None:
    def failing(archive: Archive) -> list[Piece]:
        raise failure

    register_archive("failing", ArchiveKind("", failing))

    archive = made("failing", county.enterprise, officer)

    assert archive.state == ArchiveState.FAILED
    assert said in archive.problem
    assert "disk" not in archive.problem
    _again, is_new = ask_for_archive(kind="failing", title="档案", unit=county.enterprise, by=officer)
    assert is_new


def test_work_that_fell_silent_does_not_stand_in_the_way_for_ever(county: County, officer: User) -> None:
    stuck, _new = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=officer)

    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        _again, is_new = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=officer)

    stuck.refresh_from_db()
    assert is_new
    assert stuck.state == ArchiveState.FAILED


def test_after_a_week_the_file_is_taken_away_and_the_record_stays(
    county: County, officer: User, private_root: Path
) -> None:
    archive = made(ENTERPRISE, county.enterprise, officer)
    path = private_root / str(archive.file.name)
    assert take_away_old_archives() == 0
    assert path.exists()

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert take_away_old_archives() == 1
        assert take_away_old_archives() == 0

    archive.refresh_from_db()
    assert archive.state == ArchiveState.EXPIRED
    assert archive.digest
    assert not path.exists()


def test_how_far_it_is_can_be_seen(county: County, officer: User) -> None:
    archive = made(ENTERPRISE, county.enterprise, officer)

    progress = progress_of(archive.pk)

    assert progress.done == progress.total > 2


def test_an_enterprise_without_people_has_an_archive_too(county: County, officer: User) -> None:
    county.neighbour_team.memberships.all().delete()

    assert_true(opened(made(ENTERPRISE, county.neighbour, officer)))
