"""Which rule a month's bonus goes by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from exams import models
from exams.bonus.rule import DEFAULT_RULE, BonusRule
from exams.bonus.rule_data import read_rule

if TYPE_CHECKING:
    from organizations.models import Unit


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """A rule, and the version it is kept as; `version` is None for our own rule, where none was published."""

    rule: BonusRule
    version: models.BonusRule | None


def rule_in_force(enterprise: Unit, month: date) -> RuleInForce:
    """Return the enterprise's rule of the month (its first day). One query."""
    version = models.BonusRule.objects.in_force(month).filter(enterprise=enterprise).first()
    return RuleInForce(read_rule(version.data) if version else DEFAULT_RULE, version)
