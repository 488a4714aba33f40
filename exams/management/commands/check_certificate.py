"""`manage.py check_certificate NUMBER-OR-QR-TEXT`: is this certificate genuine, and is it good today?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.certificates.checking import check_held
from exams.certificates.facts import CertificateFacts
from exams.certificates.numbers import plain_number
from exams.certificates.signed import CERTIFICATE, read_certificate
from exams.errors import CertificateRefused
from exams.models import Certificate


class Command(BaseCommand):
    help = "Check a certificate: by its number, or by what its QR code says. Never tells a score."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("certificate", metavar="NUMBER-OR-QR-TEXT")
        parser.add_argument("--signature-only", action="store_true", help="look at the signature, ask no database")

    def handle(self, *args: Any, certificate: str, signature_only: bool, **options: Any) -> None:
        signed = CERTIFICATE.pattern.search(certificate)
        number = plain_number(certificate)
        if signature_only or signed:
            try:
                facts = read_certificate(certificate)
            except CertificateRefused as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(_("Genuine: %(facts)s") % {"facts": _words(facts)})
            number = facts.number
        if not signature_only:
            self._say_standing(number, signed[0] if signed else "")

    def _say_standing(self, number: str, signed: str) -> None:
        along = "exam", "worker", "enterprise", "attempt"
        found = Certificate.objects.filter(number=number).with_renewals().select_related(*along).first()
        if found is None:
            raise CommandError(_("There is no certificate with this number."))
        checked = check_held(found, signed=signed, day=timezone.localdate())
        if not checked.is_valid:
            raise CommandError(_("Not valid: %s") % checked.reason)
        self.stdout.write(_("Valid now: %(facts)s") % {"facts": _words(checked.facts)})


def _words(facts: CertificateFacts) -> str:
    said = facts.number, facts.exam, facts.worker, facts.enterprise, f"{facts.issued_on} – {facts.valid_until}"
    return " · ".join(said)
