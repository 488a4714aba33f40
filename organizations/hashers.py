"""The hashes of passwords and of PINs."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.utils.crypto import constant_time_compare, salted_hmac

log = logging.getLogger(__name__)
PURPOSE = "organizations.pin"


class FrugalArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with 7 MiB, five passes, one lane, for passwords.

    The cost is one of the equivalent settings of the OWASP password storage cheat sheet; Django's own costs six
    times as much.
    """

    time_cost = 5
    memory_cost = 7 * 1024
    parallelism = 1


class PinHasher(Argon2PasswordHasher):
    """Argon2id over a PIN keyed with the site's secret: `pin$<mark of the key>$argon2id$…`.

    No slowness protects six digits: a million tries are few. The key does, which is not in the database; so one pass
    over 7 MiB is enough, and a whole shift signs in within a minute on two cores (ADR 14). A PIN that was keyed with
    one of SECRET_KEY_FALLBACKS is right, and keyed anew at the next sign-in.
    """

    algorithm = "pin"
    time_cost = 1
    memory_cost = 7 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        key = settings.SECRET_KEY
        bare = super().encode(_keyed(password, key), salt).removeprefix(f"{self.algorithm}$")
        return f"{self.algorithm}${_mark(key)}${bare}"

    def decode(self, encoded: str) -> dict[str, Any]:
        decoded: dict[str, Any] = super().decode(self._unmarked(encoded)[1])
        return decoded

    def verify(self, password: str, encoded: str) -> bool:
        mark, unmarked = self._unmarked(encoded)
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            if constant_time_compare(mark, _mark(key)):
                return bool(super().verify(_keyed(password, key), unmarked))
        log.error("A PIN was hashed with a key that is neither SECRET_KEY nor one of SECRET_KEY_FALLBACKS.")
        return False

    def must_update(self, encoded: str) -> bool:
        return self._unmarked(encoded)[0] != _mark(settings.SECRET_KEY) or super().must_update(encoded)

    def _unmarked(self, encoded: str) -> tuple[str, str]:
        """Return the mark of the key, and the hash as Django writes it."""
        _algorithm, mark, bare = encoded.split("$", 2)
        return mark, f"{self.algorithm}${bare}"


def _keyed(pin: str, key: str | bytes) -> str:
    return salted_hmac(PURPOSE, pin, secret=key, algorithm="sha256").hexdigest()


def _mark(key: str | bytes) -> str:
    """Return eight digits that tell keys apart, and nothing about them."""
    return salted_hmac(f"{PURPOSE}.mark", "", secret=key, algorithm="sha256").hexdigest()[:8]
