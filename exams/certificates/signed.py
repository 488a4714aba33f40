"""A certificate as one line of text, signed as receipts are: it can be checked without this product."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from exams.certificates.facts import CertificateFacts
from exams.errors import CertificateRefused
from exams.receipts.keys import PublicKey
from exams.receipts.sealed import Forged, Kind, NotSealed, UnknownKey

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
    try:
        (number, exam, worker, enterprise, issued, until), _key = CERTIFICATE.unseal(text, keys)
        days = date.fromisoformat(str(issued)), date.fromisoformat(str(until))
    except NotSealed as error:
        raise CertificateRefused(_("The QR code holds no whole certificate: it has been cut.")) from error
    except UnknownKey as error:
        raise CertificateRefused(_("The certificate was signed with a key that is not known here.")) from error
    except (Forged, ValueError) as error:
        raise CertificateRefused(_("The certificate is not genuine: something in it was changed.")) from error
    return CertificateFacts(str(number), str(exam), str(worker), str(enterprise), *days)
