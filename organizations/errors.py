"""Refusals that a person is told about. The message is a whole sentence for him."""


class Refused(Exception):
    """Something asked for can't be done. `str(error)` says in the reader's language what, and what to do."""
