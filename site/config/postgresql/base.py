"""The database engine, where Django looks for it."""

from select import POLLIN, poll

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own; a kept connection is asked only if something happened to it."""

    def is_usable(self) -> bool:
        """Return whether the connection can still be used.

        A server that goes away says so, or its system does: something can be read where nothing was asked. Only then is
        a question worth its while, which Django puts at the beginning of each request. One that was found broken before
        has nothing left to be looked at.
        """
        if self.connection.closed:
            return False
        happened = poll()
        happened.register(self.connection.pgconn.socket, POLLIN)
        return super().is_usable() if happened.poll(0) else True
