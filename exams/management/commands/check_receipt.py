"""`manage.py check_receipt CODE-OR-QR-TEXT`: is this receipt genuine, and does it still hold?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from exams.errors import ReceiptRefused
from exams.receipts.codes import plain_code
from exams.receipts.facts import Facts
from exams.receipts.signed import SIGNED, read_signed
from exams.receipts.standing import standing_of


class Command(BaseCommand):
    help = "Check a receipt: by its code, or by what its QR code says. Never tells a score."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("receipt", metavar="CODE-OR-QR-TEXT")
        parser.add_argument("--signature-only", action="store_true", help="look at the signature, ask no database")

    def handle(self, *args: Any, receipt: str, signature_only: bool, **options: Any) -> None:
        code = plain_code(receipt)
        if signature_only or SIGNED.search(receipt):
            try:
                signed = read_signed(receipt)
            except ReceiptRefused as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(_("Genuine, signed with key %(key)s: %(facts)s") % _words(signed.facts, signed.key.id))
            code = signed.facts.code
        if not signature_only:
            self._say_standing(code)

    def _say_standing(self, code: str) -> None:
        standing = standing_of(code) if code else None
        if standing is None:
            raise CommandError(_("There is no receipt with this code."))
        if standing.is_voided:
            raise CommandError(_("Not valid any more: the sitting was voided"))
        if not standing.is_as_graded:
            raise CommandError(_("Not valid: the answers are not as they were graded. Tell the exam centre."))
        self.stdout.write(_("Valid now: %(facts)s") % _words(standing.facts))


def _words(facts: Facts, key: str = "") -> dict[str, str]:
    finished = f"{localtime(facts.finished_at):%Y-%m-%d %H:%M:%S}"
    received = f"{facts.received}/{facts.total}"
    said = (facts.code, facts.exam, f"{facts.worker} {facts.number}", finished, received)
    return {"facts": " · ".join(said), "key": key}
