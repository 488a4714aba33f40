"""Drawing a sheet up: the main one from what is counted now, a supplement from what has moved since the lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import override

from exams import models
from exams.bonus.freezing import Paid, Rows, digest_of, paid_by, with_sums
from exams.bonus.in_force import RuleInForce
from exams.bonus.places import places_of
from exams.bonus.remarks import line_remark, no_more_remark
from exams.bonus.rule_data import read_rule, rule_data
from exams.bonus.sheet import CountedSheet, bonus_sheet
from exams.models import BonusSheet, BonusTeamLine

if TYPE_CHECKING:
    from exams.bonus.lines import BonusLine, TeamSummary
    from exams.bonus.places import Places
    from exams.bonus.seats import TakenSeat
    from exams.models import Exam

NOUGHT = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class DrawnUp:
    """What a sheet would hold if it was kept now; its rows are not saved."""

    rows: Rows
    exams: tuple[Exam, ...]
    counted: CountedSheet

    @property
    def digest(self) -> str:
        return digest_of(self.rows, [exam.pk for exam in self.exams])

    def put_on(self, sheet: BonusSheet) -> None:
        """Write on the sheet itself what goes with these rows; it is not saved."""
        sheet.is_provisional = self.counted.is_provisional
        sheet.voided, sheet.unasked = self.counted.voided, self.counted.unasked
        sheet.digest = self.digest


def draw_up(sheet: BonusSheet) -> DrawnUp:
    """Return what the sheet, saved or not, would hold now; its rule is written on it. Raises NoExamThatMonth.

    What is said of places goes by the moment of the count (`computed_at`): later transfers change nothing. In the
    language of the country, for it is evidence.
    """
    with override(settings.LANGUAGE_CODE):
        locked = _locked_main(sheet) if sheet.is_supplement else None
        in_force = RuleInForce(read_rule(locked.rule), None) if locked else None
        counted = bonus_sheet(enterprise=sheet.enterprise, month=sheet.month, in_force=in_force)
        sheet.rule = rule_data(counted.rule)
        version = counted.in_force.version
        sheet.rule_version = locked.rule_version if locked else version.version if version else None
        lines = _lines(sheet, counted)
        if locked:
            lines = _moved(sheet, lines)
        rows = Rows(sheet, tuple(lines), with_sums(_teams(sheet, counted, lines), lines))
    for place, line in enumerate(rows.lines, 1):
        line.place = place
    return DrawnUp(rows, counted.exams, counted)


def stands_as_counted(sheet: BonusSheet) -> bool:
    """Whether a count now would give the same sheet, to the last figure."""
    fresh = BonusSheet.objects.select_related("enterprise").get(pk=sheet.pk)
    return draw_up(fresh).digest == sheet.digest


def what_moved(main: BonusSheet) -> tuple[models.BonusLine, ...]:
    """Return the lines that a supplement to the locked sheets of the month would hold now."""
    next_one = BonusSheet(enterprise=main.enterprise, month=main.month, number=main.number + 1, paid_in=main.month)
    next_one.computed_at = main.computed_at
    return draw_up(next_one).rows.lines


def _locked_main(sheet: BonusSheet) -> BonusSheet:
    return BonusSheet.objects.locked().get(enterprise=sheet.enterprise, month=sheet.month, number=0)


def _lines(sheet: BonusSheet, counted: CountedSheet) -> list[models.BonusLine]:
    taken: defaultdict[int, list[TakenSeat]] = defaultdict(list)
    for seat in counted.seats:
        taken[seat.seat.worker].append(seat)
    summaries = {summary.team.path: summary for summary in counted.teams}
    places = places_of(sheet.enterprise, counted.exams, as_of=sheet.computed_at)
    return [_line(sheet, line, taken[line.worker], summaries[line.team.path], places) for line in counted.lines]


def _line(
    sheet: BonusSheet, line: BonusLine, own: Sequence[TakenSeat], summary: TeamSummary, places: Places
) -> models.BonusLine:
    return models.BonusLine(
        sheet=sheet,
        worker_id=line.worker,
        name=line.name,
        employee_no=line.employee_no,
        team_id=own[-1].unit,
        team_name=line.team.name,
        is_dispatched=places.is_dispatched(line.worker),
        exams=line.exams,
        sat=line.sat,
        score=line.score,
        worker_coefficient=line.worker_coefficient,
        team_coefficient=line.team_coefficient,
        combined=line.combined,
        base=line.base,
        amount=line.amount,
        remark=line_remark(line, own, places)[:300],
        inputs=_inputs(line, own, summary),
    )


def _inputs(line: BonusLine, own: Sequence[TakenSeat], summary: TeamSummary) -> dict[str, Any]:
    figures = summary.figures
    return {
        "exams": [
            {
                "title": taken.exam.title,
                "at": taken.exam.opens_at.isoformat(),
                "score": _text(taken.seat.score),
                "make_up": _text(taken.seat.make_up),
                "excused": taken.seat.is_excused,
            }
            for taken in own
        ],
        "by_make_up": line.by_make_up,
        "is_excused": line.is_excused,
        "product": _text(line.product),
        "team": {
            "people": summary.people,
            "mean": _text(figures.mean if figures else None),
            "attendance": _text(figures.attendance if figures else None),
            "pass_rate": _text(figures.pass_rate if figures else None),
        },
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _moved(sheet: BonusSheet, lines: Sequence[models.BonusLine]) -> list[models.BonusLine]:
    """Return the lines whose coefficient or yuan is not what the sheets before say; the amount is the difference."""
    earlier = models.BonusLine.objects.filter(
        sheet__enterprise=sheet.enterprise, sheet__month=sheet.month, sheet__number__lt=sheet.number
    )
    paid = paid_by(earlier.order_by("sheet__number"))
    moved = [line for line in lines if _differs(line, paid.get(line.worker_id))]
    here = {line.worker_id for line in lines}
    gone = [_no_more(sheet, before) for worker, before in paid.items() if worker not in here and before.combined]
    teams = {line.team_id: place for place, line in enumerate(lines)}
    together = sorted((*moved, *gone), key=lambda line: teams.get(line.team_id, len(lines)))
    return [_difference(line, paid.get(line.worker_id)) for line in together]


def _differs(line: models.BonusLine, before: Paid | None) -> bool:
    return before is None or line.combined != before.combined or (line.amount or NOUGHT) != (before.amount or NOUGHT)


def _difference(line: models.BonusLine, before: Paid | None) -> models.BonusLine:
    line.earlier_combined = before.combined if before else NOUGHT
    line.earlier_amount = before.amount if before else None
    if line.amount is not None or line.earlier_amount is not None:
        line.amount = (line.amount or NOUGHT) - (line.earlier_amount or NOUGHT)
    return line


def _no_more(sheet: BonusSheet, before: Paid) -> models.BonusLine:
    """A line for who has none any more: his sittings were voided after the lock."""
    old = before.line
    kept = {field: getattr(old, field) for field in ("name", "employee_no", "team_name", "is_dispatched", "exams")}
    return models.BonusLine(
        sheet=sheet,
        worker_id=old.worker_id,
        team_id=old.team_id,
        sat=0,
        score=None,
        worker_coefficient=NOUGHT,
        team_coefficient=old.team_coefficient,
        combined=NOUGHT,
        base=old.base,
        amount=None if before.amount is None else NOUGHT,
        remark=no_more_remark(),
        inputs={"exams": [], "gone": True},
        **kept,
    )


def _teams(sheet: BonusSheet, counted: CountedSheet, lines: Sequence[models.BonusLine]) -> list[BonusTeamLine]:
    """Return the teams of the sheet; of a supplement those that it has lines of."""
    units = {taken.seat.team.path: taken.unit for taken in counted.seats}
    shown = {line.team_id for line in lines}
    kept = [summary for summary in counted.teams if units[summary.team.path] in shown]
    teams = [_team(sheet, summary, units[summary.team.path]) for summary in kept]
    missing = {line.team_id: line for line in lines if line.team_id not in set(units.values())}
    teams += [_empty_team(sheet, line) for line in missing.values()]
    for place, team in enumerate(teams, 1):
        team.place = place
    return teams


def _team(sheet: BonusSheet, summary: TeamSummary, unit: int) -> BonusTeamLine:
    figures = summary.figures
    return BonusTeamLine(
        sheet=sheet,
        team_id=unit,
        name=summary.team.name,
        people=summary.people,
        sat=summary.sat,
        passed=summary.passed,
        mean=figures.mean if figures else None,
        attendance=figures.attendance if figures else None,
        pass_rate=figures.pass_rate if figures else None,
        coefficient=summary.coefficient,
    )


def _empty_team(sheet: BonusSheet, line: models.BonusLine) -> BonusTeamLine:
    """A team of which nobody is counted any more."""
    return BonusTeamLine(
        sheet=sheet, team_id=line.team_id, name=line.team_name, people=0, sat=0, coefficient=line.team_coefficient
    )
