"""Whether the facts of a case hold together: its numbers, its grade, its dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.grades import grade_by_harm

if TYPE_CHECKING:
    from courses.pages.cases import AccidentCasePage


def facts_that_fail(case: AccidentCasePage) -> dict[str, str]:
    """Return a sentence for each field that contradicts another or lacks what another needs."""
    return {**_numbers(case), **_dates(case), **_grade(case)}


def _numbers(case: AccidentCasePage) -> dict[str, str]:
    wrong = {}
    if case.deaths_at_least and case.deaths is None:
        wrong["deaths"] = _("Found so far: how many? Give the number, or take the tick out.")
    if case.severely_injured and case.injured is None:
        wrong["injured"] = _("How many were injured in all? The severely injured are among them.")
    elif (case.severely_injured or 0) > (case.injured or 0):
        wrong["severely_injured"] = _("More than were injured at all. Correct one of them.")
    return wrong


def _dates(case: AccidentCasePage) -> dict[str, str]:
    wrong = {}
    if case.occurred_on and case.occurred_on > timezone.localdate():
        wrong["occurred_on"] = _("This day is still to come. Correct it.")
    if case.occurred_on and case.as_of and case.as_of < case.occurred_on:
        wrong["as_of"] = _("Earlier than the accident itself. On which day were the sources read?")
    return wrong


def _grade(case: AccidentCasePage) -> dict[str, str]:
    """Order 493 Art. 3 decides; where the known numbers leave it open, a grade would be a guess."""
    computed = grade_by_harm(
        deaths=case.deaths, missing=case.missing, loss_wan=case.loss_wan, severely_injured=case.severely_injured
    )
    if case.grade == computed:
        return {}
    if not computed:
        return {
            "grade": _(
                "No number here decides a grade (Order 493 Art. 3). Give the dead, the missing, the severely injured "
                "or the loss, or leave the grade empty."
            )
        }
    if not case.grade:
        return {"grade": _("By the numbers it is “%s” (Order 493 Art. 3). Choose it.") % computed}
    return {"grade": _("By the numbers it is “%s” (Order 493 Art. 3). Correct one of them.") % computed}
