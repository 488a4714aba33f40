"""The desk's comparisons of an exam: its units beside one another, and it beside the exams before it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.access import exams_in_reach
from exams.analysis.boxes import draw_boxes
from exams.analysis.comparison import Comparison, Level, comparison_of, comparisons_of, usual
from exams.analysis.earlier import lines_before, mean_of_hundred, trends_of
from exams.analysis.heat import counted_subjects, draw_heat, figures_of, put_together
from exams.analysis.means import draw_means
from exams.analysis.tables import comparison_tables
from exams.models import Attempt, ExamState
from exams.reports import full_points_of
from exams.views.counting import counted
from exams.views.exam_ways import exam_ways
from exams.views.looking import Look, look_at
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.scopes import Reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

LINES_A_PAGE = 50


@require_GET
@never_cache
@for_staff(Reach.SEE)
def units(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Teams, workshops, enterprises, towns or posts beside one another; ?by= says which, ?unit= within what."""
    look, by = _look(request, exam_id), request.GET.get("by", "")
    exam, analysis = look.exam, getattr(look.exam, "analysis", None)
    compared = comparison_of(exam, look.attempts, look.places, Level(by) if by in set(Level) else None)
    full_points = full_points_of(exam)
    subjects = counted_subjects(analysis, look.units, look.places, _of_subjects(compared))
    context = {
        "exam": exam,
        "unit": look.unit,
        "ways": exam_ways(request, exam, look.unit),
        "compared": compared,
        "levels": _levels(compared, look),
        "page": Paginator(compared.lines, LINES_A_PAGE).get_page(request.GET.get("page")),
        "boxes": draw_boxes(compared.by_median, full_points=full_points, pass_points=exam.pass_points),
        "means": draw_means(compared.lines, compared.whole, full_points=full_points),
        "subjects": subjects,
        "heat": draw_heat(subjects) if subjects else None,
        **counted(request, exam, analysis),
    }
    return render(request, "exams/desk/units.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def units_xlsx(request: SignedInRequest, exam_id: UUID) -> HttpResponseBase:
    """The comparison as an Excel file: every level, the subjects, and the exams before it. An audit row says so."""
    look = _look(request, exam_id)
    exam, analysis = look.exam, getattr(look.exam, "analysis", None)
    levels = comparisons_of(exam, look.attempts, look.places)
    figures = figures_of(analysis, look.units) if analysis else []
    subjects = [
        (compared.level, put_together(figures, look.places, compared.level))
        for compared in levels
        if figures and compared.level != Level.POST
    ]
    before = lines_before(exam, exams_in_reach(request.user), Attempt.objects.filter(unit__in=look.units))
    record("results.export", by=request.user, subject=exam, unit=look.unit, address=address_of(request))
    return download(f"{exam.title}.xlsx", comparison_tables(exam, look.unit, levels, subjects, before))


@require_GET
@never_cache
@for_staff(Reach.SEE)
def earlier(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """The exam beside those before it: who came, who passed, how well."""
    look = _look(request, exam_id)
    exam = look.exam
    lines = lines_before(exam, exams_in_reach(request.user), Attempt.objects.filter(unit__in=look.units))
    context = {
        "exam": exam,
        "unit": look.unit,
        "ways": exam_ways(request, exam, look.unit),
        "lines": [(line, mean_of_hundred(line)) for line in lines[::-1]],
        "trends": trends_of(lines, exam),
    }
    return render(request, "exams/desk/earlier.html", context)


def _look(request: SignedInRequest, exam_id: UUID) -> Look:
    held = exams_in_reach(request.user).exclude(state=ExamState.DRAFT)
    return look_at(request, held.select_related("owner", "paper", "analysis"), exam_id)


def _of_subjects(compared: Comparison) -> Level:
    """The subjects are counted by unit: by post they stand as they do usually."""
    return usual(compared.levels) if compared.level == Level.POST else compared.level


def _levels(compared: Comparison, look: Look) -> list[dict[str, object]]:
    return [
        {"label": level.label, "url": f"?by={level.value}{look.of_unit}", "current": level == compared.level}
        for level in compared.levels
    ]
