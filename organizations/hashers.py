"""The hash of PINs and passwords."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class FrugalArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with 7 MiB, five passes, one lane: a whole shift signs in within a minute on two cores.

    The cost is one of the equivalent settings of the OWASP password storage cheat sheet; Django's own costs six
    times as much.
    """

    time_cost = 5
    memory_cost = 7 * 1024
    parallelism = 1
