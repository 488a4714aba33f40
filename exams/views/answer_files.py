"""Answer files at the desk: brought, looked at, entered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.access import exams_in_reach
from exams.answer_files.at_hand import file_lines
from exams.models import AnswerFile, Attempt, Step
from exams.services.answer_files import Brought, enter_answer_file, take_in
from organizations.errors import Refused
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from exams.models import Exam
    from exams.models.attempts import AttemptQuerySet
    from organizations.http import SignedInRequest

MOST_AT_ONCE = 50


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.TYPE_ANSWERS)
def answer_files(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Bring files, or the text of one; below, what each would add, and what was entered."""
    exam = _exam(request, exam_id)
    if request.method == "POST":
        _take_in_all(request, exam)
        return redirect("exams:answer_files", exam_id=exam.pk)
    lines = file_lines(_attempts(request).filter(exam=exam))
    context = {
        "exam": exam,
        "waiting": [line for line in lines if line.entered is None],
        "may_enter": any(line.judged for line in lines if line.entered is None),
        "entered": [line for line in lines if line.entered is not None],
    }
    return render(request, "exams/desk/answer_files.html", context)


def _take_in_all(request: SignedInRequest, exam: Exam) -> None:
    brought = _brought(request)
    if not brought:
        messages.error(request, _("Choose a file, or paste the text of one."))
    if len(brought) > MOST_AT_ONCE:
        messages.error(request, _("At most %d files at once.") % MOST_AT_ONCE)
        return
    taken = 0
    for each in brought:
        try:
            kept, is_new = take_in(exam=exam, attempts=_attempts(request), brought=each, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            continue
        taken += is_new
        if not is_new:
            names = {"file": each.filename, "who": kept.uploaded_by.name}
            messages.info(request, _("%(file)s: %(who)s has brought the same file before.") % names)
    if taken:
        said = ngettext(
            "%d file is here. Look at it below, then enter it.",
            "%d files are here. Look at them below, then enter them.",
            taken,
        )
        messages.success(request, said % taken)


def _brought(request: SignedInRequest) -> list[Brought]:
    files = [Brought(file.name or "", _content(file)) for file in request.FILES.getlist("files")]
    text = request.POST.get("text", "").strip()
    return [*files, *([Brought(_("The pasted text"), text.encode())] if text else [])]


def _content(file: UploadedFile[bytes]) -> bytes:
    """Return the content, or one byte more than is taken: what is far too large is not read whole."""
    return file.read(settings.ANSWER_FILE_MAX_BYTES + 1)


@require_POST
@for_staff(Reach.TYPE_ANSWERS)
def enter_files(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """Enter the ticked files with one reason; one that needs two people waits for the second."""
    exam = _exam(request, exam_id)
    ticked = request.POST.getlist("file")[:MOST_AT_ONCE]
    if not ticked:
        messages.error(request, _("Tick the files that are to be entered."))
    files = AnswerFile.objects.filter(attempt__in=_attempts(request).filter(exam=exam))
    for key in ticked:
        answer_file = get_object_or_404(files.select_related("attempt__exam", "attempt__worker"), pk=_uuid(key))
        name = answer_file.attempt.worker.name
        try:
            made = enter_answer_file(answer_file=answer_file, reason=request.POST.get("reason", ""), by=request.user)
        except Refused as refusal:
            messages.error(request, f"{name}：{refusal}")
            continue
        if made.step == Step.ENTERED:
            messages.success(
                request,
                _("%(name)s: %(number)d answers entered, graded anew.") % {"name": name, "number": made.new_answers},
            )
        else:
            messages.info(request, _("%s: now a second person has to enter it.") % name)
    return redirect("exams:answer_files", exam_id=exam.pk)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _exam(request: SignedInRequest, exam_id: UUID) -> Exam:
    return get_object_or_404(exams_in_reach(request.user, Reach.TYPE_ANSWERS), pk=exam_id)


def _attempts(request: SignedInRequest) -> AttemptQuerySet:
    """Return the attempts, of whatever exam, whose units the person may act on."""
    return Attempt.objects.filter(unit__in=units_in_reach(request.user, Reach.TYPE_ANSWERS))
