"""From what was counted to the rows that are kept, and the digest of them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from exams.bonus.months import month_text
from exams.models import BonusLine, BonusSheet, BonusTeamLine

if TYPE_CHECKING:
    from uuid import UUID

Yuan = Decimal | None
FIGURES = ("exams", "sat", "score", "worker_coefficient", "team_coefficient", "combined", "base", "amount")
SAID_OF_A_LINE = ("employee_no", "name", "team_name", *FIGURES, "earlier_combined", "earlier_amount", "remark")
SAID_OF_A_TEAM = ("name", "people", "sat", "passed", "mean", "attendance", "pass_rate", "coefficient", "base", "amount")


@dataclass(frozen=True, slots=True)
class Rows:
    """A sheet with its lines and its teams, each in the order of the paper; saved or not."""

    sheet: BonusSheet
    lines: tuple[BonusLine, ...]
    teams: tuple[BonusTeamLine, ...]

    @property
    def sat(self) -> int:
        return sum(line.attended for line in self.lines)

    @property
    def base(self) -> Yuan:
        return total(line.base for line in self.lines)

    @property
    def amount(self) -> Yuan:
        return total(line.amount for line in self.lines)

    @property
    def has_yuan(self) -> bool:
        return any(line.amount is not None for line in self.lines)


def kept_rows(sheet: BonusSheet) -> Rows:
    """Return the sheet as it is kept. Two queries."""
    return Rows(sheet, tuple(sheet.lines.all()), tuple(sheet.teams.all()))


def total(amounts: Iterable[Yuan]) -> Yuan:
    """Return the sum of those that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def with_sums(teams: Iterable[BonusTeamLine], lines: Iterable[BonusLine]) -> tuple[BonusTeamLine, ...]:
    """Put the sums of their lines on the teams, and return them."""
    bases: defaultdict[int, list[Yuan]] = defaultdict(list)
    amounts: defaultdict[int, list[Yuan]] = defaultdict(list)
    for line in lines:
        bases[line.team_id].append(line.base)
        amounts[line.team_id].append(line.amount)
    summed = tuple(teams)
    for team in summed:
        team.base, team.amount = total(bases[team.team_id]), total(amounts[team.team_id])
    return summed


def digest_of(rows: Rows, exams: Collection[UUID]) -> str:
    """Return the SHA-256 of every figure, name and rule of the sheet: of the same rows always the same."""
    sheet = rows.sheet
    content = {
        "enterprise": sheet.enterprise.code,
        "month": month_text(sheet.month),
        "number": sheet.number,
        "paid_in": month_text(sheet.paid_in),
        "rule": sheet.rule,
        "exams": sorted(map(str, exams)),
        "lines": [_said(line, SAID_OF_A_LINE) for line in rows.lines],
        "teams": [_said(team, SAID_OF_A_TEAM) for team in rows.teams],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _said(row: BonusLine | BonusTeamLine, fields: Sequence[str]) -> list[Any]:
    """Two places for every decimal: a database may leave out the noughts."""
    values = (getattr(row, field) for field in fields)
    return [f"{value:.2f}" if isinstance(value, Decimal) else value for value in values]


def is_as_signed(sheet: BonusSheet) -> bool:
    """Whether the kept rows still give the digest that stands on the sheet. Three queries."""
    return digest_of(kept_rows(sheet), sheet.exams.values_list("pk", flat=True)) == sheet.digest


@dataclass(frozen=True, slots=True)
class Paid:
    """What locked sheets have said of a worker: the last combined coefficient, and the yuan of all of them."""

    line: BonusLine
    combined: Decimal
    amount: Yuan


def paid_by(lines: Iterable[BonusLine]) -> Mapping[int, Paid]:
    """Return by worker what these lines, in the order of their sheets, have brought him."""
    own: defaultdict[int, list[BonusLine]] = defaultdict(list)
    for line in lines:
        own[line.worker_id].append(line)
    return {
        worker: Paid(rows[-1], rows[-1].combined, total(row.amount for row in rows)) for worker, rows in own.items()
    }
