"""An exam on paper: making its forms, and printing them, the answer sheets and the key."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from exams.access import exams_in_reach
from exams.models import Exam, ExamState, PrintedForm
from exams.printing.key import key_pdf
from exams.printing.question_paper import form_pdf
from exams.printing.sheet import PrintedSheet, sheet_of
from exams.services.printed_forms import make_forms
from organizations.audit import address_of, record
from organizations.errors import Refused
from organizations.http import pdf_download
from organizations.scopes import Reach, may
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest


@require_GET
@never_cache
@for_staff(Reach.MANAGE_EXAMS)
def forms(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """The forms of an exam to be printed; before there are any, what making them means."""
    exam = _exam(request, exam_id)
    context = {
        "exam": exam,
        "forms": PrintedForm.objects.filter(exam=exam),
        "is_draft": exam.state == ExamState.DRAFT,
        "may_see_key": _may_see_key(request, exam),
    }
    return render(request, "exams/desk/print.html", context)


@require_POST
@for_staff(Reach.MANAGE_EXAMS)
def make(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    exam = _exam(request, exam_id)
    try:
        make_forms(exam=exam, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The forms are made. Print as many of each as you need."))
    return redirect("exams:print", exam_id=exam.pk)


@require_GET
@for_staff(Reach.MANAGE_EXAMS)
def form_file(request: SignedInRequest, exam_id: UUID, letter: str) -> HttpResponse:
    """Question paper and answer sheet of one form."""
    exam = _exam(request, exam_id)
    form = get_object_or_404(PrintedForm, exam=exam, letter=letter)
    content = form_pdf(_sheet(request, exam, form))
    record("forms.print", by=request.user, subject=exam, unit=exam.owner, address=address_of(request), letter=letter)
    return pdf_download(_("%(title)s form %(letter)s.pdf") % {"title": exam.title, "letter": letter}, content)


@require_GET
@for_staff(Reach.MANAGE_EXAMS)
def key_file(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """What is right on each form. Before the exam is closed only for who manages it where it is held."""
    exam = _exam(request, exam_id)
    sheets = [_sheet(request, exam, form) for form in PrintedForm.objects.filter(exam=exam)]
    if not sheets or not _may_see_key(request, exam):
        raise Http404
    record("forms.key", by=request.user, subject=exam, unit=exam.owner, address=address_of(request))
    return pdf_download(_("%s key.pdf") % exam.title, key_pdf(sheets))


def _exam(request: SignedInRequest, exam_id: UUID) -> Exam:
    """Return the exam if it touches a unit whose exams the reader manages; anything else is not found."""
    reached = exams_in_reach(request.user, Reach.MANAGE_EXAMS).select_related("owner", "paper")
    return get_object_or_404(reached, pk=exam_id)


def _may_see_key(request: SignedInRequest, exam: Exam) -> bool:
    return exam.state == ExamState.CLOSED or may(request.user, Reach.MANAGE_EXAMS, exam.owner)


def _sheet(request: SignedInRequest, exam: Exam, form: PrintedForm) -> PrintedSheet:
    form.exam = exam
    address = request.build_absolute_uri(reverse("exams:sheets", args=(exam.pk,)))
    return sheet_of(form, f"{address}?code={form.code}")
