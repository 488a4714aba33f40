"""Receipt codes as people read them out, type them, and photograph them."""

from __future__ import annotations

import re
import secrets

# no 0 O 1 I L U: a code is read out over the telephone
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = re.compile(rf"([{LETTERS}]{{4}})[-\s]?([{LETTERS}]{{4}})")
IN_ADDRESS = re.compile(r"/receipts/([^/?#]+)/")


def new_receipt() -> str:
    """Return a code like 7K3M-92QF: 30⁸ of them, so that guessing one is hopeless."""
    code = "".join(secrets.choice(LETTERS) for _place in range(8))
    return f"{code[:4]}-{code[4:]}"


def plain_code(typed: str) -> str:
    """Return the code that somebody typed, or that stands in the address of a QR code; empty where there is none."""
    found = IN_ADDRESS.search(typed)
    code = CODE.fullmatch((found[1] if found else typed).strip().upper())
    return f"{code[1]}-{code[2]}" if code else ""
