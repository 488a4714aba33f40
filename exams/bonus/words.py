"""How a sheet was counted, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exams.bonus.rule_words import rule_sentences
from exams.bonus.sheet import BonusSheet


def how_counted(sheet: BonusSheet) -> list[str]:
    """Return every choice that was made in counting, as sentences."""
    said = [
        *rule_sentences(sheet.rule),
        _("Scores are of a hundred; each counts in the team of that day."),
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
