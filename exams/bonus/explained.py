"""How each number of a line came, in plain words for the worker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.bonus.rule import BonusRule
from exams.bonus.rule_data import read_rule
from exams.bonus.rule_words import plain

if TYPE_CHECKING:
    from exams.models import BonusLine


@dataclass(frozen=True, slots=True)
class Told:
    """One step: what it is, what came out, and why."""

    label: str
    value: str
    why: str = ""


def explained(line: BonusLine) -> list[Told]:
    """Return the steps from the exams to the yuan, in their order. The sheet has to be loaded."""
    rule = read_rule(line.sheet.rule)
    return [
        *_exams(line.inputs.get("exams", [])),
        Told(_("Your coefficient"), str(line.worker_coefficient), _own(line, rule)),
        Told(_("Coefficient of %s") % line.team_name, str(line.team_coefficient), _team(line.inputs.get("team", {}))),
        Told(_("Both together"), str(line.combined), _together(line, rule)),
        *_yuan(line),
    ]


def _exams(exams: list[dict[str, Any]]) -> Iterator[Told]:
    for exam in exams:
        at = parse_datetime(exam["at"])
        day = date_format(localtime(at), "n月j日") if at else ""
        yield Told(f"{exam['title']}，{day}", _sat(exam), _made_up(exam))


def _sat(exam: dict[str, Any]) -> str:
    if exam["score"] is None:
        return _("absent, excused") if exam["excused"] else _("absent")
    return _("%s points") % plain(Decimal(exam["score"]))


def _made_up(exam: dict[str, Any]) -> str:
    return "" if exam["make_up"] is None else _("make-up: %s points") % plain(Decimal(exam["make_up"]))


def _own(line: BonusLine, rule: BonusRule) -> str:
    if line.inputs.get("gone"):
        return line.remark
    if line.score is None:
        return _("Absent with an excuse.") if line.inputs.get("is_excused") else _("Absent without an excuse.")
    words = {"score": plain(line.score)}
    if line.inputs.get("by_make_up") and rule.make_up_ceiling is not None:
        return _("By the make-up, %(score)s points; at most %(most)s.") % {**words, "most": rule.make_up_ceiling}
    if line.exams > 1:
        return _("The mean of your exams is %(score)s points; a missed one counts 0.") % words
    return _("For %(score)s points, by the rule of the enterprise.") % words


def _team(team: dict[str, Any]) -> str:
    if team.get("mean") is None:
        return _("All of the team were excused.") if team else ""
    words = {name: plain(Decimal(team[name])) for name in ("mean", "attendance", "pass_rate")}
    return _("Mean %(mean)s points, %(attendance)s%% sat, %(pass_rate)s%% of them passed.") % words


def _together(line: BonusLine, rule: BonusRule) -> str:
    product = rule.product(line.worker_coefficient, line.team_coefficient)
    said = f"{line.worker_coefficient} × {line.team_coefficient} = {product}"
    if product != line.combined and not line.inputs.get("gone"):
        said += _("; never below %(floor)s nor above %(cap)s") % {"floor": rule.floor, "cap": rule.cap}
    return said


def _yuan(line: BonusLine) -> Iterator[Told]:
    if line.amount is None:
        return
    if not line.sheet.is_supplement:
        yield Told(_("Your bonus"), _("¥%s") % f"{line.amount:.2f}", f"{line.base:.2f} × {line.combined}")
        return
    whole = line.amount + (line.earlier_amount or Decimal(0))
    words = {"now": f"{whole:.2f}", "before": f"{line.earlier_amount or Decimal(0):.2f}"}
    yield Told(_("Difference"), _("¥%s") % f"{line.amount:+.2f}", _("now %(now)s, before %(before)s") % words)
