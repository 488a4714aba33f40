"""What an enterprise's archive holds: its people as they stand on the roster, each file as the manifest says."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.filing import enterprise as enterprise_filing
from organizations.filing.enterprise import ENTERPRISE
from organizations.filing.personal import personal_file
from organizations.models import Role, User
from organizations.services.archives import ask_for_archive, make_archive
from organizations.services.memberships import leave, transfer
from tests.factories.archives import assert_true, made, opened
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


def test_the_manifest_is_true_for_every_file_of_an_enterprises_archive(county: County, safety_officer: User) -> None:
    archive = made(ENTERPRISE, county.enterprise, safety_officer)

    result = opened(archive)

    assert_true(result)
    assert archive.digest == hashlib.sha256(result.files["manifest.json"]).hexdigest()
    assert archive.size > 0
    facts = ("format", "kind", "unit", "made_by")
    assert [result.manifest[fact] for fact in facts] == [
        *("jingzhong-archive-1", ENTERPRISE, county.enterprise.name, "赵淑芳")
    ]
    assert result.manifest["made_at"].endswith("+08:00")


def test_everybody_on_the_roster_has_a_pdf_and_its_data_whose_digest_is_printed(
    county: County, safety_officer: User
) -> None:
    result = opened(made(ENTERPRISE, county.enterprise, safety_officer))

    stem = f"个人档案/{county.workshop.name}-{county.team.name}/0213-安贵生"
    data = result.files[f"{stem}.json"]
    assert "安贵生" in text_of_pages(result.files[f"{stem}.pdf"])[0]
    assert hashlib.sha256(data).hexdigest() in text_of_pages(result.files[f"{stem}.pdf"])[0]
    assert data == personal_file(User.objects.get(name="安贵生")).content()


def test_a_neighbours_people_are_not_in_it(county: County, safety_officer: User) -> None:
    result = opened(made(ENTERPRISE, county.enterprise, safety_officer))

    assert not [path for path in result.files if "牛桂香" in path]
    assert not [path for path, content in result.files.items() if "牛桂香".encode() in content]


def test_the_head_and_who_left_lately_are_in_it_and_who_was_transferred_is_not(
    county: County, safety_officer: User
) -> None:
    staff(Role.ENTERPRISE_HEAD, county.enterprise, user__name="矿长")
    left, moved = worker_of(county.team, name="走了的"), worker_of(county.team, name="调走的")
    long_ago = worker_of(county.team, name="早走了的")
    leave(user=left, by=None)
    leave(user=long_ago, on=timezone.localdate() - timedelta(days=1200), by=None)
    transfer(user=moved, to=county.neighbour_team, employee_no="0999", by=None)

    names = opened(made(ENTERPRISE, county.enterprise, safety_officer)).names("个人档案/其他人员/")

    assert names == {
        f"个人档案/其他人员/{name}.{kind}" for name in ("矿长", "赵淑芳", "走了的") for kind in ("pdf", "json")
    }


def test_the_roster_lists_who_is_there_today(county: County, safety_officer: User) -> None:
    result = opened(made(ENTERPRISE, county.enterprise, safety_officer))

    sheet = openpyxl.load_workbook(io.BytesIO(result.files["名册.xlsx"])).worksheets[0]
    assert [row[2] for row in sheet.iter_rows(min_row=3, values_only=True)] == ["安贵生", "李秀英"]


def test_of_a_large_enterprise_each_team_has_one_pdf_with_a_page_for_each(
    county: County, safety_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    MembershipFactory(unit=county.team, user__name="马保田", employee_no="0216")
    monkeypatch.setattr(enterprise_filing, "MOST_SINGLE_FILES", 2)

    result = opened(made(ENTERPRISE, county.enterprise, safety_officer))

    team = f"{county.workshop.name}-{county.team.name}"
    first, second = text_of_pages(result.files[f"个人档案/{team}/{team}.pdf"])
    assert "安贵生" in first
    assert "马保田" in second
    assert result.names(f"个人档案/{team}/") == {
        f"个人档案/{team}/{name}" for name in (f"{team}.pdf", "0213-安贵生.json", "0216-马保田.json")
    }
    assert_true(result)


def test_another_person_costs_a_few_queries_more_and_no_more_than_that(county: County, safety_officer: User) -> None:
    def queries() -> int:
        archive, _new = ask_for_archive(kind=ENTERPRISE, title="档案", unit=county.enterprise, by=safety_officer)
        with CaptureQueriesContext(connection) as captured:
            make_archive(archive.pk)
        return len(captured)

    before = queries()
    for _number in range(3):
        worker_of(county.team)
    assert (queries() - before) / 3 <= 11


def test_names_are_chinese_for_every_program_that_unpacks_it(county: County, safety_officer: User) -> None:
    archive = made(ENTERPRISE, county.enterprise, safety_officer)

    with archive.file.open("rb") as file, zipfile.ZipFile(file) as packed:
        assert all(info.flag_bits & 0x800 for info in packed.infolist() if not info.filename.isascii())


def test_an_enterprise_without_people_has_an_archive_too(county: County, safety_officer: User) -> None:
    county.neighbour_team.memberships.all().delete()

    assert_true(opened(made(ENTERPRISE, county.neighbour, safety_officer)))
