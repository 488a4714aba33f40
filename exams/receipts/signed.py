"""A receipt as one line of text: what it says, which key signed it, and the signature."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from exams.errors import ReceiptRefused
from exams.receipts.facts import Facts
from exams.receipts.keys import PublicKey, plain_bytes, public_keys, short_text, sign, signing_key

FORMAT = "JZ1"
SIGNED = re.compile(r"(?P<said>JZ1\.(?P<key>[\w-]{6})\.(?P<facts>[\w-]{20,600}))\.(?P<signature>[\w-]{86})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Signed:
    """A receipt whose signature is right."""

    facts: Facts
    key: PublicKey


def signed_text(facts: Facts) -> str:
    """Return JZ1.<key>.<facts>.<signature>. The facts are JSON, [code, exam, worker, number, seconds since 1970,
    received, total, digest], in base64 for addresses; signed is everything before the last dot.
    """
    plain = [
        *(facts.code, facts.exam, facts.worker, facts.number),
        *(int(facts.finished_at.timestamp()), facts.received, facts.total, facts.digest),
    ]
    content = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    said = f"{FORMAT}.{signing_key().id}.{short_text(content)}"
    return f"{said}.{short_text(sign(said.encode()))}"


def read_signed(text: str, keys: Sequence[PublicKey] | None = None) -> Signed:
    """Return what the signed line inside the text says: the line alone, or the whole address from a QR code.

    Needs no database. Raises ReceiptRefused unless one of the keys (ours, if none are given) signed exactly this.
    """
    found = SIGNED.search(text)
    if found is None:
        raise ReceiptRefused(_("This is no signed receipt: it has been cut, or it is something else."))
    known = {key.id: key for key in (public_keys() if keys is None else keys)}
    key = known.get(found["key"])
    if key is None:
        raise ReceiptRefused(_("This receipt was signed with a key that is not known here."))
    try:
        if not key.accepts(plain_bytes(found["signature"]), found["said"].encode()):
            raise ReceiptRefused(_("This receipt is not genuine: something in it was changed."))
        return Signed(_facts(plain_bytes(found["facts"])), key)
    except (ValueError, TypeError) as error:
        raise ReceiptRefused(_("This receipt is not genuine: something in it was changed.")) from error


def _facts(content: bytes) -> Facts:
    code, exam, worker, number, finished, received, total, digest = json.loads(content)
    return Facts(code, exam, worker, number, datetime.fromtimestamp(finished, tz=UTC), received, total, digest)
