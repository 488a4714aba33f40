"""Sessions in the database, one write a sign-in."""

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils.crypto import get_random_string

KEY_LENGTH = 32


class SessionStore(DatabaseStore):
    """Django's own, but a session that nobody has a key of yet gets its first key when it is saved.

    Django writes it at once, empty, to change a key that is not there, and a second time with what it holds.
    """

    def cycle_key(self) -> None:
        if self.session_key is not None:
            super().cycle_key()

    def _get_new_session_key(self) -> str:
        """Return a key drawn at random. Django asks first whether it is taken; the insert would say so too."""
        return get_random_string(KEY_LENGTH, VALID_KEY_CHARS)
