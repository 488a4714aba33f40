"""Re-tests at the desk: drawing one, the supervisor's page with the code of the day, and both scores side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from exams.access import attempts_in_reach, exams_held, exams_in_reach
from exams.models import Attempt, Exam, SpotCheck
from exams.release import is_out
from exams.retest_form import RetestForm
from exams.retest_report import by_enterprise, compared
from exams.retest_table import retest_tables
from exams.services.retests import Retest, code_of_the_day, draw_retest, who_sat
from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.excel import download
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.RETEST)
def retests(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """The exam's re-tests, and the form that draws another."""
    exams = exams_in_reach(request.user, Reach.RETEST).filter(retest_of=None).select_related("owner", "paper")
    exam = get_object_or_404(exams, pk=exam_id)
    form = RetestForm(request.POST or None, user=request.user, exam=exam)
    if request.method == "POST" and form.is_valid():
        made = _draw(request, exam, form)
        if made is not None:
            messages.success(request, _("Drawn. Those who were drawn see it on their start pages once it is open."))
            return redirect("exams:retest", exam_id=made.pk)
    sat = who_sat(exam, units_in_reach(request.user, Reach.RETEST))
    context = {
        "exam": exam,
        "form": form,
        "enterprises": len(sat),
        "people": sum(map(len, sat.values())),
        "retests": exams_in_reach(request.user).filter(retest_of=exam).order_by("-opens_at"),
    }
    return render(request, "exams/desk/retests.html", context, status=422 if form.errors else 200)


def _draw(request: SignedInRequest, exam: Exam, form: RetestForm) -> Exam | None:
    units = units_in_reach(request.user, Reach.RETEST)
    try:
        return draw_retest(
            exam=exam,
            retest=Retest(**form.cleaned_data),
            owner=units.order_by("depth", "path")[:1].get(),
            units=units,
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


@require_GET
@never_cache
@for_staff(Reach.SEE)
def retest(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Recorded and re-test scores side by side; an enterprise sees its own once they are released."""
    exam = _asked(request, exam_id)
    people = compared(exam, attempts_in_reach(request.user, exam))
    context = {
        "exam": exam,
        "check": exam.spot_check,
        "people": people,
        "lines": by_enterprise(people),
        "is_out": is_out(exam),
        "may_release": not is_out(exam) and exams_held(request.user, Reach.MANAGE_EXAMS).filter(pk=exam.pk).exists(),
    }
    return render(request, "exams/desk/retest.html", context)


@require_GET
@never_cache
@for_staff(Reach.SEE)
def retest_xlsx(request: SignedInRequest, exam_id: UUID) -> HttpResponseBase:
    """The same as an Excel file. That it left the house is an audit row."""
    exam = _asked(request, exam_id)
    record("results.export", by=request.user, subject=exam, unit=exam.owner, address=address_of(request))
    people = compared(exam, attempts_in_reach(request.user, exam))
    return download(f"{exam.title}.xlsx", retest_tables(exam, people, by_enterprise(people)))


@require_GET
@never_cache
@for_staff(Reach.SEE)
def supervise(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """The code of the day and who was drawn: for the named supervisor alone."""
    checks = SpotCheck.objects.select_related("exam__owner")
    check = get_object_or_404(checks, exam=exam_id, supervisor=request.user)
    seats = Attempt.objects.filter(exam=check.exam).select_related("worker", "unit", "enterprise").defer("paper")
    context = {
        "exam": check.exam,
        "code": code_of_the_day(check.exam) if check.exam.is_open else "",
        "seats": seats.order_by("enterprise__path", "unit__path", "employee_no", "pk"),
    }
    return render(request, "exams/desk/supervise.html", context)


def _asked(request: SignedInRequest, exam_id: UUID) -> Exam:
    found = exams_in_reach(request.user).filter(retest_of__isnull=False)
    people = "owner", "retest_of", "spot_check__supervisor", "spot_check__drawn_by", "results_released_by"
    return get_object_or_404(found.select_related(*people), pk=exam_id)
