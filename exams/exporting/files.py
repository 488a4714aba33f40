"""A bank as a file to take along, in each form that it can have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from django.conf import settings
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exams.basis_cases import case_labels
from exams.basis_procedures import procedure_labels
from exams.exporting.contents import contents_of
from exams.exporting.docx import write_docx
from exams.exporting.forms import ExportFormat
from exams.exporting.gift import write_gift
from exams.exporting.moodle_xml import write_moodle_xml
from exams.exporting.xlsx import write_xlsx
from exams.importing.drafts import QuestionDraft
from exams.models import Question
from exams.pictures.shelf import Shelf
from organizations.archives import MAX_MEMBERS
from organizations.errors import Refused
from organizations.excel import CONTENT_TYPE as EXCEL

MOST_IN_WORD = 1000  # two seconds, and two hundred pages
MOST_PICTURES = MAX_MEMBERS - 50  # in a workbook that comes in again
IN_MEMORY = 4 * 1024 * 1024  # bytes; a larger file is written to the disk
TEXT = "text/plain; charset=utf-8"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _empty_file() -> SpooledTemporaryFile[bytes]:
    return SpooledTemporaryFile(IN_MEMORY)  # the answer that hands it out closes it


class NothingToExport(Refused):
    """No question is left."""


class TooManyToPrint(Refused):
    """More questions than anybody prints."""


@dataclass(frozen=True, slots=True)
class Told:
    """The questions to be written, their pictures, and the name of the bank."""

    drafts: Sequence[QuestionDraft]
    shelf: Shelf
    title: str


@dataclass(slots=True)
class ExportedFile:
    """What was written: `addition` goes between the bank's name and `suffix`, `warning` is for who downloads it."""

    questions: int
    suffix: str
    content_type: str
    addition: str = ""
    warning: str = ""
    content: IO[bytes] = field(default_factory=lambda: cast("IO[bytes]", _empty_file()))


def export_questions(questions: QuerySet[Question], form: ExportFormat, *, title: str) -> ExportedFile:
    """Write the questions' current words and pictures. At most six queries.

    Raises NothingToExport, TooManyToPrint, TooLong.
    """
    drafts = contents_of(questions)
    if not drafts:
        raise NothingToExport(_("There is no such question in the bank."))
    made = WRITERS[form](Told(drafts, Shelf.of(drafts), title))
    made.content.seek(0)
    return made


def _excel(told: Told) -> ExportedFile:
    made = ExportedFile(len(told.drafts), "xlsx", EXCEL)
    write_xlsx(told.drafts, made.content, case_labels(told.drafts), told.shelf, procedure_labels(told.drafts))
    size, most = made.content.tell(), settings.QUESTION_FILE_MAX_BYTES
    if size > most or sum(len(draft.pictures) for draft in told.drafts) > MOST_PICTURES:
        made.warning = _(
            "With its pictures the table has %(size)s and can't be brought in again as a whole: at most %(most)s come "
            "in. Export it subject by subject."
        ) % {"size": filesizeformat(size), "most": filesizeformat(most)}
    return made


def _paper(told: Told) -> ExportedFile:
    return _word(told, _("paper"), with_key=False)


def _key(told: Told) -> ExportedFile:
    return _word(told, _("paper with answers"), with_key=True)


def _word(told: Told, addition: str, *, with_key: bool) -> ExportedFile:
    if len(told.drafts) > MOST_IN_WORD:
        raise TooManyToPrint(
            _(
                "%(held)d questions are too many to print: at most %(most)d. Choose a kind or a subject, or take the "
                "Excel table."
            )
            % {"held": len(told.drafts), "most": MOST_IN_WORD}
        )
    made = ExportedFile(len(told.drafts), "docx", WORD, addition)
    write_docx(told.drafts, made.content, title=told.title, with_key=with_key, shelf=told.shelf)
    return made


def _gift(told: Told) -> ExportedFile:
    made = ExportedFile(len(told.drafts), "gift", TEXT)
    return _without(made, write_gift(told.drafts, made.content), "GIFT")


def _moodle(told: Told) -> ExportedFile:
    made = ExportedFile(len(told.drafts), "xml", "application/xml")
    return _without(made, write_moodle_xml(told.drafts, made.content, told.shelf), "Moodle XML")


def _without(made: ExportedFile, left_out: Sequence[QuestionDraft], form: str) -> ExportedFile:
    """Return the file with what it could not say told. Raises NothingToExport where that is everything."""
    if len(left_out) == made.questions:
        raise NothingToExport(_("%s has no form for any of these questions: take the Excel table.") % form)
    made.questions -= len(left_out)
    if left_out:
        said = ngettext(
            "%(count)d question is not in the file: %(form)s has no form for it. The Excel table has.",
            "%(count)d questions are not in the file: %(form)s has no form for them. The Excel table has.",
            len(left_out),
        )
        made.warning = said % {"count": len(left_out), "form": form}
    return made


WRITERS: dict[ExportFormat, Callable[[Told], ExportedFile]] = {
    ExportFormat.EXCEL: _excel,
    ExportFormat.PAPER: _paper,
    ExportFormat.KEY: _key,
    ExportFormat.GIFT: _gift,
    ExportFormat.MOODLE: _moodle,
}
