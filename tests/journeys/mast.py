"""A mast between the phones and the server, that can be cut: for pages and for service workers alike."""

from __future__ import annotations

import contextlib
import socket
import threading


class Mast:
    """Passes connections on to the server, until it is cut; then every connection breaks, open ones too."""

    def __init__(self, host: str, port: int) -> None:
        self.server = (host, port)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.open: set[socket.socket] = set()
        self.is_off = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        self.is_off.set()
        for end in tuple(self.open):
            self._close(end)

    def mend(self) -> None:
        self.is_off.clear()

    def fell(self) -> None:
        self.cut()
        self._close(self.door)

    def _listen(self) -> None:
        while True:
            try:
                phone, _address = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(phone,), daemon=True).start()

    def _connect(self, phone: socket.socket) -> None:
        if self.is_off.is_set():
            self._close(phone)
            return
        server = socket.create_connection(self.server)
        self.open |= {phone, server}
        if self.is_off.is_set():  # since it was asked above: a cut breaks what is just being connected too
            self._close(phone)
            self._close(server)
            return
        back = threading.Thread(target=self._pass_on, args=(server, phone), daemon=True)
        back.start()
        self._pass_on(phone, server)
        back.join()
        self.open -= {phone, server}

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while words := one.recv(65536):
                other.sendall(words)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_WR)

    def _close(self, end: socket.socket) -> None:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
        self.open.discard(end)
