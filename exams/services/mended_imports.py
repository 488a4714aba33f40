"""What a person says of a file before it is written: its columns, what stands in place of a bad row, what stays out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from exams.importing.drafts import QuestionDraft
from exams.importing.mapping import Mapping
from exams.models import QuestionImport
from exams.services.question_imports import Mended
from organizations.errors import Refused
from organizations.models import ImportState

if TYPE_CHECKING:
    from organizations.models import User

LEFT_OUT = "left_out"
CHANGEABLE = frozenset({ImportState.CHECKED, ImportState.FAILED, ImportState.WAITING, ImportState.CHECKING})


class TooLate(Refused):
    """The file is being written, or has been."""


class FileGone(Refused):
    """The store has the file no more."""


def mapping_of(record: QuestionImport) -> Mapping | None:
    """Return what a person said of the columns, None where he said nothing. Raises BadMapping."""
    return Mapping.from_data(record.mapping) if record.mapping else None


def mended_of(record: QuestionImport) -> Mended:
    """Return what stands in place of bad rows, by their keys."""
    return {key: None if LEFT_OUT in data else QuestionDraft.from_data(data) for key, data in record.mended.items()}


def say_columns(*, record: QuestionImport, mapping: Mapping) -> None:
    """Leave the import WAITING to be checked again with these columns. Raises TooLate."""

    def say(locked: QuestionImport) -> None:
        locked.mapping = mapping.as_data()

    _change(record, say)


def mend_row(*, record: QuestionImport, row: str, draft: QuestionDraft) -> None:
    """Put the question in place of a bad row and leave the import WAITING to be checked again. Raises TooLate."""

    def mend(locked: QuestionImport) -> None:
        locked.mended[row] = replace(draft, place=row).as_data()

    _change(record, mend)


def leave_row_out(*, record: QuestionImport, row: str, text: str) -> None:
    """Let the row, bad or good, bring nothing; `text` is what it said, for who looks at it again. Raises TooLate."""

    def leave_out(locked: QuestionImport) -> None:
        locked.mended[row] = {LEFT_OUT: text}

    _change(record, leave_out)


def take_row_back(*, record: QuestionImport, row: str) -> None:
    """Let the row be as the file says it. Raises TooLate."""

    def take_back(locked: QuestionImport) -> None:
        locked.mended.pop(row, None)

    _change(record, take_back)


@transaction.atomic
def import_again(*, record: QuestionImport, by: User) -> QuestionImport:
    """Return a new import WAITING to be checked, with the file of one that is done and all that was said of it.

    Raises FileGone.
    """
    try:
        with record.file.open("rb") as file:
            content = ContentFile(file.read(), name=record.filename)
    except OSError as error:
        raise FileGone(_("The file is not kept any more: upload it again.")) from error
    said = {"filename": record.filename, "tables": record.tables, "mapping": record.mapping, "mended": record.mended}
    return QuestionImport.objects.create(bank=record.bank, file=content, uploaded_by=by, **said)


@transaction.atomic
def _change(record: QuestionImport, change: Callable[[QuestionImport], None]) -> None:
    locked = QuestionImport.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if locked.state not in CHANGEABLE:
        raise TooLate(_("This import is being written already, or is done: nothing of it can be changed."))
    change(locked)
    locked.state = ImportState.WAITING
    locked.save(update_fields=["mapping", "mended", "state"])
