"""The lines and numbers of a bonus rule as fields of a form, and a mistake said at the very line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exams.bonus.problems import BadRule, Problem
from exams.bonus.rule import Band, Bands, BonusRule, MeanOver, Slope, TeamLine, TeamLines, rounded

if TYPE_CHECKING:
    from django.forms import BoundField
    from django_stubs_ext import StrOrPromise

BAND_LINES, TEAM_LINES = 8, 6
BAND_CELLS: dict[str, StrOrPromise] = {"at_least": _("from points"), "coefficient": _("coefficient")}
SLOPE_CELLS: dict[str, StrOrPromise] = {"score": _("points"), "coefficient": _("coefficient")}
TEAM_CELLS: dict[str, StrOrPromise] = {
    "mean": _("least mean"),
    "attendance": _("least attendance in per cent"),
    "pass_rate": _("least pass rate in per cent"),
    "coefficient": _("coefficient"),
}
NOUGHT = Decimal(0)


class Way(models.TextChoices):
    """How the worker's coefficient follows his score."""

    BANDS = "bands", _("In steps")
    SLOPE = "slope", _("Rising evenly between two scores")


OVER = {
    MeanOver.ALL: _("everybody who should sit; absent without excuse = 0"),
    MeanOver.SAT: _("those who sat"),
}


class Cell(forms.DecimalField):
    """A number of at most two decimals, empty where the line is not used."""

    def __init__(self, label: StrOrPromise, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(label=label, required=required, max_digits=5, decimal_places=2, **kwargs)
        self.widget.attrs |= {"aria-label": label, "step": "0.01", "min": "0"}


class Coefficient(Cell):
    """A coefficient, kept and shown with two places."""

    def clean(self, value: Any) -> Decimal | None:
        number: Decimal | None = super().clean(value)
        return None if number is None else rounded(number)


class RuleFields(forms.Form):
    """The part of a form that is a rule. After cleaning `rule` is the rule, or None where it is not one yet."""

    rule: BonusRule | None = None

    way = forms.ChoiceField(label=_("How the coefficient follows the score"), choices=Way, widget=forms.RadioSelect)
    excused = Coefficient(_("Absent, excused"), required=True)
    unexcused = Coefficient(_("Absent, not excused"), required=True)
    make_up_ceiling = Coefficient(
        _("Make-up at most"),
        help_text=_("Empty: the first sitting decides, and a make-up does not change the bonus."),
    )
    mean_over = forms.ChoiceField(
        label=_("The team's mean is taken over"), choices=list(OVER.items()), widget=forms.RadioSelect
    )
    floor = Coefficient(_("Lowest"), required=True)
    cap = Coefficient(_("Highest"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in _cells():
            self.fields[name] = (Coefficient if name.endswith("_coefficient") else Cell)(label)

    def begin_with(self, rule: BonusRule) -> None:
        """Fill the fields with this rule."""
        given: dict[str, Any] = {
            "way": Way.SLOPE if isinstance(rule.worker, Slope) else Way.BANDS,
            "excused": rule.excused,
            "unexcused": rule.unexcused,
            "make_up_ceiling": rule.make_up_ceiling,
            "mean_over": rule.mean_over.value,
            "floor": rule.floor,
            "cap": rule.cap,
        }
        if isinstance(rule.worker, Slope):
            slope = rule.worker
            given |= {"slope_0_score": slope.from_score, "slope_0_coefficient": slope.from_coefficient}
            given |= {"slope_1_score": slope.to_score, "slope_1_coefficient": slope.to_coefficient}
        else:
            given |= _filled("band", BAND_CELLS, rule.worker)
        self.initial = {**given, **_filled("team", TEAM_CELLS, rule.team), **self.initial}

    band_heads = tuple(BAND_CELLS.values())
    slope_heads = tuple(SLOPE_CELLS.values())
    team_heads = tuple(TEAM_CELLS.values())

    @property
    def band_rows(self) -> list[list[BoundField]]:
        return self._rows("band", BAND_LINES, BAND_CELLS)

    @property
    def slope_rows(self) -> list[list[BoundField]]:
        return self._rows("slope", 2, SLOPE_CELLS)

    @property
    def team_rows(self) -> list[list[BoundField]]:
        return self._rows("team", TEAM_LINES, TEAM_CELLS)

    def _rows(self, prefix: str, lines: int, cells: dict[str, StrOrPromise]) -> list[list[BoundField]]:
        return [[self[f"{prefix}_{line}_{cell}"] for cell in cells] for line in range(lines)]

    @property
    def rule_errors(self) -> list[str]:
        """Return what keeps the lines and numbers from being a rule."""
        names = {*RuleFields.base_fields, *(name for name, _label in _cells())}
        return [str(said) for name, errors in self.errors.items() if name in names for said in errors]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        worker = self._slope(data) if data.get("way") == Way.SLOPE else self._bands(data)
        team = self._team(data)
        if not self.rule_errors:
            self._make(data, worker, team)
        return data

    def _make(self, data: dict[str, Any], worker: Bands | Slope | None, team: TeamLines) -> None:
        try:
            self.rule = BonusRule(
                name=data.get("name") or gettext("Bonus rule"),
                worker=worker if worker is not None else (),
                team=team,
                mean_over=MeanOver(data["mean_over"]),
                **{name: data[name] for name in ("excused", "unexcused", "make_up_ceiling", "floor", "cap")},
            )
        except BadRule as bad:
            for problem in bad.problems:
                self.add_error(self._place(data, problem), problem.words)

    def _bands(self, data: dict[str, Any]) -> Bands:
        rows = [
            (line, *_values(data, "band", line, BAND_CELLS)) for line in _used(data, "band", BAND_LINES, BAND_CELLS)
        ]
        for line, floor, coefficient in rows:
            if floor is None or coefficient is None:
                self._incomplete(f"band_{line}_at_least", f"band_{line}_coefficient")
        return tuple(Band(floor or NOUGHT, coefficient or NOUGHT) for _line, floor, coefficient in rows)

    def _slope(self, data: dict[str, Any]) -> Slope | None:
        low, high = (_values(data, "slope", line, SLOPE_CELLS) for line in range(2))
        if None in {*low, *high}:
            self._incomplete("slope_0_score", "slope_0_coefficient", "slope_1_score", "slope_1_coefficient")
            return None
        return Slope(low[0], low[1], high[0], high[1])

    def _team(self, data: dict[str, Any]) -> TeamLines:
        rows = []
        for line in _used(data, "team", TEAM_LINES, TEAM_CELLS):
            mean, attendance, pass_rate, coefficient = _values(data, "team", line, TEAM_CELLS)
            if coefficient is None:
                self._incomplete(f"team_{line}_coefficient")
            rows.append(TeamLine(mean or NOUGHT, attendance or NOUGHT, pass_rate or NOUGHT, coefficient or NOUGHT))
        return tuple(rows)

    def _incomplete(self, *names: str) -> None:
        for name in names:
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, gettext("Fill this in, or empty the whole line."))

    def _place(self, data: dict[str, Any], problem: Problem) -> str:
        """Return the field at which a problem is said: lines are counted without the empty ones."""
        if problem.field == "worker" and data["way"] == Way.SLOPE:
            return f"slope_{(problem.line or 1) - 1}_score"
        if problem.field == "worker":
            return _nth("band_{}_at_least", _used(data, "band", BAND_LINES, BAND_CELLS), problem.line)
        if problem.field == "team":
            return _nth("team_{}_mean", _used(data, "team", TEAM_LINES, TEAM_CELLS), problem.line)
        return problem.field


def _cells() -> Iterator[tuple[str, str]]:
    parts = ((_("Worker's part"), "band", BAND_LINES, BAND_CELLS), (_("Worker's part"), "slope", 2, SLOPE_CELLS))
    for part, prefix, lines, cells in (*parts, (_("Team's part"), "team", TEAM_LINES, TEAM_CELLS)):
        for line in range(lines):
            for cell, label in cells.items():
                said = gettext("%(part)s, line %(line)d: %(cell)s")
                yield f"{prefix}_{line}_{cell}", said % {"part": part, "line": line + 1, "cell": label}


def _filled(prefix: str, cells: dict[str, StrOrPromise], rows: Sequence[Band] | Sequence[TeamLine]) -> dict[str, Any]:
    return {f"{prefix}_{line}_{cell}": getattr(row, cell) for line, row in enumerate(rows) for cell in cells}


def _values(data: dict[str, Any], prefix: str, line: int, cells: dict[str, StrOrPromise]) -> list[Any]:
    return [data.get(f"{prefix}_{line}_{cell}") for cell in cells]


def _used(data: dict[str, Any], prefix: str, lines: int, cells: dict[str, StrOrPromise]) -> list[int]:
    return [line for line in range(lines) if any(value is not None for value in _values(data, prefix, line, cells))]


def _nth(name: str, used: list[int], line: int | None) -> str:
    return name.format(used[line - 1] if line else 0)
