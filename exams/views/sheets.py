"""Answer sheets at the desk: typed by two people, neither seeing what the other read, and settled where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.access import exams_in_reach
from exams.models import Attempt, PrintedForm, QuestionKind, QuestionVersion, TypedSheet
from exams.printing.typed import Answer, TypedPart, parts_of_form, read_part, shown
from exams.services.typed_sheets import check_sheet, differences, settle_sheet, start_over, type_sheet
from exams.sheets_at_hand import sheets_at_hand
from organizations.errors import Refused
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import QueryDict

    from exams.models import Exam
    from exams.models.attempts import AttemptQuerySet
    from organizations.http import SignedInRequest


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line to type into: a part of the form, or one number to be settled; `typed` is what stands in it."""

    part: TypedPart
    typed: str
    reason: str = ""
    readings: tuple[str, ...] = ()

    @property
    def kind_name(self) -> str:
        return str(QuestionKind(self.part.kind).label)


@require_http_methods(["GET"])
@never_cache
@for_staff(Reach.TYPE_ANSWERS)
def sheets(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Which sheet next? By form and employee number; below, what waits for a second person or for a third look."""
    exam = _exam(request, exam_id)
    attempts = _attempts(request, exam)
    forms = PrintedForm.objects.filter(exam=exam).defer("paper")
    number, letter = request.GET.get("number", "").strip(), request.GET.get("form", "")
    found = list(attempts.filter(employee_no=number).select_related("worker", "unit")[:2]) if number else []
    if len(found) == 1 and forms.filter(letter=letter).exists():
        return redirect("exams:type_sheet", exam_id=exam.pk, letter=letter, worker=found[0].worker_id)
    context = {
        "exam": exam,
        "forms": forms,
        "form": letter,
        "code": request.GET.get("code", ""),  # from the QR code on the sheet
        "number": number,
        "found": found,
        "at_hand": sheets_at_hand(exam, attempts),
    }
    return render(request, "exams/desk/sheets.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.TYPE_ANSWERS)
def type_answers(request: SignedInRequest, exam_id: UUID, letter: str, worker: int) -> HttpResponse:
    """Type one sheet: a line for each part. What another person has typed of it is not shown."""
    exam = _exam(request, exam_id)
    attempt = get_object_or_404(_attempts(request, exam).select_related("worker", "unit"), worker=worker)
    form = get_object_or_404(PrintedForm.objects.select_related("exam"), exam=exam, letter=letter)
    try:
        check_sheet(form=form, worker=attempt.worker, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("exams:sheets", exam_id=exam.pk)
    lines, answers = _read(_parts(form), request.POST) if request.method == "POST" else (_empty(_parts(form)), None)
    if answers is not None:
        keep = partial(type_sheet, form=form, worker=attempt.worker, answers=answers, by=request.user)
        return _taken_in(request, exam, attempt, keep)
    return render(
        request, "exams/desk/type_sheet.html", {"exam": exam, "form": form, "attempt": attempt, "lines": lines}
    )


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.TYPE_ANSWERS)
def settle(request: SignedInRequest, exam_id: UUID, worker: int) -> HttpResponse:
    """Where two people read something else, both readings, and what really stands on the sheet."""
    exam = _exam(request, exam_id)
    attempt = get_object_or_404(_attempts(request, exam).select_related("worker", "unit"), worker=worker)
    typed = list(TypedSheet.objects.filter(exam=exam, worker=worker).select_related("form__exam", "by"))
    if len(typed) != 2:
        return redirect("exams:sheets", exam_id=exam.pk)
    open_lines = _to_settle(typed)
    lines, answers = _read_lines(open_lines, request.POST) if request.method == "POST" else (open_lines, None)
    if answers is not None:
        settled = dict(zip(differences(typed), answers, strict=True))
        keep = partial(settle_sheet, exam=exam, worker=attempt.worker, settled=settled, by=request.user)
        return _taken_in(request, exam, attempt, keep)
    context = {"exam": exam, "form": typed[0].form, "attempt": attempt, "lines": lines, "typed": typed}
    return render(request, "exams/desk/settle_sheet.html", context)


@require_POST
@for_staff(Reach.TYPE_ANSWERS)
def again(request: SignedInRequest, exam_id: UUID, worker: int) -> HttpResponse:
    """Forget what was typed of a sheet, when form or worker were wrong."""
    exam = _exam(request, exam_id)
    attempt = get_object_or_404(_attempts(request, exam).select_related("worker"), worker=worker)
    try:
        start_over(exam=exam, worker=attempt.worker, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The sheet of %s can be typed from the beginning.") % attempt.worker)
    return redirect("exams:sheets", exam_id=exam.pk)


def _exam(request: SignedInRequest, exam_id: UUID) -> Exam:
    return get_object_or_404(exams_in_reach(request.user, Reach.TYPE_ANSWERS), pk=exam_id)


def _attempts(request: SignedInRequest, exam: Exam) -> AttemptQuerySet:
    """Return the first seats of the exam whose units are in reach."""
    units = units_in_reach(request.user, Reach.TYPE_ANSWERS)
    return Attempt.objects.filter(exam=exam, unit__in=units).first_valid()


def _parts(form: PrintedForm) -> list[TypedPart]:
    versions = QuestionVersion.objects.filter(pk__in=[line[0] for line in form.paper])
    return parts_of_form(form.paper, dict(versions.values_list("pk", "kind")))


def _empty(parts: list[TypedPart]) -> list[TypedLine]:
    return [TypedLine(part, "") for part in parts]


def _read(parts: list[TypedPart], typed: QueryDict) -> tuple[list[TypedLine], list[Answer] | None]:
    return _read_lines(_empty(parts), typed)


def _read_lines(lines: list[TypedLine], typed: QueryDict) -> tuple[list[TypedLine], list[Answer] | None]:
    """Return the lines as they were typed, with what is wrong in each; and all answers, None where anything is."""
    read, answers = [], list[Answer]()
    for line in lines:
        text, reason = typed.get(line.part.name, ""), ""
        try:
            answers += read_part(line.part, text)
        except Refused as refusal:
            reason = str(refusal)
        read.append(TypedLine(line.part, text, reason, line.readings))
    return read, None if any(line.reason for line in read) else answers


def _to_settle(typed: list[TypedSheet]) -> list[TypedLine]:
    parts = _parts(typed[0].form)
    lines = []
    for slot in differences(typed):
        whole = next(part for part in parts if part.first <= slot < part.last_number)
        one = TypedPart(whole.kind, slot, (whole.keys[slot - whole.first],))
        lines.append(TypedLine(one, "", readings=tuple(shown(one, 0, sheet.answers[slot]) for sheet in typed)))
    return lines


def _taken_in(
    request: SignedInRequest, exam: Exam, attempt: Attempt, keep: Callable[[], Attempt | None]
) -> HttpResponse:
    """Keep what was typed, say what came of it or why it was refused, and go back to the sheets."""
    try:
        graded = keep()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        level, outcome = _outcome(exam, attempt, graded)
        messages.add_message(request, level, outcome)
    return redirect("exams:sheets", exam_id=exam.pk)


def _outcome(exam: Exam, attempt: Attempt, graded: Attempt | None) -> tuple[int, str]:
    """Return what came of a sheet in words, and the level of the message: what is still to be done is no success."""
    if graded is not None:
        said = {"name": attempt.worker, "points": floatformat(graded.score)}
        return messages.SUCCESS, _("%(name)s: taken in, %(points)s points.") % said
    typed = list(TypedSheet.objects.filter(exam=exam, worker=attempt.worker_id))
    if len(typed) == 1:
        return messages.SUCCESS, _("%s: kept. Now a second person has to type the same sheet.") % attempt.worker
    differing = {"name": attempt.worker, "number": len(differences(typed))}
    words = _("%(name)s: the two of you read %(number)d answers differently. Look at the sheet once more.")
    return messages.WARNING, words % differing
