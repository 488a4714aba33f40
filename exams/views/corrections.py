"""The desk's corrections of an exam: the list, proposing one, what it would move, and deciding on it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_q.tasks import async_task

from exams.access import exams_held, exams_in_reach, holds
from exams.correcting.asked import doubts_from, found_in, worth_in
from exams.correcting.effects import Shown, effects_shown, enterprises_with_bonus, sums_of
from exams.correcting.words import answer_in_words, ruling_in_words
from exams.correction_form import CorrectionForm
from exams.models import Correction, Decision, QuestionVersion
from exams.pictures.placed import with_pictures
from exams.rulings import Ruling
from exams.services.corrections import (
    approve_correction,
    ask_again,
    is_over,
    is_stale,
    propose_correction,
    refuse_correction,
)
from exams.tasks import apply_correction, try_correction
from organizations.errors import Refused
from organizations.progress import progress_of
from organizations.scopes import Reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from exams.models import Exam
    from organizations.http import SignedInRequest

PEOPLE_A_PAGE = 50


@require_GET
@never_cache
@for_staff(Reach.CORRECT_EXAMS)
def corrections(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """What was corrected in the exam, what waits, which of its questions workers doubt, and finding one (?q=).

    Who does not hold the exam, but has people in it, sees what was approved.
    """
    exam, is_held = _seen(request, exam_id)
    asked_for = request.GET.get("q", "").strip() if is_held else ""
    made = [
        one
        for one in exam.corrections.select_related("version", "proposed_by", "decided_by")
        if is_held or one.is_approved
    ]
    context = {
        "exam": exam,
        "is_over": is_over(exam),
        "waiting": [(one, _says(one)) for one in made if one.is_waiting],
        "decided": [(one, _says(one)) for one in made if not one.is_waiting],
        "is_held": is_held,
        "doubts": doubts_from(exam) if is_held else [],
        "asked_for": asked_for,
        "found": found_in(exam, asked_for) if asked_for else [],
    }
    return render(request, "exams/desk/corrections.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.CORRECT_EXAMS)
def propose(request: SignedInRequest, exam_id: UUID, version_id: int) -> HttpResponse:
    """One question of the exam as it was asked, and the form that proposes what becomes of it."""
    exam = _exam(request, exam_id)
    versions = QuestionVersion.objects.select_related("question__bank").prefetch_related(with_pictures())
    version = get_object_or_404(versions, pk=version_id)
    worth = worth_in(exam, version.pk)
    if worth is None:
        messages.error(request, _("Nobody was asked this question in this exam."))
        return redirect("exams:corrections", exam_id=exam.pk)
    form = CorrectionForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        made = _propose(request, exam, version, form)
        if made is not None:
            return redirect("exams:correction", exam_id=exam.pk, correction_id=made.pk)
    context = {
        "exam": exam,
        "is_held": True,
        "version": version,
        "worth": worth,
        "right": answer_in_words(version.answer, version, lettered=True),
        "in_force": _in_force(exam, version),
        "is_over": is_over(exam),
        "form": form,
    }
    return render(request, "exams/desk/propose_correction.html", context, status=422 if form.errors else 200)


def _propose(request: SignedInRequest, exam: Exam, version: QuestionVersion, form: CorrectionForm) -> Correction | None:
    try:
        with transaction.atomic():
            made = propose_correction(
                exam=exam, version=version, ruling=form.ruling, reason=form.cleaned_data["reason"], by=request.user
            )
            transaction.on_commit(lambda: async_task(try_correction, made.pk))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    return made


@require_GET
@never_cache
@for_staff(Reach.CORRECT_EXAMS)
def correction(request: SignedInRequest, exam_id: UUID, correction_id: UUID) -> HttpResponse:
    """One correction: what it says, whom it moves and how far, and deciding on it; ?show= lists some of them."""
    exam, is_held = _seen(request, exam_id)
    one = _correction(exam, correction_id, is_held=is_held)
    shown = Shown(asked) if (asked := request.GET.get("show", "")) in set(Shown) else Shown.ALL
    sees_bonus = enterprises_with_bonus(request.user)
    people = effects_shown(one, request.user, shown)
    context = {
        "exam": exam,
        "correction": one,
        "version": one.version,
        "says": _says(one),
        "right": answer_in_words(one.version.answer, one.version, lettered=True),
        "progress": progress_of(one.pk),
        "sums": sums_of(one, request.user),
        "is_stale": one.is_waiting and one.tried_at is not None and is_stale(one),
        "is_held": is_held,
        "is_own": one.proposed_by_id == request.user.pk,
        "segments": _segments(shown, sees_bonus=bool(sees_bonus)),
        "page": Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "sees_bonus": sees_bonus,
    }
    return render(request, "exams/desk/correction.html", context)


@require_POST
@for_staff(Reach.CORRECT_EXAMS)
def decide(request: SignedInRequest, exam_id: UUID, correction_id: UUID) -> HttpResponse:
    """Approve it, and have everything graded anew, or refuse it with a reason."""
    exam = _exam(request, exam_id)
    one = _correction(exam, correction_id)
    try:
        if request.POST.get("decision") == Decision.APPROVED:
            with transaction.atomic():
                approve_correction(correction=one, by=request.user)
                transaction.on_commit(lambda: async_task(apply_correction, one.pk))
        else:
            refuse_correction(correction=one, reason=request.POST.get("reason", ""), by=request.user)
            messages.success(request, _("Refused: every score stays. Who proposed it reads your reason here."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("exams:correction", exam_id=exam.pk, correction_id=one.pk)


@require_POST
@for_staff(Reach.CORRECT_EXAMS)
def again(request: SignedInRequest, exam_id: UUID, correction_id: UUID) -> HttpResponse:
    """Do the dry run anew, or go on with a grading that came to a stop."""
    exam = _exam(request, exam_id)
    one = _correction(exam, correction_id)
    work = try_correction if one.is_waiting else apply_correction
    try:
        with transaction.atomic():
            ask_again(correction=one, by=request.user)
            transaction.on_commit(lambda: async_task(work, one.pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("exams:correction", exam_id=exam.pk, correction_id=one.pk)


@require_GET
@never_cache
@for_staff(Reach.CORRECT_EXAMS)
def progress(request: SignedInRequest, exam_id: UUID, correction_id: UUID) -> JsonResponse:
    """How far its work is, for the script beside the bar."""
    exam, is_held = _seen(request, exam_id)
    one = _correction(exam, correction_id, is_held=is_held)
    far = progress_of(one.pk)
    return JsonResponse(
        {
            "done": far.done,
            "total": far.total,
            "label": f"{far.done} / {far.total}",
            "finished": not one.is_under_way,
        }
    )


def _exam(request: SignedInRequest, exam_id: UUID) -> Exam:
    """Return an exam that the reader holds: who merely sits it corrects nothing."""
    return get_object_or_404(exams_held(request.user, Reach.CORRECT_EXAMS).select_related("owner"), pk=exam_id)


def _seen(request: SignedInRequest, exam_id: UUID) -> tuple[Exam, bool]:
    """Return an exam that people of the reader's sat, and whether he holds it."""
    exam = get_object_or_404(exams_in_reach(request.user, Reach.CORRECT_EXAMS).select_related("owner"), pk=exam_id)
    return exam, holds(request.user, exam)


def _correction(exam: Exam, correction_id: UUID, *, is_held: bool = True) -> Correction:
    """Return a correction of the exam; who does not hold it finds those that were approved."""
    made = exam.corrections.select_related("version__question__bank", "proposed_by", "decided_by")
    made = made.prefetch_related(with_pictures("version__"))
    found: Correction = get_object_or_404(
        made if is_held else made.filter(decision=Decision.APPROVED), pk=correction_id
    )
    found.exam = exam
    return found


def _says(one: Correction) -> str:
    return ruling_in_words(Ruling.of(one), one.version, lettered=True)


def _in_force(exam: Exam, version: QuestionVersion) -> str:
    one = exam.corrections.in_force().select_related("version").filter(version=version).first()
    return _says(one) if one else ""


def _segments(shown: Shown, *, sees_bonus: bool) -> list[dict[str, object]]:
    labels = {Shown.ALL: _("Everybody"), Shown.SCORE: _("Score moves"), Shown.PASSED: _("Pass changes")}
    if sees_bonus:
        labels[Shown.BONUS] = _("Bonus moves")
    return [
        {"label": label, "url": f"?show={choice}#people", "current": choice == shown}
        for choice, label in labels.items()
    ]
