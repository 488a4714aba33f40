"""One line of text that nobody can change: what it says, which key signed it, and the signature."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from exams.receipts.keys import PublicKey, plain_bytes, public_keys, short_text, sign, signing_key

Plain = Sequence[str | int]


class NotSealed(ValueError):
    """The text holds no such line: it has been cut, or it is something else."""


class UnknownKey(ValueError):
    """The line was signed with a key that is not known here."""


class Forged(ValueError):
    """The line does not say what was signed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sealed line, known by how it begins: JZ1 is a receipt, JZC1 a certificate, JZA1 one of honour."""

    begins: str

    @property
    def pattern(self) -> re.Pattern[str]:
        said = rf"(?P<said>\b{self.begins}\.(?P<key>[\w-]{{6}})\.(?P<facts>[\w-]{{20,600}}))"
        return re.compile(rf"{said}\.(?P<signature>[\w-]{{86}})", re.ASCII)

    def seal(self, plain: Plain) -> str:
        """Return <kind>.<key>.<facts>.<signature>.

        The facts are JSON in base64 for addresses; signed is everything before the last dot.
        """
        content = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
        said = f"{self.begins}.{signing_key().id}.{short_text(content)}"
        return f"{said}.{short_text(sign(said.encode()))}"

    def unseal(self, text: str, keys: Sequence[PublicKey] | None = None) -> tuple[list[str | int], PublicKey]:
        """Return what the line inside the text says, and the key: the line alone, or the address from a QR code.

        Needs no database. Raises NotSealed, UnknownKey, Forged unless one of the keys (ours, if none are given) signed
        exactly this.
        """
        found = self.pattern.search(text)
        if found is None:
            raise NotSealed(text)
        known = {key.id: key for key in (public_keys() if keys is None else keys)}
        key = known.get(found["key"])
        if key is None:
            raise UnknownKey(text)
        try:
            if not key.accepts(plain_bytes(found["signature"]), found["said"].encode()):
                raise Forged(text)
            plain: list[str | int] = json.loads(plain_bytes(found["facts"]))
        except ValueError as error:
            raise Forged(text) from error
        return plain, key
