"""`manage.py check_certificate NUMBER-OR-QR-TEXT`: is this certificate, of whatever kind, genuine, and is it good?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from exams.certificates.registers import Register, find
from exams.errors import CertificateRefused


class Command(BaseCommand):
    help = "Check a certificate: by its number, or by what its QR code says. Never tells a score."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("certificate", metavar="NUMBER-OR-QR-TEXT")
        parser.add_argument("--signature-only", action="store_true", help="look at the signature, ask no database")

    def handle(self, *args: Any, certificate: str, signature_only: bool, **options: Any) -> None:
        found = find(certificate)
        if signature_only and not (found and found.signed):
            raise CommandError(_("The QR code holds no whole certificate: it has been cut."))
        if found is None:
            raise CommandError(_("There is no certificate with this number."))
        number = found.number
        if found.signed:
            try:
                facts = found.register.read(found.signed)
            except CertificateRefused as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(_("Genuine: %(facts)s") % {"facts": facts.words})
            number = facts.number
        if not signature_only:
            self._say_verdict(found.register, number, found.signed)

    def _say_verdict(self, register: Register, number: str, signed: str) -> None:
        verdict = register.check(number, signed)
        if verdict is None:
            raise CommandError(_("There is no certificate with this number."))
        if not verdict.is_valid:
            raise CommandError(_("Not valid: %s") % verdict.reason)
        self.stdout.write(_("Valid now: %(facts)s") % {"facts": verdict.facts.words})
