"""A certificate as one line of text, signed as receipts are: it can be checked without this product."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from exams.certificates.facts import CertificateFacts
from exams.certificates.in_hand import read_line
from exams.receipts.keys import PublicKey
from exams.receipts.sealed import Kind

CERTIFICATE = Kind("JZC1")


def signed_certificate(facts: CertificateFacts) -> str:
    """Return JZC1.<key>.<facts>.<signature>; the facts are [number, exam, worker, enterprise, issued on, valid until],
    days as 2024-03-04.
    """
    days = facts.issued_on.isoformat(), facts.valid_until.isoformat()
    return CERTIFICATE.seal([facts.number, facts.exam, facts.worker, facts.enterprise, *days])


def read_certificate(text: str, keys: Sequence[PublicKey] | None = None) -> CertificateFacts:
    """Return what the signed line inside the text says. Needs no database.

    Raises CertificateRefused unless one of the keys (ours, if none are given) signed exactly this.
    """
    return read_line(text, CERTIFICATE, _facts, keys)


def _facts(signed: Sequence[str]) -> CertificateFacts:
    number, exam, worker, enterprise, issued, until = signed
    return CertificateFacts(
        number, exam, worker, enterprise, issued_on=date.fromisoformat(issued), valid_until=date.fromisoformat(until)
    )
