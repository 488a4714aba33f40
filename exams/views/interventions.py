"""Stepping in: more time, a message, a pause, the end, an annulment. A form for each, that works without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.access import exams_in_reach
from exams.intervention_form import InterventionForm
from exams.models import Attempt, Exam, Intervention, InterventionKind
from exams.services.annulments import annul, keep, propose_annulment
from exams.services.extra_time import give_extra_time
from exams.services.interventions import Order
from exams.services.invigilating import end_now, tell
from exams.services.pauses import pause, resume
from organizations.errors import Refused
from organizations.models import Unit
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from organizations.http import SignedInRequest

# of a single person nothing is paused: the power fails in a unit
FOR_A_UNIT = (
    InterventionKind.EXTRA_TIME,
    InterventionKind.MESSAGE,
    InterventionKind.PAUSE,
    InterventionKind.END,
    InterventionKind.PROPOSE_ANNUL,
)
FOR_ONE = tuple(kind for kind in FOR_A_UNIT if kind != InterventionKind.PAUSE)


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.INVIGILATE)
def intervene(request: SignedInRequest, exam_id: UUID, what: str) -> HttpResponse:
    """Say what, why and, if need be, that it is meant; then it is done. ?unit= or ?attempt= says to whom."""
    exam = get_object_or_404(exams_in_reach(request.user, Reach.INVIGILATE), pk=exam_id)
    unit, attempt = _target(request, exam)
    kinds = FOR_A_UNIT if attempt is None else FOR_ONE
    if what not in kinds:
        raise Http404
    kind = InterventionKind(what)
    form = InterventionForm(kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        order = Order(exam, unit, data["reason"], request.user, attempt, data["key"])
        try:
            done = _carry_out(kind, order, data.get("minutes", 0))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _outcome(done))
            return redirect(_back(exam, unit))
    context = {
        "exam": exam,
        "unit": unit,
        "attempt": attempt,
        "kind": kind,
        "form": form,
        "segments": _segments(request, exam, kinds, kind),
        "concerned": _concerned(exam, unit) if attempt is None else None,
        "back": _back(exam, unit),
    }
    return render(request, "exams/desk/intervene.html", context, status=422 if form.errors else 200)


@require_POST
@for_staff(Reach.INVIGILATE)
def answer(request: SignedInRequest, intervention_id: int) -> HttpResponse:
    """End a pause, or decide on an annulment: `decision` is annul or keep. `key` and `reason` as in the other forms."""
    units = units_in_reach(request.user, Reach.INVIGILATE)
    asked = get_object_or_404(
        Intervention.objects.select_related("exam", "unit", "attempt", "by"),
        pk=intervention_id,
        unit__in=units,
        kind__in=(InterventionKind.PAUSE, InterventionKind.PROPOSE_ANNUL),
    )
    reason = request.POST.get("reason", "").strip()[:200]
    try:
        key = UUID(request.POST.get("key", ""))
        done = _answer(request, asked, reason, key)
    except ValueError:
        messages.error(request, _("Open the page again: this form is not whole."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _outcome(done))
    return redirect("exams:watch", exam_id=asked.exam_id)


def _answer(request: SignedInRequest, asked: Intervention, reason: str, key: UUID) -> Intervention:
    if asked.kind == InterventionKind.PAUSE:
        return resume(paused=asked, reason=reason, by=request.user, key=key)
    decide = annul if request.POST.get("decision") == "annul" else keep
    return decide(proposal=asked, reason=reason, by=request.user, key=key)


def _target(request: SignedInRequest, exam: Exam) -> tuple[Unit, Attempt | None]:
    """Return the unit, and the sitting if one is meant, both within the reach; anything else is not found."""
    units = units_in_reach(request.user, Reach.INVIGILATE)
    wanted = request.GET.get("attempt", "")
    if wanted:
        try:
            key = UUID(wanted)
        except ValueError as error:
            raise Http404 from error
        attempts = Attempt.objects.select_related("worker", "unit", "exam").defer("paper")
        attempt = get_object_or_404(attempts, pk=key, exam=exam, unit__in=units)
        return attempt.unit, attempt
    number = request.GET.get("unit", "")
    if not number.isdecimal():
        raise Http404
    return get_object_or_404(units, pk=int(number)), None


def _carry_out(kind: InterventionKind, order: Order, minutes: int) -> Intervention:
    match kind:
        case InterventionKind.EXTRA_TIME:
            return give_extra_time(order=order, minutes=minutes)
        case InterventionKind.MESSAGE:
            return tell(order=order)
        case InterventionKind.PAUSE:
            return pause(order=order)
        case InterventionKind.END:
            return end_now(order=order)
    return propose_annulment(order=order)


def _outcome(done: Intervention) -> str:
    said = {
        InterventionKind.EXTRA_TIME: _("Time given to %d people. Their phones show it within a minute."),
        InterventionKind.MESSAGE: _("Said to %d people. Their phones show it within a minute."),
        InterventionKind.PAUSE: _("Paused for %d people: their clocks stand."),
        InterventionKind.RESUME: _("The clocks of %d people go on, with all the time they had."),
        InterventionKind.END: _("Ended for %d people. What they saved is being graded."),
        InterventionKind.PROPOSE_ANNUL: _(
            "Proposed for %d people. A second person has to decide; until then all counts."
        ),
        InterventionKind.ANNUL: _("Annulled for %d people. Who still belongs here has a new seat."),
        InterventionKind.KEEP: _("The sittings of %d people count."),
    }
    return said[InterventionKind(done.kind)] % done.people


def _concerned(exam: Exam, unit: Unit) -> dict[str, int]:
    """Return how many of the unit's seats are in which state. One query."""
    states = Attempt.objects.filter(exam=exam).of_unit(unit).order_by().values_list("state")
    return dict(states.annotate(people=Count("pk")))


def _segments(
    request: SignedInRequest, exam: Exam, kinds: tuple[InterventionKind, ...], current: InterventionKind
) -> list[dict[str, object]]:
    labels = {InterventionKind.PAUSE: _("Pause"), InterventionKind.END: _("End now")}
    labels |= {InterventionKind.PROPOSE_ANNUL: _("Propose to annul")}
    return [
        {
            "label": labels.get(kind, kind.label),
            "url": f"{reverse('exams:intervene', args=(exam.pk, kind.value))}?{request.GET.urlencode()}",
            "current": kind == current,
        }
        for kind in kinds
    ]


def _back(exam: Exam, unit: Unit) -> str:
    return f"{reverse('exams:watch', args=(exam.pk,))}?unit={unit.pk}"
