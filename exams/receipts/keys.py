"""The keys that receipts are signed with: Ed25519 (RFC 8032), so that whoever knows the public one needs no server.

The private key is derived from a secret of the settings: there is nothing to be stored, and every process has the same.
Public keys of earlier secrets stay valid as long as the settings name them (docs/operations.md).
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

PURPOSE = b"jingzhong.receipt.ed25519.1"
ID_LENGTH = 6


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that anybody may know: 32 bytes, and the short name that a receipt calls it by."""

    id: str
    raw: bytes
    signs: bool = False

    def accepts(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature was made over exactly this message by the holder of the private half."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


def sign(message: bytes) -> bytes:
    """Return 64 bytes; the same message has the same signature every time."""
    return _private_key(_secret()).sign(message)


def signing_key() -> PublicKey:
    """The public half of the key that signs now."""
    raw = _private_key(_secret()).public_key().public_bytes_raw()
    return PublicKey(key_id(raw), raw, signs=True)


def public_keys() -> list[PublicKey]:
    """Every key whose receipts are good: the one that signs now, and those of earlier secrets."""
    earlier = [plain_bytes(text) for text in settings.RECEIPT_OLD_KEYS]
    return [signing_key(), *(PublicKey(key_id(raw), raw) for raw in earlier)]


def key_id(raw: bytes) -> str:
    return short_text(hashlib.sha256(raw).digest())[:ID_LENGTH]


def short_text(content: bytes) -> str:
    """Return bytes as base64 for addresses, without the padding (RFC 4648 §5)."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def plain_bytes(text: str) -> bytes:
    """Return what `short_text` wrote. Raises ValueError for anything that it would have written differently."""
    try:
        content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except NotBase64 as error:
        raise ValueError(text) from error
    if short_text(content) != text:
        raise ValueError(text)
    return content


def _secret() -> str:
    return settings.RECEIPT_SECRET or settings.SECRET_KEY


@lru_cache(maxsize=8)
def _private_key(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hmac.digest(secret.encode(), PURPOSE, "sha256"))
