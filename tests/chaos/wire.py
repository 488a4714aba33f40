"""The way between a phone and the server, on which everything happens that happens to a request."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from random import Random

GIVE_UP_SECONDS = 12


class Mishap(Enum):
    """What becomes of one request."""

    NONE = "nothing"
    CUT_ASKING = "cut while it is sent"
    CUT_BEFORE_ANSWER = "cut when it is sent, before an answer comes"
    CUT_ANSWERING = "cut in the middle of the answer"
    SLOW = "delayed"
    TWICE = "sent twice at the same time"
    GHOST = "comes once more, much later"


WEIGHTS = (70, 6, 6, 4, 5, 4, 5)


class NoSignal(OSError):
    """The phone has no signal, or the answer never came."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    text: str


@dataclass
class Wire:
    """One phone's way to the server. `strays` are copies of requests that are on their way still."""

    port: int
    draw: Random
    strays: set[asyncio.Task[None]]
    has_signal: bool = True
    mishaps: dict[str, int] = field(default_factory=dict)

    async def send(self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None) -> Answer:
        """Send a request through whatever happens. Raises NoSignal."""
        mishap, share = self.draw.choices(list(Mishap), weights=WEIGHTS)[0], self.draw.random()
        request = self._words(method, path, body, headers or {})
        if not self.has_signal:
            raise NoSignal
        self.mishaps[mishap.value] = self.mishaps.get(mishap.value, 0) + 1
        if mishap == Mishap.SLOW:
            await asyncio.sleep(share * 0.6)
        if mishap in {Mishap.TWICE, Mishap.GHOST}:
            self._send_stray(request, share * (4 if mishap == Mishap.GHOST else 0.02))
        try:
            async with asyncio.timeout(GIVE_UP_SECONDS):
                said = await self._exchange(request, mishap, share)
        except (OSError, TimeoutError) as error:
            raise NoSignal from error
        if not self.has_signal:
            raise NoSignal
        return said

    async def _exchange(self, request: bytes, mishap: Mishap, share: float) -> Answer:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            if mishap == Mishap.CUT_ASKING:
                writer.write(request[: int(len(request) * share)])
                await writer.drain()
                raise NoSignal
            writer.write(request)
            await writer.drain()
            if mishap == Mishap.CUT_BEFORE_ANSWER:
                await asyncio.sleep(share * 0.03)
                raise NoSignal
            if mishap == Mishap.CUT_ANSWERING:
                await reader.readexactly(20)
                raise NoSignal
            return _heard(await reader.read(-1))
        except asyncio.IncompleteReadError as error:
            raise NoSignal from error
        finally:
            writer.transport.abort()

    def _send_stray(self, request: bytes, wait: float) -> None:
        stray = asyncio.create_task(self._stray(request, wait))
        self.strays.add(stray)
        stray.add_done_callback(self.strays.discard)

    async def _stray(self, request: bytes, wait: float) -> None:
        await asyncio.sleep(wait)
        try:
            async with asyncio.timeout(GIVE_UP_SECONDS):
                await self._exchange(request, Mishap.NONE, 0)
        except (OSError, TimeoutError):
            return

    def _words(self, method: str, path: str, body: str, headers: Mapping[str, str]) -> bytes:
        content = body.encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if method == "POST":
            lines.append(f"Content-Length: {len(content)}")
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def _heard(words: bytes) -> Answer:
    head, _empty, body = words.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) < 2 or not parts[1].isdecimal():
        raise NoSignal
    named = [(name.lower(), value.strip()) for name, _colon, value in (line.partition(":") for line in lines)]
    headers = dict(named)
    if len(body) < int(headers.get("content-length", len(body))):
        raise NoSignal
    baked = (value.partition(";")[0].partition("=") for name, value in named if name == "set-cookie")
    return Answer(int(parts[1]), headers, {name: value for name, _equals, value in baked}, body.decode())
