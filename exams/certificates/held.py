"""A worker's own certificates: what each is worth today, and which exam renews it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from exams.certificates.dates import RUNS_OUT_WITHIN
from exams.certificates.standing import Standing, standing_on
from exams.models import Attempt, AttemptState, Certificate, Exam, ExamState

if TYPE_CHECKING:
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class Held:
    """One certificate of a worker. `renewed_by` is the number of a later one of the same unit, empty for none.

    `renewing` is an exam that he has a seat in and that would renew it; only for one that runs out or has run out.
    """

    certificate: Certificate
    standing: Standing
    renewed_by: str
    renewing: Exam | None = None

    @property
    def needs_renewal(self) -> bool:
        return self.standing in {Standing.RUNS_OUT, Standing.EXPIRED} and not self.renewed_by


def certificates_of(worker: User) -> list[Held]:
    """Return his certificates, the one that is good longest first; those withdrawn too. Two queries."""
    rows = Certificate.objects.filter(worker=worker).with_renewals()
    everything = "exam__owner", "worker", "enterprise", "attempt__unit"
    certificates = list(rows.select_related(*everything).defer("attempt__paper"))
    return _held(certificates, worker)


def running_out(worker: User) -> list[Held]:
    """Return those that run out within 60 days, or ran out no longer ago, and are not renewed. Two queries at most."""
    return [held for held in certificates_of(worker) if held.needs_renewal and _is_near(held.certificate)]


def _is_near(certificate: Certificate) -> bool:
    return abs(certificate.valid_until - timezone.localdate()) <= RUNS_OUT_WITHIN


def _held(certificates: Iterable[Certificate], worker: User) -> list[Held]:
    today = timezone.localdate()
    found = [
        Held(certificate, standing_on(certificate, today), certificate.renewed_by or "")  # type: ignore[attr-defined]
        for certificate in certificates
    ]
    if not any(held.needs_renewal for held in found):
        return found
    by_owner = _renewing(worker)
    return [
        Held(held.certificate, held.standing, held.renewed_by, by_owner.get(held.certificate.exam.owner_id))
        if held.needs_renewal
        else held
        for held in found
    ]


def _renewing(worker: User) -> dict[int, Exam]:
    """Return by owner the exam that gives certificates, is open next, and in which he has a seat to take. One query."""
    now = timezone.now()
    to_take = Q(state=AttemptState.PREPARED) & (
        Q(make_up__isnull=True, exam__state=ExamState.PUBLISHED, exam__closes_at__gt=now)
        | Q(make_up__closed_at__isnull=True, make_up__closes_at__gt=now)
    )
    seats = Attempt.objects.filter(to_take, worker=worker, exam__certificate_months__isnull=False)
    in_order = seats.select_related("exam").defer("paper").order_by("-exam__opens_at")
    return {seat.exam.owner_id: seat.exam for seat in in_order}
