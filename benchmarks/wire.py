"""The wire between a phone and the server, with a meter on it."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType


class Wire:
    """Passes connections on to the server and notes what each request brought back.

    The server closes a connection after its answer (gunicorn.conf.py), so one connection is one request.
    """

    def __init__(self, port: int) -> None:
        self.server = ("127.0.0.1", port)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.noted: list[tuple[str, int]] = []

    def __enter__(self) -> Wire:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.door.close()

    @property
    def requests(self) -> int:
        return len(self.noted)

    @property
    def bytes(self) -> int:
        """Bytes that the server sent, headers included."""
        return sum(size for _line, size in self.noted)

    def taken(self) -> list[tuple[str, int]]:
        """Return what was noted, each request with its bytes, and begin anew."""
        noted, self.noted = self.noted, []
        return noted

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                phone, _address = self.door.accept()
                threading.Thread(target=self._connect, args=(phone,), daemon=True).start()

    def _connect(self, phone: socket.socket) -> None:
        """Pass one connection on; one that the phone opens ahead of time and never uses is no request."""
        with phone, contextlib.suppress(OSError), socket.create_connection(self.server) as server:
            asked = phone.recv(65536)
            if not asked:
                return
            server.sendall(asked)
            threading.Thread(target=self._ask_on, args=(phone, server), daemon=True).start()
            size = 0
            while answer := server.recv(65536):
                size += len(answer)
                phone.sendall(answer)
            self.noted.append((" ".join(asked.decode("latin-1").split(" ", 2)[:2]), size))

    def _ask_on(self, phone: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while asked := phone.recv(65536):
                server.sendall(asked)
