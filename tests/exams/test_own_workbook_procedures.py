"""A question's procedure goes out with the workbook and comes in again, told by its enterprise and its title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from exams.basis_procedures import procedure_labels
from exams.exporting.contents import contents_of
from exams.services.question_imports import plan_import, write_plan
from organizations.models import Unit
from tests.factories.exams import QuestionBankFactory, QuestionFactory
from tests.factories.organizations import County
from tests.factories.own_workbooks import CHOICE, HEADINGS, Found, exported
from tests.factories.procedures import in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def procedure(county: County) -> str:
    return str(in_force(county.enterprise, county.team).procedure_id)


def brought(path: Path, owner: Unit, procedure: str) -> tuple[list[str], int]:
    """Return what the questions of the file rest on once it was brought into a bank of that unit, and its bad rows."""
    question = replace(CHOICE, basis_procedure=procedure)
    path.write_bytes(exported(question, procedures=procedure_labels([question])))
    bank = QuestionBankFactory(owner=owner)
    plan = plan_import(bank=bank, path=path, filename=path.name)
    write_plan(bank=bank, plan=plan, by=None)
    return [draft.basis_procedure for draft in contents_of(bank.questions.all())], len(plan.bad)


def test_it_comes_into_a_bank_of_the_enterprise_and_of_the_bureau(
    bank_file: Path, county: County, procedure: str
) -> None:
    assert brought(bank_file, county.enterprise, procedure) == ([procedure], 0)
    assert brought(bank_file, county.bureau, procedure) == ([procedure], 0)


def test_a_neighbours_bank_does_not_rest_on_it(bank_file: Path, county: County, procedure: str) -> None:
    assert brought(bank_file, county.neighbour, procedure) == ([], 1)


def test_its_title_alone_will_do_where_no_other_has_it(
    read_back: Callable[[bytes], Found], county: County, procedure: str
) -> None:
    question = replace(CHOICE, basis_procedure=procedure)
    title = procedure_labels([question])[procedure].partition(" · ")[2]
    for label in (title, f"改了名的矿 · {title}"):
        [found], bad = read_back(exported(question, procedures={procedure: label}))
        assert (found.basis_procedure, bad) == (procedure, [])


def test_one_that_is_not_here_makes_a_bad_row(read_back: Callable[[bytes], Found], procedure: str) -> None:
    found, [bad] = read_back(exported(replace(CHOICE, basis_procedure=procedure), procedures={procedure: "某矿 · 无"}))

    assert found == []
    assert "依据规程" in bad.reason


def test_a_file_from_before_the_column_comes_in_as_it_did(edited: Callable[..., Found]) -> None:
    def take_away(workbook: openpyxl.Workbook) -> None:
        workbook.active.delete_cols(HEADINGS.index("依据规程") + 1)

    [found], bad = edited(take_away, CHOICE)

    assert (replace(found, place=""), bad) == (CHOICE, [])


def test_what_the_bank_holds_is_told_with_its_procedure(county: County, procedure: str) -> None:
    question = QuestionFactory(basis_procedure_id=procedure)

    [draft] = contents_of(question.bank.questions.all())

    assert draft.basis_procedure == procedure
    assert procedure_labels([draft])[procedure].startswith(county.enterprise.name)
