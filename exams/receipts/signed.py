"""A receipt as one line of text: what it says, which key signed it, and the signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from exams.errors import ReceiptRefused
from exams.receipts.facts import Facts
from exams.receipts.keys import PublicKey
from exams.receipts.sealed import Forged, Kind, NotSealed, UnknownKey

RECEIPT = Kind("JZ1")
SIGNED = RECEIPT.pattern


@dataclass(frozen=True, slots=True)
class Signed:
    """A receipt whose signature is right."""

    facts: Facts
    key: PublicKey


def signed_text(facts: Facts) -> str:
    """Return JZ1.<key>.<facts>.<signature>; the facts are [code, exam, worker, number, seconds since 1970, received,
    total, digest].
    """
    return RECEIPT.seal(
        [
            *(facts.code, facts.exam, facts.worker, facts.number),
            *(int(facts.finished_at.timestamp()), facts.received, facts.total, facts.digest),
        ]
    )


def read_signed(text: str, keys: Sequence[PublicKey] | None = None) -> Signed:
    """Return what the signed line inside the text says: the line alone, or the whole address from a QR code.

    Needs no database. Raises ReceiptRefused unless one of the keys (ours, if none are given) signed exactly this.
    """
    try:
        plain, key = RECEIPT.unseal(text, keys)
        return Signed(_facts(plain), key)
    except NotSealed as error:
        raise ReceiptRefused(_("This is no signed receipt: it has been cut, or it is something else.")) from error
    except UnknownKey as error:
        raise ReceiptRefused(_("This receipt was signed with a key that is not known here.")) from error
    except (Forged, ValueError, TypeError) as error:
        raise ReceiptRefused(_("This receipt is not genuine: something in it was changed.")) from error


def _facts(plain: list[Any]) -> Facts:
    code, exam, worker, number, finished, received, total, digest = plain
    return Facts(code, exam, worker, number, datetime.fromtimestamp(finished, tz=UTC), received, total, digest)
