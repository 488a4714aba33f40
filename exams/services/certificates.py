"""Giving certificates, and taking them back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from exams.certificates.dates import last_day
from exams.certificates.numbers import OF_EXAMS
from exams.models import Attempt, AttemptState, Certificate, Exam, Withdrawal
from exams.models.attempts import AttemptQuerySet
from exams.models.certificates import CertificateQuerySet
from exams.release import sittings_out
from organizations.audit import record
from organizations.models import Membership

AT_ONCE = 1000
NOT_GOOD = Q(attempt__state=AttemptState.VOIDED) | Q(attempt__state=AttemptState.GRADED, attempt__passed=False)
POST = Subquery(Membership.objects.current().filter(user=OuterRef("worker")).values("post__name")[:1])


@dataclass(frozen=True, slots=True)
class Settled:
    """How many certificates were given, and how many taken back."""

    given: int = 0
    taken_back: int = 0


def settle_certificates(*, exam: Exam, workers: Collection[int] | None = None) -> Settled:
    """Whoever passed the exam and may see it has one certificate of it in force; nobody else has.

    `workers` are the ids of those to be looked at, everybody if None. Of several sittings that were passed the best
    gives it. Safe to repeat and to run twice. No query for an exam that gives none, else four and one a thousand.
    """
    if not exam.certificate_months:
        return Settled()
    held = Certificate.objects.in_force().filter(exam=exam)
    sat = Attempt.objects.filter(sittings_out(), exam=exam, state=AttemptState.GRADED, passed=True)
    if workers is not None:
        held, sat = held.filter(worker__in=workers), sat.filter(worker__in=workers)
    with transaction.atomic():
        return Settled(taken_back=_take_back(held), given=_give(exam, exam.certificate_months, sat))


def certificate_earned(*, attempt: Attempt) -> Certificate | None:
    """Return the worker's certificate of the exam whose result he looks at, given now should nothing have done so.

    The exam has to be loaded. No query where there is none to give, one where it was given before.
    """
    if not (attempt.passed and attempt.exam.certificate_months):
        return None
    own = Certificate.objects.in_force().filter(exam=attempt.exam, worker=attempt.worker_id)
    certificate: Certificate | None = own.first()
    if certificate is None:
        settle_certificates(exam=attempt.exam, workers=[attempt.worker_id])
        certificate = own.first()
    return certificate


def _take_back(held: CertificateQuerySet) -> int:
    lost = list(held.filter(NOT_GOOD).select_for_update(of=("self",)).select_related("attempt", "enterprise"))
    for certificate in lost:
        is_voided = certificate.attempt.state == AttemptState.VOIDED
        certificate.withdrawn_at = timezone.now()
        certificate.withdrawn_because = Withdrawal.VOIDED if is_voided else Withdrawal.FAILED
        certificate.save(update_fields=["withdrawn_at", "withdrawn_because"])
        because = certificate.withdrawn_because
        record("certificate.withdraw", by=None, subject=certificate, unit=certificate.enterprise, because=because)
    return len(lost)


def _give(exam: Exam, months: int, sat: AttemptQuerySet) -> int:
    has_one = Certificate.objects.in_force().filter(exam=exam, worker=OuterRef("worker"))
    passed = sat.filter(~Exists(has_one)).order_by("worker", "-score", "number")
    today = timezone.localdate()
    made = [
        Certificate(
            number=OF_EXAMS.new(today),
            exam=exam,
            worker_id=worker,
            attempt_id=attempt,
            enterprise_id=enterprise,
            post=post or "",
            issued_on=today,
            valid_until=last_day(today, months),
        )
        for worker, attempt, enterprise, post in _best(passed)
    ]
    # somebody else may give the same at this moment; and should a number ever come up twice, the next look gives it
    Certificate.objects.bulk_create(made, batch_size=AT_ONCE, ignore_conflicts=True)
    if made:
        record("certificate.issue", by=None, subject=exam, unit=exam.owner, people=len(made))
    return len(made)


def _best(passed: AttemptQuerySet) -> Iterator[tuple[int, UUID, int, str | None]]:
    """Yield (worker, attempt, enterprise, post) once a worker: his rows follow each other, the best first."""
    last = None
    for row in passed.values_list("worker", "pk", "enterprise", POST).iterator(chunk_size=AT_ONCE):
        if row[0] != last:
            yield row
        last = row[0]
