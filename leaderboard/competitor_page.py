"""One competitor with the way to every number: parts, judges, steps, rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from leaderboard.standings import standings_of

if TYPE_CHECKING:
    from leaderboard.models import ChecklistItem, Competition, Entrant, Evidence, MarkSheet, Stage
    from leaderboard.standings import Line, PartLine


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One judge's sheet; dropped as the highest or lowest, or of a round that counts no more."""

    judge: str
    sheet: MarkSheet
    is_dropped: bool
    counts: bool

    @property
    def label(self) -> str:
        """Whose it is, and of which round where there are several."""
        if self.sheet.round == 1 and self.counts:
            return self.judge
        of_round = _("round %(round)s") % {"round": self.sheet.round}
        return f"{self.judge} {of_round}"


@dataclass(frozen=True, slots=True)
class Given:
    """What one sheet says of one step."""

    column: SheetColumn
    points: str
    missed: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step with what each sheet says of it."""

    item: ChecklistItem
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class PartTable:
    """A part with its sheets as columns and its steps as rows."""

    line: PartLine
    columns: tuple[SheetColumn, ...]
    rows: tuple[StepRow, ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def has_remarks(self) -> bool:
        return any(column.sheet.remark for column in self.columns)


@dataclass(frozen=True, slots=True)
class StageTables:
    """A stage the competitor was in."""

    stage: Stage
    line: Line
    parts: tuple[PartTable, ...]


@dataclass(frozen=True, slots=True)
class CompetitorPage:
    """Everything about one competitor."""

    entrant: Entrant
    stages: tuple[StageTables, ...]


def competitor_page(
    competition: Competition, entrant: Entrant, evidence: Mapping[int, Sequence[Evidence]], *, names_judges: bool
) -> CompetitorPage:
    """Return it, with the evidence by part that the reader may see. At most ten queries.

    Judges stand by number where `names_judges` is false.
    """
    numbers = {judge: number for number, judge in enumerate(competition.judges.values_list("pk", flat=True), start=1)}
    stages = []
    for standing in standings_of(competition, with_items=True).stages:
        line = next((line for line in standing.lines if line.entrant.pk == entrant.pk), None)
        if line is not None:
            parts = tuple(
                _part(row, numbers, tuple(evidence.get(row.part.pk, ())), names_judges=names_judges)
                for row in line.parts
            )
            stages.append(StageTables(standing.stage, line, parts))
    return CompetitorPage(entrant, tuple(stages))


def _part(row: PartLine, numbers: dict[int, int], evidence: tuple[Evidence, ...], *, names_judges: bool) -> PartTable:
    sheets: Sequence[MarkSheet] = (*row.sheets, *row.earlier)
    columns = tuple(
        SheetColumn(
            judge=sheet.judge.user.name if names_judges else _("Judge %d") % numbers[sheet.judge_id],
            sheet=sheet,
            is_dropped=sheet.round == row.round and sheet.judge_id in row.score.dropped,
            counts=sheet.round == row.round,
        )
        for sheet in sheets
    )
    rows = tuple(
        StepRow(item, tuple(_given(column, item) for column in columns))
        for item in (row.part.items.all() if row.part.is_judged else ())
    )
    return PartTable(row, columns, rows, evidence)


def _given(column: SheetColumn, item: ChecklistItem) -> Given:
    return Given(column, column.sheet.marks.get(str(item.pk), "—"), item.pk in column.sheet.missed)
