"""The page that checks receipts without this product and without a network, with the public keys inside."""

from __future__ import annotations

import json
from pathlib import Path

from exams.receipts.keys import public_keys, short_text
from organizations.filing.checker_page import one_file

SCRIPT = Path(__file__).parent / "checker" / "checker.js"
FORMAT = "jingzhong-receipt-keys-1"


def published_keys() -> dict[str, object]:
    """Return the public keys as anybody may have them; `public` is 32 bytes in base64 for addresses."""
    keys = [{"id": key.id, "public": short_text(key.raw), "signs": key.signs} for key in public_keys()]
    return {"format": FORMAT, "algorithm": "Ed25519", "keys": keys}


def receipt_checker() -> bytes:
    keys = json.dumps({key.id: short_text(key.raw) for key in public_keys()})
    return one_file("exams/receipts/checker.html", SCRIPT, context={"keys": keys})
