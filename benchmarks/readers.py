"""Many readers at once that cost little themselves: one thread, plain streams. What is measured shares their cores."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import perf_counter

from benchmarks.phone import Phone, WrongAnswer


def read_all(phones: Sequence[Phone], addresses: Sequence[str], *, tag: str = "") -> list[float]:
    """Let the phones, which have signed in, share these addresses without a pause; return each wait in seconds.

    With a `tag` they have seen that version. Raises WrongAnswer for anything but a page, or word that it is the same.
    """
    return asyncio.run(_read_all(phones, addresses, tag))


async def _read_all(phones: Sequence[Phone], addresses: Sequence[str], tag: str) -> list[float]:
    shares = [_read(phone, addresses[place :: len(phones)], tag) for place, phone in enumerate(phones)]
    return [wait for waits in await asyncio.gather(*shares) for wait in waits]


async def _read(phone: Phone, addresses: Sequence[str], tag: str) -> list[float]:
    cookies = "; ".join(f"{name}={value}" for name, value in phone.cookies.items())
    headers = f"Host: 127.0.0.1\r\nAccept-Language: zh-CN\r\nCookie: {cookies}\r\n"
    if tag:
        headers += f"If-None-Match: {tag}\r\n"
    wanted = b"HTTP/1.1 304" if tag else b"HTTP/1.1 200"
    waits = []
    for address in addresses:
        started = perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
        writer.write(f"GET {address} HTTP/1.1\r\n{headers}\r\n".encode())
        answer = await reader.read(-1)
        waits.append(perf_counter() - started)
        writer.close()
        if not answer.startswith(wanted):
            raise WrongAnswer(f"{address}: {answer[:60]!r}")
    return waits
