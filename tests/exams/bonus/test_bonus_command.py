"""`manage.py bonus_sheet`: the same sheet from the command line, and a clear word when there is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from exams.bonus.shown import shown_sheet
from organizations.models import AuditEntry
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, small_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    county = small_county()
    exam = ExamFactory(over=True, bonus_month=date(2024, 3, 1))
    for score in (95, 85):
        AttemptFactory(exam=exam, membership=MembershipFactory(unit=county.team), graded=True, score=Decimal(score))
    return county


def write(out: Path, *, enterprise: str = "NEAR", month: str = "2024-03") -> None:
    call_command("bonus_sheet", enterprise=enterprise, month=month, out=out)


def test_the_file_is_written_and_the_record_knows(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "march.xlsx"

    write(out, enterprise="near")

    mark = shown_sheet(county.enterprise, date(2024, 3, 1)).sheet.mark
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
    assert sum(row[3] in {95.0, 85.0} for row in rows) == 2
    assert mark in str(rows[-1][0])
    assert mark in capsys.readouterr().out
    assert AuditEntry.objects.get(action="bonus.export").detail == {"month": "2024-03", "mark": mark}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"enterprise": "NOBODY"}, "NOBODY"),
        ({"month": "2024-13"}, "2024-13"),
        ({"month": "March"}, "March"),
        ({"month": "2024-04"}, "2024-04"),
        ({"enterprise": "FAR"}, "2024-03"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    wrong: dict[str, str], named: str, county: County, tmp_path: Path
) -> None:
    out = tmp_path / "sheet.xlsx"

    with pytest.raises(CommandError, match=named):
        write(out, **wrong)

    assert not out.exists()
    assert not AuditEntry.objects.filter(action="bonus.export").exists()


def test_the_file_has_to_be_an_excel_file(county: County, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"sheet\.csv"):
        write(tmp_path / "sheet.csv")


def test_a_folder_that_does_not_exist_is_named(county: County, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        write(tmp_path / "nowhere" / "sheet.xlsx")


def test_a_month_whose_exam_still_runs_is_written_with_a_warning(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = ExamFactory(bonus_month=date(2024, 5, 1))
    AttemptFactory(exam=running, membership=MembershipFactory(unit=county.team))

    write(tmp_path / "may.xlsx", month="2024-05")

    assert capsys.readouterr().err
