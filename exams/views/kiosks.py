"""The desk's shared tablets of an exam: allowed, shown their code once, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.access import exams_in_reach
from exams.forms import KioskForm
from exams.models import Kiosk
from exams.services.kiosks import allow_kiosk, revoke_kiosk
from organizations.errors import Refused
from organizations.scopes import Reach, units_in_reach
from organizations.views.staff import for_staff

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from exams.models import Exam
    from organizations.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@never_cache
@for_staff(Reach.OPEN_KIOSKS)
def kiosks(request: SignedInRequest, exam_id: UUID) -> HttpResponse:
    """The exam's tablets in the reader's units, and the form that allows another; its code is shown once."""
    exam = _exam(request, exam_id)
    form = KioskForm(request.POST or None, user=request.user)
    code = ""
    if request.method == "POST" and form.is_valid():
        try:
            _kiosk, code = allow_kiosk(exam=exam, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    address = request.build_absolute_uri(f"{reverse('exams:kiosk')}?code={code}")
    context = {
        "exam": exam,
        "form": KioskForm(user=request.user) if code else form,
        "code": code,
        "address": request.build_absolute_uri(reverse("exams:kiosk")),
        "qr": segno.make(address, error="m", micro=False).svg_data_uri(scale=5, border=3, light="#fff") if code else "",
        "kiosks": _kiosks(request, exam),
        "now": timezone.now(),
    }
    return render(request, "exams/desk/kiosks.html", context, status=422 if form.errors else 200)


@require_POST
@for_staff(Reach.OPEN_KIOSKS)
def revoke(request: SignedInRequest, exam_id: UUID, kiosk_id: UUID) -> HttpResponse:
    """Nobody signs in on this tablet any more."""
    exam = _exam(request, exam_id)
    kiosk = get_object_or_404(_kiosks(request, exam), pk=kiosk_id)
    revoke_kiosk(kiosk=kiosk, by=request.user)
    messages.success(request, _("Taken back: nobody signs in on the tablet “%s” any more.") % kiosk.name)
    return redirect("exams:kiosks", exam_id=exam.pk)


def _exam(request: SignedInRequest, exam_id: UUID) -> Exam:
    return get_object_or_404(exams_in_reach(request.user, Reach.OPEN_KIOSKS), pk=exam_id)


def _kiosks(request: SignedInRequest, exam: Exam) -> QuerySet[Kiosk]:
    units = units_in_reach(request.user, Reach.OPEN_KIOSKS)
    of_exam = Kiosk.objects.sat_on(timezone.now()).filter(exam=exam, unit__in=units)
    found: QuerySet[Kiosk] = of_exam.select_related("unit", "made_by")
    return found
