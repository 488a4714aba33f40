"""What stands on a certificate, in the words in which it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.models import Certificate


@dataclass(frozen=True, slots=True)
class Said:
    """The lines of one certificate; `facts` are (what, value), and `address` is what its QR code holds."""

    title: str
    number: str
    name: str
    belongs: str
    sat: str
    exam: str
    result: str
    facts: tuple[tuple[str, str], ...]
    issuer: str
    issued_on: str
    seal: str
    check: str
    address: str


def said_on(certificate: Certificate, address: str) -> Said:
    """Return what it says. Its exam with the owner, worker, enterprise, and attempt with the unit have to be loaded."""
    attempt = certificate.attempt
    team = [(_("Team"), attempt.unit.name)] if attempt.unit_id != certificate.enterprise_id else []
    post = [(_("Post"), certificate.post)] if certificate.post else []
    return Said(
        title=_("Certificate of the safety exam"),
        number=_("Certificate no. %s") % certificate.number,
        name=certificate.worker.name,
        belongs=_("%(enterprise)s · employee number %(number)s")
        % {"enterprise": certificate.enterprise.shown_name, "number": attempt.employee_no},
        sat=_("On %s he sat") % date_format(localtime(attempt.finished_at), "Y年n月j日"),
        exam=certificate.exam.title,
        result=_("With %s points he passed. This certificate is given to him.") % floatformat(attempt.score),
        facts=(*post, *team, (_("Valid until"), day_words(certificate.valid_until))),
        issuer=certificate.exam.owner.shown_name,
        issued_on=day_words(certificate.issued_on),
        seal=_("Seal of the unit"),
        check=_("Scan to check it"),
        address=address,
    )


def day_words(day: date) -> str:
    return date_format(day, "Y年n月j日")
