"""A bank as a file to take along, in each form that it can have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exams.basis_cases import case_labels
from exams.exporting.contents import contents_of, left_out
from exams.exporting.docx import write_docx
from exams.exporting.gift import write_gift
from exams.exporting.moodle_xml import write_moodle_xml
from exams.exporting.xlsx import write_xlsx
from exams.importing.drafts import QuestionDraft
from exams.models import Question
from organizations.errors import Refused
from organizations.excel import CONTENT_TYPE as EXCEL

MOST_IN_WORD = 1000  # two seconds, and two hundred pages
TEXT = "text/plain; charset=utf-8"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class ExportFormat(TextChoices):
    EXCEL = "xlsx", gettext_lazy("Excel table")
    PAPER = "paper", gettext_lazy("Word, to print")
    KEY = "key", gettext_lazy("Word, to print, with the answers")
    MOODLE = "xml", "Moodle XML"
    GIFT = "gift", "GIFT"


class NothingToExport(Refused):
    """No question is left."""


class TooManyToPrint(Refused):
    """More questions than anybody prints."""


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """What was written: `addition` goes between the bank's name and `suffix`, `left_out` is what the form can't say."""

    content: BytesIO
    questions: int
    suffix: str
    content_type: str
    addition: str = ""
    left_out: int = 0


def export_questions(questions: QuerySet[Question], form: ExportFormat, *, title: str) -> ExportedFile:
    """Write the questions' current words. At most three queries.

    Raises NothingToExport, with what no file carries, TooManyToPrint, TooLong.
    """
    drafts = contents_of(questions)
    if not drafts:
        raise NothingToExport("".join(left_out(questions)) or _("There is no such question in the bank."))
    return WRITERS[form](drafts, title)


def _excel(drafts: list[QuestionDraft], title: str) -> ExportedFile:
    content = BytesIO()
    write_xlsx(drafts, content, case_labels(drafts))
    return _written(content, len(drafts), "xlsx", EXCEL)


def _paper(drafts: list[QuestionDraft], title: str) -> ExportedFile:
    return _word(drafts, title, _("paper"), with_key=False)


def _key(drafts: list[QuestionDraft], title: str) -> ExportedFile:
    return _word(drafts, title, _("paper with answers"), with_key=True)


def _word(drafts: list[QuestionDraft], title: str, addition: str, *, with_key: bool) -> ExportedFile:
    if len(drafts) > MOST_IN_WORD:
        raise TooManyToPrint(
            _(
                "%(held)d questions are too many to print: at most %(most)d. Choose a kind or a subject, or take the "
                "Excel table."
            )
            % {"held": len(drafts), "most": MOST_IN_WORD}
        )
    content = BytesIO()
    write_docx(drafts, content, title=title, with_key=with_key)
    return _written(content, len(drafts), "docx", WORD, addition=addition)


def _gift(drafts: list[QuestionDraft], title: str) -> ExportedFile:
    content = BytesIO()
    left_out = write_gift(drafts, content)
    if len(left_out) == len(drafts):
        raise NothingToExport(_("GIFT has no form for any of these questions: take Moodle XML."))
    return _written(content, len(drafts) - len(left_out), "gift", TEXT, left_out=len(left_out))


def _moodle(drafts: list[QuestionDraft], title: str) -> ExportedFile:
    content = BytesIO()
    write_moodle_xml(drafts, content)
    return _written(content, len(drafts), "xml", "application/xml")


def _written(
    content: BytesIO, questions: int, suffix: str, content_type: str, *, addition: str = "", left_out: int = 0
) -> ExportedFile:
    content.seek(0)
    return ExportedFile(content, questions, suffix, content_type, addition, left_out)


WRITERS: dict[ExportFormat, Callable[[list[QuestionDraft], str], ExportedFile]] = {
    ExportFormat.EXCEL: _excel,
    ExportFormat.PAPER: _paper,
    ExportFormat.KEY: _key,
    ExportFormat.GIFT: _gift,
    ExportFormat.MOODLE: _moodle,
}
