"""A bonus rule as plain JSON data, and back: what a version keeps, and what a sheet freezes.

    {"name": "…",
     "worker": {"bands": [["90", "1.10"], ["0", "0.70"]]}  or  {"slope": [["60", "0.80"], ["100", "1.20"]]},
     "excused": "1.00", "unexcused": "0.50", "make_up_ceiling": null,
     "team": [["90", "95", "80", "1.05"], ["0", "0", "0", "0.95"]],    least mean, attendance, pass rate; coefficient
     "mean_over": "all", "floor": "0.40", "cap": "1.20"}

Numbers are strings, so that no reader makes floats of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from exams.bonus.problems import BadRule, Problem
from exams.bonus.rule import Band, Bands, BonusRule, MeanOver, Slope, TeamLine

RuleData = dict[str, Any]


def rule_data(rule: BonusRule) -> RuleData:
    """Return the rule as plain data."""
    return {
        "name": rule.name,
        "worker": _worker_data(rule.worker),
        "excused": str(rule.excused),
        "unexcused": str(rule.unexcused),
        "make_up_ceiling": None if rule.make_up_ceiling is None else str(rule.make_up_ceiling),
        "team": [[str(row.mean), str(row.attendance), str(row.pass_rate), str(row.coefficient)] for row in rule.team],
        "mean_over": rule.mean_over.value,
        "floor": str(rule.floor),
        "cap": str(rule.cap),
    }


def read_rule(data: Mapping[str, Any]) -> BonusRule:
    """Return the rule that the data say. Raises BadRule where they are not of that shape, or no sound rule."""
    try:
        ceiling = data["make_up_ceiling"]
        parts: dict[str, Any] = {
            "name": str(data["name"]),
            "worker": _worker(data["worker"]),
            "excused": _number(data["excused"]),
            "unexcused": _number(data["unexcused"]),
            "make_up_ceiling": None if ceiling is None else _number(ceiling),
            "team": tuple(TeamLine(*map(_number, row)) for row in data["team"]),
            "mean_over": MeanOver(data["mean_over"]),
            "floor": _number(data["floor"]),
            "cap": _number(data["cap"]),
        }
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise BadRule(Problem("name", None, _("These are not the data of a bonus rule."))) from error
    return BonusRule(**parts)


def _worker_data(worker: Bands | Slope) -> RuleData:
    if isinstance(worker, Slope):
        ends = (worker.from_score, worker.from_coefficient), (worker.to_score, worker.to_coefficient)
        return {"slope": [[str(score), str(coefficient)] for score, coefficient in ends]}
    return {"bands": [[str(band.at_least), str(band.coefficient)] for band in worker]}


def _worker(data: Mapping[str, Any]) -> Bands | Slope:
    if "slope" in data:
        (low, at_low), (high, at_high) = data["slope"]
        return Slope(_number(low), _number(at_low), _number(high), _number(at_high))
    return tuple(Band(_number(floor), _number(coefficient)) for floor, coefficient in data["bands"])


def _number(text: object) -> Decimal:
    if not isinstance(text, str):
        raise TypeError(text)
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number
