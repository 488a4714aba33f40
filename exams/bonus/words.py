"""The rule in words, as it stands on the screen and on the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from exams.bonus.rule import Bands, BonusRule
from exams.bonus.sheet import BonusSheet


@dataclass(frozen=True, slots=True)
class Said:
    """One band: for whom, and which coefficient."""

    who: str
    coefficient: Decimal


def worker_bands(rule: BonusRule) -> list[Said]:
    return [*_bands(rule.worker), Said(_("absent"), rule.absent)]


def team_bands(rule: BonusRule) -> list[Said]:
    return list(_bands(rule.team))


def _bands(bands: Bands) -> Iterator[Said]:
    above: Decimal | None = None
    for band in bands:
        yield Said(_span(band.at_least, above), band.coefficient)
        above = band.at_least


def _span(low: Decimal, above: Decimal | None) -> str:
    words = {"low": f"{low.normalize():f}", "above": f"{above.normalize():f}" if above is not None else ""}
    if above is None:
        return _("%(low)s and more") % words
    return _("%(low)s to below %(above)s") % words if low else _("below %(above)s") % words


def how_counted(sheet: BonusSheet) -> list[str]:
    """Return every choice that was made in counting, as sentences."""
    said = [
        _("Combined coefficient = worker's coefficient × team's coefficient, rounded half up to two places."),
        _("The first valid sitting counts; scores are of a hundred; in the team of that day."),
        _("The team's coefficient goes by its mean over everybody with a seat, absent = 0."),
        _("Coefficients only: no yuan. What they are multiplied with, the enterprise knows."),
    ]
    if len(sheet.exams) > 1:
        said.append(
            _("%(exams)d exams this month: a worker's score is their mean, a missed one counts 0; last team counts.")
            % {"exams": len(sheet.exams)}
        )
    if sheet.voided:
        said.append(_("%(people)d people have no line: their sitting was voided.") % {"people": sheet.voided})
    if sheet.unasked:
        said.append(
            _("%(people)d people of the roster have no line: they had no seat in these exams.")
            % {"people": sheet.unasked}
        )
    return said
