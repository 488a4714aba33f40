"""The desk's exams: the list, the results of one, and the same as a table to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.access import attempts_in_reach, exam_anomalies_in_reach, exams_held, exams_in_reach, holds
from exams.models import Attempt, Exam, ExamState, PrintedForm
from exams.release import is_out
from exams.reports import Listed, Results, exam_lines, results_of, sittings, within
from exams.results_table import results_table
from exams.views.exam_ways import exam_ways
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.scopes import Reach, has_any, units_in_reach
from organizations.views.chosen_unit import chosen_unit
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest
    from organizations.models import Unit

EXAMS_A_PAGE = 20
PEOPLE_A_PAGE = 50
MISSING_SHOWN = 6


@require_GET
@never_cache
@for_staff(Reach.SEE)
def exam_list(request: SignedInRequest) -> HttpResponse:
    """The exams that touch the reader's part of the county, the latest first."""
    seen = units_in_reach(request.user, Reach.SEE)
    exams = exams_in_reach(request.user).select_related("owner").order_by("-opens_at", "pk")
    page = Paginator(exams, EXAMS_A_PAGE).get_page(request.GET.get("page"))
    lines = exam_lines(list(page), Attempt.objects.filter(unit__in=seen))
    may_make = has_any(request.user, Reach.MANAGE_EXAMS)
    return render(request, "exams/desk/list.html", {"page": page, "lines": lines, "may_make": may_make})


@require_GET
@never_cache
@for_staff(Reach.SEE)
def results(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """One exam: figures, distribution, who did how, who is missing; ?unit= looks at one enterprise or team of it."""
    exam, unit = _asked(request, exam_id)
    attempts = within(attempts_in_reach(request.user, exam), unit)
    listed = _listed(request)
    manages = exams_in_reach(request.user, Reach.MANAGE_EXAMS).filter(pk=exam.pk).exists()
    found, missing = results_of(exam, attempts), sittings(attempts, Listed.MISSING)
    context = {
        "exam": exam,
        "unit": unit,
        "ways": exam_ways(request, exam, unit),
        "results": found,
        "figures": _figures(found),
        "missing": missing[:MISSING_SHOWN],
        "page": Paginator(sittings(attempts, listed), PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "segments": _segments(unit, listed),
        "is_out": is_out(exam),
        "may_release": not is_out(exam) and exams_held(request.user, Reach.MANAGE_EXAMS).filter(pk=exam.pk).exists(),
        "may_correct": exam.is_past and _may_correct(request, exam),
        "may_print": manages,
        "may_bring": has_any(request.user, Reach.TYPE_ANSWERS),
        "may_type": PrintedForm.objects.filter(exam=exam).exists() and has_any(request.user, Reach.TYPE_ANSWERS),
        "may_assist": exam.state == ExamState.PUBLISHED and has_any(request.user, Reach.ASSIST),
        "may_open_kiosks": exam.state == ExamState.PUBLISHED and has_any(request.user, Reach.OPEN_KIOSKS),
        "may_judge": exam.state == ExamState.CLOSED and has_any(request.user, Reach.JUDGE_SITTINGS),
        "odd": exam_anomalies_in_reach(request.user, exam).open().count(),
        "may_make_up": exam.state == ExamState.CLOSED and manages,
        "may_retest": exam.state == ExamState.CLOSED and not exam.retest_of_id and has_any(request.user, Reach.RETEST),
        "may_excuse": has_any(request.user, Reach.SEE_BONUS),
        "has_make_up": exam.make_ups.exists(),
        "may_archive": exam.state == ExamState.CLOSED and has_any(request.user, Reach.TAKE_ARCHIVES),
    }
    return render(request, "exams/desk/results.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def results_xlsx(request: SignedInRequest, exam_id: UUID) -> HttpResponseBase:
    """The list of people with their results as an Excel file. That it left the house is an audit row."""
    exam, unit = _asked(request, exam_id)
    attempts = within(attempts_in_reach(request.user, exam), unit)
    record("results.export", by=request.user, subject=exam, unit=unit, address=address_of(request))
    return download(f"{exam.title}.xlsx", [results_table(exam, sittings(attempts), unit)])


def _asked(request: SignedInRequest, exam_id: UUID) -> tuple[Exam, Unit | None]:
    """Return the exam and the unit asked for, both within reach; anything else is not found."""
    exam = get_object_or_404(exams_in_reach(request.user).select_related("owner", "paper"), pk=exam_id)
    return exam, chosen_unit(request)


def _may_correct(request: SignedInRequest, exam: Exam) -> bool:
    """Whether there is anything for the reader on the page of corrections: his own exam, or what others corrected."""
    if holds(request.user, exam):
        return True
    return (
        exam.corrected_at is not None and exams_in_reach(request.user, Reach.CORRECT_EXAMS).filter(pk=exam.pk).exists()
    )


def _listed(request: SignedInRequest) -> Listed:
    asked = request.GET.get("list", "")
    return Listed(asked) if asked in set(Listed) else Listed.ALL


def _figures(found: Results) -> list[dict[str, object]]:
    tally = found.tally
    sat = {
        "label": _("Sat / should sit"),
        "value": tally.sat,
        "unit": _("of %(people)d, %(missing)d missing") % {"people": tally.people, "missing": tally.missing},
    }
    passed = {
        "label": _("Passed"),
        "value": tally.passed,
        "unit": _("people, %(rate)s %% of those who sat") % {"rate": floatformat(tally.pass_rate)},
    }
    if not tally.sat:
        return [sat, passed]
    return [
        sat,
        passed,
        {"label": _("Mean of those who sat"), "value": floatformat(tally.mean_of_sat, 1), "unit": _("points")},
        {"label": _("Median"), "value": floatformat(found.median), "unit": _("points")},
        {"label": _("Mean, missing = 0"), "value": floatformat(tally.mean, 1), "unit": _("points")},
    ]


def _segments(unit: Unit | None, listed: Listed) -> list[dict[str, object]]:
    labels = {Listed.ALL: _("Everybody"), Listed.MISSING: _("Not handed in"), Listed.FAILED: _("Not passed")}
    of_unit = f"&unit={unit.pk}" if unit else ""
    return [
        {"label": label, "url": f"?list={choice}{of_unit}#people", "current": choice == listed}
        for choice, label in labels.items()
    ]
