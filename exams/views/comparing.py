"""The desk's comparisons of an exam: its units beside one another, and it beside the exams before it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.access import exams_in_reach
from exams.analysis.boxes import draw_boxes
from exams.analysis.comparison import Comparison, Level, Places, comparison_of, seen_places, usual
from exams.analysis.earlier import lines_before, mean_of_hundred, trends_of
from exams.analysis.heat import Subjects, draw_heat, subjects_of
from exams.analysis.means import draw_means
from exams.analysis.tables import comparison_tables
from exams.models import Attempt, Exam, ExamAnalysis, ExamState
from exams.reports import full_points_of
from exams.views.counting import counted
from exams.views.exam_ways import exam_ways
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.models import Unit
from organizations.scopes import Reach
from organizations.views.chosen_unit import chosen_unit, seen_units
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

LINES_A_PAGE = 50


@require_GET
@never_cache
@for_staff(Reach.SEE)
def units(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Teams, workshops, enterprises, towns or posts beside one another; ?by= says which, ?unit= within what."""
    exam, unit = _asked(request, exam_id)
    places, compared = _compared(request, exam, unit)
    full_points = full_points_of(exam)
    by_median = sorted(compared.lines, key=lambda line: -line.spread.median if line.spread else 1)
    analysis = ExamAnalysis.objects.filter(exam=exam).first()
    subjects = _subjects(request, analysis, places, compared, unit)
    context = {
        "exam": exam,
        "unit": unit,
        "ways": exam_ways(request, exam, unit),
        "compared": compared,
        "levels": _levels(compared, unit),
        "page": Paginator(compared.lines, LINES_A_PAGE).get_page(request.GET.get("page")),
        "boxes": draw_boxes(by_median, full_points=full_points, pass_points=exam.pass_points),
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
    exam, unit = _asked(request, exam_id)
    seen = seen_units(request, unit)
    places, analysis = seen_places(seen), ExamAnalysis.objects.filter(exam=exam).first()
    attempts = Attempt.objects.filter(exam=exam, unit__in=seen)
    first = comparison_of(exam, attempts, places)
    levels = [comparison_of(exam, attempts, places, level) for level in first.levels]
    subjects = [
        (compared.level, found)
        for compared in levels
        if compared.level != Level.POST and (found := _subjects(request, analysis, places, compared, unit))
    ]
    before = lines_before(exam, exams_in_reach(request.user), Attempt.objects.filter(unit__in=seen))
    record("results.export", by=request.user, subject=exam, unit=unit, address=address_of(request))
    return download(f"{exam.title}.xlsx", comparison_tables(exam, unit, levels, subjects, before))


@require_GET
@never_cache
@for_staff(Reach.SEE)
def earlier(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """The exam beside those before it: who came, who passed, how well."""
    exam, unit = _asked(request, exam_id)
    attempts = Attempt.objects.filter(unit__in=seen_units(request, unit))
    lines = lines_before(exam, exams_in_reach(request.user), attempts)
    context = {
        "exam": exam,
        "unit": unit,
        "ways": exam_ways(request, exam, unit),
        "lines": [(line, mean_of_hundred(line)) for line in lines[::-1]],
        "trends": trends_of(lines, exam),
    }
    return render(request, "exams/desk/earlier.html", context)


def _asked(request: SignedInRequest, exam_id: UUID) -> tuple[Exam, Unit | None]:
    """Return the exam and the unit asked for, both within reach and the exam no draft; anything else is not found."""
    held = exams_in_reach(request.user).exclude(state=ExamState.DRAFT).select_related("owner", "paper")
    return get_object_or_404(held, pk=exam_id), chosen_unit(request)


def _compared(request: SignedInRequest, exam: Exam, unit: Unit | None) -> tuple[Places, Comparison]:
    seen = seen_units(request, unit)
    places, by = seen_places(seen), request.GET.get("by", "")
    attempts = Attempt.objects.filter(exam=exam, unit__in=seen)
    return places, comparison_of(exam, attempts, places, Level(by) if by in set(Level) else None)


def _subjects(
    request: SignedInRequest, analysis: ExamAnalysis | None, places: Places, compared: Comparison, unit: Unit | None
) -> Subjects | None:
    """What was counted of the subjects; nothing before the first count, and by post: they are counted by unit."""
    if analysis is None or analysis.read_at is None:
        return None
    level = usual(compared.levels) if compared.level == Level.POST else compared.level
    found = subjects_of(analysis, seen_units(request, unit), places, level)
    return found if found.asked else None


def _levels(compared: Comparison, unit: Unit | None) -> list[dict[str, object]]:
    of_unit = f"&unit={unit.pk}" if unit else ""
    return [
        {"label": level.label, "url": f"?by={level.value}{of_unit}", "current": level == compared.level}
        for level in compared.levels
    ]
