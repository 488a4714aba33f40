"""`manage.py import_roster`: what it prints, and how it ends."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from organizations.models import Membership
from tests.factories.organizations import County
from tests.factories.workbooks import roster, saved, workbook

pytestmark = pytest.mark.django_db


def run(path: Path, *options: str, code: str = "NEAR") -> tuple[int, str, str]:
    """Return the exit code with what was printed and what was complained of."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_roster", "--enterprise", code, str(path), *options, stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


def good(county: County) -> list[str]:
    return ["安贵生", "1", "", county.workshop.name, county.team.name]


def bad(county: County) -> list[str]:
    return ["李秀英", "2", "123", county.workshop.name, county.team.name]


def test_a_good_roster_is_written_and_counted(county: County, tmp_path: Path) -> None:
    code, out, err = run(saved(tmp_path, roster(good(county))))

    assert (code, err) == (0, "")
    assert out == "added 1, moved 0, changed 0, left 0, unchanged 0, bad 0\n"
    assert Membership.objects.current().filter(enterprise=county.enterprise).count() == 1


def test_each_bad_row_is_printed_with_file_and_row_and_nothing_is_written(county: County, tmp_path: Path) -> None:
    code, _out, err = run(saved(tmp_path, roster(good(county), bad(county)), "三月.xlsx"))

    assert code != 0
    assert err.startswith("三月.xlsx:3: 手机号")
    assert not Membership.objects.exists()


def test_a_dry_run_writes_nothing(county: County, tmp_path: Path) -> None:
    code, out, _err = run(saved(tmp_path, roster(good(county))), "--dry-run")

    assert (code, out.startswith("added 1,")) == (0, True)
    assert not Membership.objects.exists()


def test_the_good_rows_alone_are_written_on_request_and_the_bad_ones_still_fail_it(
    county: County, tmp_path: Path
) -> None:
    code, _out, _err = run(saved(tmp_path, roster(good(county), bad(county))), "--accept-good")

    assert code != 0
    assert [place.user.name for place in Membership.objects.select_related("user")] == ["安贵生"]


def test_an_unknown_enterprise_a_missing_file_and_a_bad_file_end_with_a_sentence(
    county: County, tmp_path: Path
) -> None:
    path = saved(tmp_path, workbook([["名单"]]))

    assert "NOWHERE" in run(path, code="NOWHERE")[2]
    assert "gone.xlsx" in run(tmp_path / "gone.xlsx")[2]
    code, _out, err = run(path)
    assert code != 0
    assert "姓名" in err
