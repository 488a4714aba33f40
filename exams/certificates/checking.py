"""What is to be said of a certificate that somebody holds in his hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from exams.certificates.facts import CertificateFacts, certificate_facts
from exams.certificates.in_hand import Judgement, judged
from exams.certificates.numbers import OF_EXAMS
from exams.certificates.registers import Register
from exams.certificates.said import day_words
from exams.certificates.signed import CERTIFICATE, read_certificate
from exams.certificates.standing import Standing, standing_on
from exams.models import Certificate


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict and its reason; what the signature in the QR code is worth, None where only the number was given."""

    certificate: Certificate
    is_valid: bool
    tone: str
    reason: str
    facts: CertificateFacts
    in_hand: Judgement | None
    renewed_by: str


def check_certificate(number: str, signed: str) -> Checked | None:
    """Return what the certificate with that number is worth today; None where there is none. One query."""
    rows = Certificate.objects.filter(number=number).with_renewals()
    along = "exam", "worker", "enterprise", "attempt"
    certificate = rows.select_related(*along).defer("attempt__paper").first()
    return check_held(certificate, signed=signed, day=localdate()) if certificate else None


def check_held(certificate: Certificate, *, signed: str, day: date) -> Checked:
    """Return what it is worth that day, and what the signed line (empty for none) is worth.

    Annotated by `with_renewals`; its exam, worker, enterprise and attempt have to be loaded.
    """
    facts = certificate_facts(certificate)
    in_hand = judged(signed, facts, read_certificate)
    standing = standing_on(certificate, day)
    forged = in_hand is not None and in_hand[0] == "bad"
    return Checked(
        certificate=certificate,
        is_valid=standing.is_good and not forged,
        tone="bad" if forged or not standing.is_good else "ok",
        reason=_("What was opened can't be confirmed.") if forged else _reason(certificate, standing),
        facts=facts,
        in_hand=in_hand,
        renewed_by=certificate.renewed_by or "",  # type: ignore[attr-defined]  # annotated
    )


def _reason(certificate: Certificate, standing: Standing) -> str:
    until = day_words(certificate.valid_until)
    match standing:
        case Standing.WITHDRAWN if certificate.withdrawn_at is not None:
            return _("It was withdrawn on %s.") % day_words(localtime(certificate.withdrawn_at).date())
        case Standing.WITHDRAWN:
            return _("It was withdrawn.")
        case Standing.EXPIRED:
            return _("It ran out: the last day was %s.") % until
    return _("It is good until %s, that day included.") % until


CERTIFICATES = Register(
    numbers=OF_EXAMS,
    sealed=CERTIFICATE,
    read=read_certificate,
    check=check_certificate,
    page="exams:check_certificate",
    template="exams/certificates/check.html",
)
