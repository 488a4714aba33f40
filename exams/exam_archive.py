"""The archive of one exam (一期一档) and what exams put into an enterprise's: plan, results, every answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.analysis.comparison import seen_places
from exams.answers_table import answers_table
from exams.models import Attempt, AttemptState, Exam, ExamState
from exams.reports import results_of, sittings
from exams.results_table import results_table
from organizations.errors import Refused
from organizations.excel import workbook_bytes
from organizations.filing.archive_writer import Filed, Piece
from organizations.filing.dossier import Dossier, FileColumn, FileSection, Value
from organizations.filing.papers import papers_of
from organizations.models import Unit

if TYPE_CHECKING:
    from exams.models.attempts import AttemptQuerySet
    from exams.reports import Results
    from organizations.models import Archive

EXAM = "exam"


class NotOver(Refused):
    """Answers would come out while others still sit."""


def is_over(exam: Exam) -> bool:
    """Whether the exam and every make-up of it are closed: right answers may come out. At most one query."""
    return exam.state == ExamState.CLOSED and not exam.make_ups.open().exists()


def check_is_over(exam: Exam) -> None:
    """Raise NotOver for an exam, or a make-up of it, that is not closed: its archive holds the right answers."""
    if not is_over(exam):
        raise NotOver(_("The exam is not closed yet. Its archive holds the right answers: ask for it afterwards."))


def exam_pieces(archive: Archive) -> list[Piece]:
    exam = Exam.objects.select_related("owner", "paper").get(pk=archive.subject)
    check_is_over(exam)
    attempts = Attempt.objects.filter(exam=exam).of_unit(archive.unit)
    units = Unit.objects.filter(pk__in=attempts.filter(state=AttemptState.GRADED).values("unit"))
    return [
        partial(_on_paper, exam, attempts, archive.unit),
        partial(_results, exam, attempts, archive.unit, ()),
        *(partial(_answers, attempts, unit) for unit in units),
    ]


def results_part(enterprise: Unit) -> list[Piece]:
    """Return a table of results for every exam that the enterprise's people had a seat in."""
    attempts = Attempt.objects.filter(enterprise=enterprise)
    exams = Exam.objects.exclude(state=ExamState.DRAFT).filter(pk__in=attempts.values("exam"))
    return [
        partial(_results, exam, attempts.filter(exam=exam), enterprise, (_("Exams"),))
        for exam in exams.select_related("owner")
    ]


def _results(exam: Exam, attempts: AttemptQuerySet, unit: Unit, folders: tuple[str, ...]) -> list[Filed]:
    table = results_table(exam, sittings(attempts), unit)
    name = f"{localtime(exam.opens_at):%Y-%m-%d} {exam.title}.xlsx" if folders else _("Results") + ".xlsx"
    return [Filed((*folders, name), workbook_bytes([table]))]


def _on_paper(exam: Exam, attempts: AttemptQuerySet, unit: Unit) -> Iterator[Filed]:
    dossier = Dossier(
        title=_("File of one exam"),
        name=exam.title,
        about=_about(exam),
        sections=[
            _fixed_paper(exam) if exam.paper.is_fixed else _blueprint(exam),
            _figures(results_of(exam, attempts, seen_places(Unit.objects.within([unit])))),
            _voided(attempts),
        ],
        signed_by=(_("Safety officer"), _("Date")),
    )
    return papers_of(dossier, _("Exam"))


def _about(exam: Exam) -> list[tuple[str, Value]]:
    return [
        (_("Held by"), exam.owner.shown_name),
        (_("For"), "、".join(unit.shown_name for unit in exam.audience.all())),
        (_("Opens at"), exam.opens_at),
        (_("Closes at"), exam.closes_at),
        (_("Minutes allowed"), exam.duration_minutes),
        (_("Points to pass"), exam.pass_points),
        (_("Paper"), exam.paper.name),
        (_("Workers see their results"), exam.get_results_shown_display()),
    ]


def _blueprint(exam: Exam) -> FileSection:
    asked = FileColumn(_("Questions"), 2), FileColumn(_("Points each"), 2)
    return FileSection(
        key="blueprint",
        title=_("How the papers were drawn"),
        columns=(FileColumn(_("Bank"), 4), FileColumn(_("Asked for"), 6), *asked),
        rows=[
            (part.bank.name, part.label, part.questions, part.points)
            for part in exam.paper.parts.select_related("bank", "post_kind")
        ],
        empty=_("The blueprint has no lines."),
        notes=(
            _("Every worker was given a paper of his own, drawn by these lines."),
            _("Seed of the draw: %s") % exam.seed,
        ),
    )


def _fixed_paper(exam: Exam) -> FileSection:
    questions = exam.paper.questions.select_related("version").order_by("place")
    return FileSection(
        key="fixed_paper",
        title=_("What was asked"),
        columns=(FileColumn(_("No."), 1), FileColumn(_("Question"), 10), FileColumn(_("Points"), 2)),
        rows=[(asked.place, asked.version.stem, asked.points) for asked in questions],
        empty=_("The paper has no questions."),
        notes=(
            _("Everybody was asked the same questions in the same order, with the options shuffled."),
            _("Seed of the draw: %s") % exam.paper.seed,
        ),
    )


def _figures(results: Results) -> FileSection:
    columns = (_("Unit of that day"), _("Should sit"), _("Sat it"), _("Passed"), _("Mean of those who sat"))
    lines = [(line.name, line.tally) for line in results.compared.lines]
    return FileSection(
        key="figures",
        title=_("Results"),
        columns=(FileColumn(columns[0], 5), *(FileColumn(heading, 2) for heading in columns[1:])),
        rows=[
            (name, tally.people, tally.sat, tally.passed, tally.mean_of_sat)
            for name, tally in [*lines, (_("Together"), results.tally)]
        ],
        empty=_("Nobody had a seat."),
    )


def _voided(attempts: AttemptQuerySet) -> FileSection:
    people = ("worker", "unit", "voided_by", "void_approved_by")
    voided = attempts.filter(state=AttemptState.VOIDED).select_related(*people)
    return FileSection(
        key="voided",
        title=_("Voided sittings"),
        columns=(
            FileColumn(_("Unit of that day"), 3),
            FileColumn(_("Full name"), 3),
            FileColumn(_("Reason"), 6),
            FileColumn(_("Voided by"), 3),
            FileColumn(_("Approved by"), 3),
        ),
        rows=[
            (
                attempt.unit.name,
                attempt.worker.name,
                attempt.void_reason,
                attempt.voided_by.name if attempt.voided_by else "",
                attempt.void_approved_by.name if attempt.void_approved_by else "",
            )
            for attempt in voided.defer("paper").order_by("unit__path", "employee_no", "pk")
        ],
        empty=_("No sitting was voided."),
    )


def _answers(attempts: AttemptQuerySet, unit: Unit) -> list[Filed]:
    return [Filed((_("Answer sheets"), f"{unit.shown_name}.xlsx"), workbook_bytes([answers_table(attempts, unit)]))]
