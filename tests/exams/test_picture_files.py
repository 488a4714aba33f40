"""Pictures and their files go when nothing shows them any more, and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from exams.importing.drafts import QuestionDraft
from exams.models import QuestionBank, QuestionImport, QuestionPicture
from exams.pictures.drafts import DraftPicture
from exams.pictures.small import small_picture
from exams.services.picture_files import sweep_picture_files
from exams.services.questions import add_questions
from exams.services.undoing import undo_import
from organizations.models import ImportState
from organizations.private_files import private_storage
from tests.factories.exams import QuestionBankFactory
from tests.factories.pictures import a_picture_file

pytestmark = pytest.mark.django_db


def a_draft(stem: str, colour: str) -> QuestionDraft:
    small = small_picture(a_picture_file(colour=colour), filename="图.png")
    options = (("A", "灭火器"), ("B", "消火栓"))
    return QuestionDraft("", "single", stem, options, ("A",), pictures=(DraftPicture("", "灭火器", small),))


@pytest.fixture
def bank() -> QuestionBank:
    made: QuestionBank = QuestionBankFactory()
    return made


@pytest.fixture
def record(bank: QuestionBank) -> QuestionImport:
    """An import of two questions: one shows what another question of the bank shows as well."""
    add_questions(bank=bank, drafts=[a_draft("早就有的？", "teal")], by=None)
    record = QuestionImport.objects.create(
        bank=bank, filename="题.xlsx", file="x", state=ImportState.DONE, report={"counts": {}}
    )
    drafts = [a_draft("哪个？", "teal"), a_draft("哪一个？", "firebrick")]
    add_questions(bank=bank, drafts=drafts, origin=record, by=None)
    return record


def files(bank: QuestionBank) -> list[str]:
    return list(QuestionPicture.objects.filter(bank=bank).values_list("file", flat=True))


def test_an_import_that_is_taken_back_leaves_no_picture_behind_that_nobody_else_shows(
    bank: QuestionBank, record: QuestionImport, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    before = files(bank)

    with django_capture_on_commit_callbacks(execute=True):
        undo_import(record=record, by=None)

    [kept] = files(bank)
    assert {name: private_storage().exists(name) for name in before} == {name: name == kept for name in before}


def test_a_file_that_another_bank_shares_stays(
    bank: QuestionBank, record: QuestionImport, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    other = QuestionBankFactory()
    for picture in QuestionPicture.objects.filter(bank=bank):
        facts = {"digest": picture.digest, "width": picture.width, "height": picture.height}
        QuestionPicture.objects.create(bank=other, file=picture.file.name, **facts)

    with django_capture_on_commit_callbacks(execute=True):
        undo_import(record=record, by=None)

    assert len(files(other)) == 2
    assert all(private_storage().exists(name) for name in files(other))


def test_what_a_transaction_wrote_that_failed_goes_at_night_once_it_is_a_day_old(bank: QuestionBank) -> None:
    add_questions(bank=bank, drafts=[a_draft("哪个？", "teal")], by=None)
    [kept] = files(bank)
    with transaction.atomic():
        add_questions(bank=bank, drafts=[a_draft("哪一个？", "firebrick")], by=None)
        [lost] = set(files(bank)) - {kept}
        transaction.set_rollback(True)

    sweep_picture_files()
    assert private_storage().exists(lost)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert sweep_picture_files() >= 1

    assert files(bank) == [kept]
    assert (private_storage().exists(kept), private_storage().exists(lost)) == (True, False)
