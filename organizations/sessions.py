"""Sessions in the database, one write a sign-in."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    """Django's own, but a session that nobody has a key of yet gets its first key when it is saved.

    Django writes it at once, empty, to change a key that is not there, and a second time with what it holds.
    """

    def cycle_key(self) -> None:
        if self.session_key is not None:
            super().cycle_key()
