"""What the QR code of a certificate says, and nothing that it must not: no score, no whole name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from exams.models import Certificate

SHOWN = 24  # characters of a title or a name of a unit: each one makes the squares of the code smaller


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """The facts that are signed. `valid_until` is the last day on which it is good."""

    number: str
    exam: str
    worker: str
    enterprise: str
    issued_on: date
    valid_until: date

    @property
    def words(self) -> str:
        days = f"{self.issued_on} – {self.valid_until}"
        return " · ".join((self.number, self.exam, self.worker, self.enterprise, days))


def certificate_facts(certificate: Certificate) -> CertificateFacts:
    """Return what the certificate says. Its exam, worker and enterprise have to be loaded."""
    return CertificateFacts(
        number=certificate.number,
        exam=short(certificate.exam.title),
        worker=masked(certificate.worker.name),
        enterprise=short(certificate.enterprise.shown_name),
        issued_on=certificate.issued_on,
        valid_until=certificate.valid_until,
    )


def masked(name: str) -> str:
    """郭建国 is 郭*国, and 郭强 is 郭*: who holds the certificate against its bearer knows, nobody else does."""
    if len(name) <= 2:
        return name[:1] + "*" * (len(name) - 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def short(text: str) -> str:
    """Return a title or a name as the code of a certificate holds it: cut after 24 characters."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
