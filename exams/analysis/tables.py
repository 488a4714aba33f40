"""The comparison of units, and the figures of questions, as tables to keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.analysis.earlier import mean_of_hundred
from organizations.excel import HOURS, MOMENT, POINTS, WHOLE, Column, Table, Value

if TYPE_CHECKING:
    from exams.analysis.comparison import Comparison, Level, Line
    from exams.analysis.heat import Subjects
    from exams.analysis.questions import QuestionLine
    from exams.models import Exam, ExamAnalysis
    from exams.reports import ExamLine
    from exams.tally import Tally
    from organizations.models import Unit

PERCENT = HOURS  # one place


def comparison_tables(
    exam: Exam,
    unit: Unit | None,
    levels: Iterable[Comparison],
    subjects: Iterable[tuple[Level, Subjects]],
    before: Sequence[ExamLine],
) -> list[Table]:
    """Return a sheet for each level, one for the subjects of each, and one for the exam beside those before it."""
    where = (unit or exam.owner).shown_name
    return [
        *(_level(exam, where, compared) for compared in levels),
        *(_subjects(exam, where, level, found) for level, found in subjects),
        _before(exam, where, before),
    ]


def _level(exam: Exam, where: str, compared: Comparison) -> Table:
    return Table(
        name=str(compared.level.label),
        title=exam.title,
        above=(where, _("Mean and pass rate as on the page; quartiles of those who sat.")),
        columns=(
            Column(str(compared.level.label), 24),
            *_tally_columns(),
            Column(_("Lowest"), 9, POINTS),
            Column(_("Lower quartile"), 10, POINTS),
            Column(_("Median"), 9, POINTS),
            Column(_("Upper quartile"), 10, POINTS),
            Column(_("Highest"), 9, POINTS),
        ),
        rows=[
            *((line.name, *_tally(line.tally), *_spread(line)) for line in compared.lines),
            (_("All"), *_tally(compared.whole.tally), *_spread(compared.whole)),
        ],
    )


def _tally_columns() -> tuple[Column, ...]:
    return (
        Column(_("Should sit"), 9, WHOLE),
        Column(_("Sat it"), 9, WHOLE),
        Column(_("Missing"), 9, WHOLE),
        Column(_("Attendance %"), 10, PERCENT),
        Column(_("Passed"), 9, WHOLE),
        Column(_("Pass rate % of those who sat"), 12, PERCENT),
        Column(_("Mean of those who sat"), 12, POINTS),
        Column(_("Mean, missing = 0"), 12, POINTS),
    )


def _tally(tally: Tally) -> tuple[Value, ...]:
    return (
        tally.people,
        tally.sat,
        tally.missing,
        tally.attendance,
        tally.passed,
        tally.pass_rate if tally.sat else None,
        tally.mean_of_sat,
        tally.mean,
    )


def _spread(line: Line) -> tuple[Value, ...]:
    spread = line.spread
    if spread is None:
        return (None,) * 5
    return (spread.lowest, spread.lower, spread.median, spread.upper, spread.highest)


def _subjects(exam: Exam, where: str, level: Level, found: Subjects) -> Table:
    return Table(
        name=_("Subjects, %s") % level.label,
        title=exam.title,
        above=(where, _("Per cent of the points of each subject that were earned, by those who sat.")),
        columns=(Column(str(level.label), 24), *(Column(str(one.label), 14, PERCENT) for one in found.asked)),
        rows=[
            *(
                (row.name, *(row.shares[one].percent if one in row.shares else None for one in found.asked))
                for row in found.rows
            ),
            (_("All"), *(found.whole[one].percent for one in found.asked)),
        ],
    )


def _before(exam: Exam, where: str, lines: Sequence[ExamLine]) -> Table:
    return Table(
        name=_("Exam by exam"),
        title=exam.title,
        above=(where,),
        columns=(
            Column(_("Exam"), 30),
            Column(_("Open"), 18, MOMENT),
            *_tally_columns(),
            Column(_("Mean of a hundred, missing = 0"), 14, POINTS),
        ),
        rows=[
            (line.exam.title, line.exam.opens_at, *_tally(line.tally), mean_of_hundred(line)) for line in lines[::-1]
        ],
    )


def question_tables(exam: Exam, analysis: ExamAnalysis, lines: Sequence[QuestionLine]) -> list[Table]:
    """Return two sheets: the questions, the most suspicious first, and every answer that was given."""
    read = date_format(localtime(analysis.read_at), "Y-m-d H:i") if analysis.read_at else ""
    above = (_("%(sittings)d sittings, counted on %(at)s") % {"sittings": analysis.sittings, "at": read},)
    return [
        Table(
            name=_("Questions"),
            title=exam.title,
            above=above,
            columns=(
                Column(_("Question"), 50),
                Column(_("Kind"), 10),
                Column(_("Asked"), 8, WHOLE),
                Column(_("Left out"), 8, WHOLE),
                Column(_("Right %"), 9, PERCENT),
                Column(_("Discrimination"), 10, POINTS),
                Column(_("What speaks against it"), 60),
            ),
            rows=[_question(line) for line in lines],
        ),
        Table(
            name=_("Answers"),
            title=exam.title,
            above=above,
            columns=(
                Column(_("Question"), 50),
                Column(_("Answer"), 14),
                Column(_("Words"), 40),
                Column(_("Right"), 8),
                Column(_("People"), 8, WHOLE),
                Column(_("Their mean on all other questions"), 14, POINTS),
            ),
            rows=[row for line in lines for row in _answers(line)],
        ),
    ]


def _question(line: QuestionLine) -> tuple[Value, ...]:
    return (
        line.version.stem,
        line.version.get_kind_display(),
        line.item.asked,
        line.item.omitted,
        _places(line.percent, 1),
        None if line.discrimination is None else _places(line.discrimination, 2),
        " ".join(sign.text for sign in line.signs),
    )


def _answers(line: QuestionLine) -> list[tuple[Value, ...]]:
    return [
        (
            line.version.stem,
            answer.answer,
            answer.text,
            _("yes") if answer.is_right else "",
            answer.people,
            None if answer.mean_rest is None else _places(answer.mean_rest, 2),
        )
        for answer in line.answers
    ]


def _places(number: float, places: int) -> Decimal:
    return Decimal(f"{number:.{places}f}")
