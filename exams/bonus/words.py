"""A sheet in words: its name, what stands above its lines, and how it was counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from exams.bonus.freezing import Rows
from exams.bonus.months import month_after
from exams.bonus.rule_data import read_rule
from exams.bonus.rule_words import rule_sentences

if TYPE_CHECKING:
    from exams.models import BonusLine, BonusSheet, BonusSignature, Exam


def sheet_title(sheet: BonusSheet) -> str:
    """Return the name of the sheet; a supplement says that it is one."""
    words = {"month": date_format(sheet.month, "Y年n月"), "number": sheet.number}
    return (
        _("Bonus sheet %(month)s, supplement %(number)d") % words
        if sheet.number
        else _("Bonus sheet %(month)s") % words
    )


def version_words(sheet: BonusSheet) -> str:
    """Return by which version of the rule it was counted."""
    return _("version %d") % sheet.rule_version if sheet.rule_version else _("default rule")


def attendance_words(line: BonusLine) -> str:
    """Whether he sat; with several exams, how many of them."""
    if line.exams > 1:
        return _("%(sat)d of %(exams)d") % {"sat": line.sat, "exams": line.exams}
    return _("sat") if line.attended else _("absent")


def exam_words(exam: Exam) -> str:
    return f"{exam.title}（{date_format(localtime(exam.opens_at), 'Y-m-d')}）"


def signed_words(signature: BonusSignature) -> str:
    """Return who signed as what, and when."""
    at = date_format(localtime(signature.at), "Y-m-d H:i")
    return f"{signature.get_signed_as_display()}：{signature.name}　{at}"


def how_counted(rows: Rows, exams: Sequence[Exam]) -> list[str]:
    """Return every choice that was made in counting, as sentences."""
    sheet = rows.sheet
    said = [
        *rule_sentences(read_rule(sheet.rule)),
        _("Scores are of a hundred; each counts in the team of that day."),
        _yuan_words(rows),
    ]
    if len(exams) > 1:
        said.append(
            _("%(exams)d exams this month: a worker's score is their mean, a missed one counts 0; last team counts.")
            % {"exams": len(exams)}
        )
    said += [
        _("“%(exam)s” was held outside this month; it counts for %(month)s as its makers set it.")
        % {"exam": exam.title, "month": date_format(sheet.month, "Y年n月")}
        for exam in exams
        if not sheet.month <= localdate(exam.opens_at) < month_after(sheet.month)
    ]
    if sheet.voided:
        said.append(_("%(people)d people have no line: their sitting was voided.") % {"people": sheet.voided})
    if sheet.unasked:
        said.append(
            _("%(people)d people of the roster have no line: they had no seat in these exams.")
            % {"people": sheet.unasked}
        )
    return said


def _yuan_words(rows: Rows) -> str:
    if not rows.has_yuan:
        return _("Coefficients only: no yuan. What they are multiplied with, the enterprise knows.")
    if rows.sheet.is_supplement:
        return _("Amount = base × combined coefficient, to the cent, half up, less what the sheets before it said.")
    return _("Amount = base × combined coefficient, rounded half up to the cent.")
