"""One exam beside those before it: the same part of the county, attendance, pass rate and mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.models import ExamState
from exams.reports import USUAL_FULL_POINTS, ExamLine, exam_lines

if TYPE_CHECKING:
    from exams.models import Exam
    from exams.models.attempts import AttemptQuerySet
    from exams.models.exams import ExamQuerySet

EXAMS_SHOWN = 6

# each drawing, in units of its viewBox 0 0 300 150
WIDE, TOP, BASE = 300, 26, 122
BAR = Decimal("0.56")  # of the room of each


@dataclass(frozen=True, slots=True)
class Column:
    """One exam in one drawing: the day, the figure, and where it stands; `is_this` is the exam that is looked at."""

    day: str
    amount: Decimal
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    is_this: bool

    @property
    def middle(self) -> Decimal:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Trend:
    """One drawing: what it is about, in what it is counted, and a column for each exam."""

    title: str
    unit: str
    columns: tuple[Column, ...]

    @property
    def change(self) -> Decimal | None:
        """How much the last differs from the one before; None for the first exam of all."""
        return self.columns[-1].amount - self.columns[-2].amount if len(self.columns) > 1 else None

    @property
    def fall(self) -> Decimal | None:
        """The same, counted downwards."""
        return None if self.change is None else -self.change


def lines_before(exam: Exam, exams: ExamQuerySet, attempts: AttemptQuerySet) -> list[ExamLine]:
    """Return the exam and those before it in which the same people had seats, the oldest first. Four queries.

    `attempts` are those of the units that are looked at, of whatever exam. Re-tests are samples and not among them.
    """
    seated = Exists(attempts.filter(exam=OuterRef("pk")))
    before = exams.filter(Q(pk=exam.pk) | Q(opens_at__lt=exam.opens_at), seated, retest_of__isnull=True)
    told = before.exclude(state=ExamState.DRAFT).order_by("-opens_at", "-pk").select_related("paper", "owner")
    shown = list(told.prefetch_related("paper__parts", "paper__questions")[:EXAMS_SHOWN])
    return exam_lines(shown[::-1], attempts)


def mean_of_hundred(line: ExamLine) -> Decimal:
    """Return the mean, absent = 0, as if its paper had a hundred points: papers of other length can be compared."""
    full_points = line.exam.paper.full_points() or USUAL_FULL_POINTS
    return (line.tally.mean * 100 / full_points).quantize(Decimal("0.01"), ROUND_HALF_UP)


def trends_of(lines: Sequence[ExamLine], this: Exam) -> list[Trend]:
    """Return the three drawings: who came, who passed, how well."""
    told = (
        (_("Attendance"), _("per cent of who should sit"), [line.tally.attendance for line in lines]),
        (_("Pass rate"), _("per cent of who sat"), [line.tally.pass_rate for line in lines]),
        (_("Mean"), _("of a hundred points, missing = 0"), [mean_of_hundred(line) for line in lines]),
    )
    return [Trend(title, unit, tuple(_columns(lines, values, this))) for title, unit, values in told]


def _columns(lines: Sequence[ExamLine], values: Sequence[Decimal], this: Exam) -> list[Column]:
    """Return a column for each exam, `values` in the order of the lines, each of a hundred."""
    room = Decimal(WIDE) / max(len(lines), 3)
    columns = []
    for place, (line, value) in enumerate(zip(lines, values, strict=True)):
        height = _short((BASE - TOP) * min(value / 100, Decimal(1)))
        day = localtime(line.exam.opens_at)
        columns.append(
            Column(
                day=f"{day.year % 100}/{day.month}/{day.day}",
                amount=value,
                x=_short(room * place + room * (1 - BAR) / 2),
                y=BASE - height,
                width=_short(room * BAR),
                height=height,
                is_this=line.exam.pk == this.pk,
            )
        )
    return columns


def _short(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"))
