"""Exams that give certificates, and people who have them."""

from __future__ import annotations

from datetime import date
from typing import Any

from exams.certificates.dates import last_day
from exams.certificates.numbers import OF_EXAMS
from exams.models import Attempt, Certificate, Exam
from exams.services.certificates import settle_certificates
from organizations.models import Unit, User
from tests.factories.sittings import an_exam, sit


def a_certifying_exam(audience: Unit, *, months: int = 12, **fields: Any) -> Exam:
    """An open exam whose certificate is good for so many months; results are shown at once unless told otherwise."""
    exam = an_exam(audience)
    Exam.objects.filter(pk=exam.pk).update(certificate_months=months, **fields)
    exam.refresh_from_db()
    return exam


def a_certificate(exam: Exam, worker: User, *, issued_on: date | None = None, right: int = 5) -> Certificate:
    """Let him pass the exam, and return his certificate; as if it had been issued that day."""
    attempt = Attempt.objects.filter(exam=exam, worker=worker).exclude(finished_at=None).first()
    if attempt is None:
        sit(exam, worker, right=right)
    settle_certificates(exam=exam, workers=[worker.pk])
    certificate: Certificate = Certificate.objects.in_force().get(exam=exam, worker=worker)
    if issued_on is not None:
        certificate.issued_on = issued_on
        certificate.valid_until = last_day(issued_on, exam.certificate_months or 0)
        certificate.number = OF_EXAMS.new(issued_on)
        certificate.save()
    return certificate
