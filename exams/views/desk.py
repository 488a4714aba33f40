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

from exams.access import attempts_in_reach, exams_in_reach
from exams.analysis.boxes import draw_boxes
from exams.analysis.heat import counted_subjects, draw_heat
from exams.models import Attempt, Exam, ExamState
from exams.reports import Listed, Results, exam_lines, results_of, sittings, within
from exams.results_table import results_table
from exams.views.exam_doors import doors_of, with_doors
from exams.views.exam_ways import exam_ways
from exams.views.looking import Look, look_at
from organizations.audit import address_of, record
from organizations.excel import download
from organizations.scopes import Reach, has_any, units_in_reach
from organizations.views.chosen_unit import chosen_unit
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from exams.models import ExamAnalysis
    from exams.tally import Tally
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
    """One exam: figures, how the scores lie, subjects, who is missing, who did how; ?unit= looks at a part of it."""
    user = request.user
    held = with_doors(exams_in_reach(user), user).select_related("owner", "paper", "analysis")
    look = look_at(request, held, exam_id)
    exam, listed, found = look.exam, _listed(request), results_of(look.exam, look.attempts, look.places)
    analysis = getattr(exam, "analysis", None)
    subjects = counted_subjects(analysis, look.units, look.places, found.compared.level)
    context = {
        "exam": exam,
        "unit": look.unit,
        "ways": exam_ways(request, exam, look.unit),
        "results": found,
        "compared": found.compared,
        "figures": _figures(found),
        "boxes": draw_boxes(found.compared.by_median, full_points=found.full_points, pass_points=exam.pass_points),
        "subjects": subjects,
        "heat": draw_heat(subjects) if subjects else None,
        "suspicious": _suspicious(request, look, analysis),
        "missing": sittings(look.attempts, Listed.MISSING)[:MISSING_SHOWN] if found.tally.missing else [],
        "page": _people(look, listed, found.tally).get_page(request.GET.get("page")),
        "segments": _segments(look, listed),
        **doors_of(exam, user),
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


def _listed(request: SignedInRequest) -> Listed:
    asked = request.GET.get("list", "")
    return Listed(asked) if asked in set(Listed) else Listed.ALL


def _people(look: Look, listed: Listed, tally: Tally) -> Paginator[Attempt]:
    """Return the pages of the list; how many people it has is known already."""
    pages = Paginator(sittings(look.attempts, listed), PEOPLE_A_PAGE)
    how_many = {Listed.ALL: tally.people, Listed.MISSING: tally.missing, Listed.FAILED: tally.sat - tally.passed}
    pages.count = how_many[listed]
    return pages


def _suspicious(request: SignedInRequest, look: Look, analysis: ExamAnalysis | None) -> int:
    """Return how many questions want a look: of the exam as a whole, when it is over, for who sees questions."""
    is_over = look.exam.state == ExamState.CLOSED and look.unit is None
    return analysis.suspicious if analysis and is_over and has_any(request.user, Reach.JUDGE_SITTINGS) else 0


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


def _segments(look: Look, listed: Listed) -> list[dict[str, object]]:
    labels = {Listed.ALL: _("Everybody"), Listed.MISSING: _("Not handed in"), Listed.FAILED: _("Not passed")}
    return [
        {"label": label, "url": f"?list={choice}{look.of_unit}#people", "current": choice == listed}
        for choice, label in labels.items()
    ]
