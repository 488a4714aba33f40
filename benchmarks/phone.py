"""One phone going the whole way: sign in, start, answer, save, hand in, see the result. Times in seconds.

What it does is written as steps that say what is asked and are told what came back (no network of their own), so that
three hundred threads and three thousand phones on one thread go the same way.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import socket
import time
import uuid
from collections import defaultdict
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
DATA = re.compile(r'data-(token|device|attempt|now)="([^"]+)"')
QUESTION = re.compile(r'name="q(\d+)" value="([A-Z])"')
SAVES = 5
RIGHT, POINTS = "A", 2  # as benchmarks/stage.py writes its questions
KNOWN = 0.8  # of the questions; at the others he guesses
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class WrongAnswer(RuntimeError):
    """The server did not answer as it does to a person."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; without `cookies` it goes as the exam page's own do."""

    step: str
    method: str
    path: str
    body: str = ""
    kind: str = ""
    cookies: bool = True


@dataclass(frozen=True, slots=True)
class Pause:
    """A person thinks, so many seconds. Who measures the server alone goes on at once."""

    seconds: float


Told = TypeVar("Told")
Steps = Generator[Asked | Pause, str, Told]


@dataclass
class Phone:
    """A browser's worth of one worker: cookies, how long each step took, and what it was told is saved."""

    port: int
    number: int
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cookies: dict[str, str] = field(default_factory=dict)
    attempt: str = ""
    chosen: dict[int, str] = field(default_factory=dict)
    acknowledged: int = 0

    def __post_init__(self) -> None:
        self.draw = random.Random(self.number)

    # ---- the way --------------------------------------------------------------------------------------------------

    def signing_in(self, code: str, pin: str, onward: str = "/") -> Steps[str]:
        """Sign in at the address of a poster; returns the page that it leads on to."""
        address = f"/sign-in/?{urlencode({'e': code, 'next': onward})}"
        page = yield Asked("sign-in page", "GET", address)
        fields = {"account": str(self.number), "pin": pin, "enterprise": code, "next": onward}
        return (yield _form("sign-in", address, page, **fields))

    def starting(self, exam: str, door: str = "") -> Steps[tuple[dict[str, str], list[tuple[int, list[str]]]]]:
        """Return the paper page's data, and each question's slot with its keys."""
        door = door or (yield Asked("door", "GET", f"/exams/{exam}/"))
        page = yield _form("start", f"/exams/{exam}/start/", door)
        keys: dict[int, list[str]] = defaultdict(list)
        for slot, key in QUESTION.findall(page):
            keys[int(slot)].append(key)
        data = dict(DATA.findall(page))
        self.attempt = data["attempt"]
        return data, sorted(keys.items())

    def saving(self, data: dict[str, str], events: list[dict[str, object]], last: str = "events") -> Steps[str]:
        """Send events as the exam page does: to `events`, or with the hand-in to `submit`."""
        body = json.dumps({"token": data["token"], "device": data["device"], "events": events})
        step = "save" if last == "events" else "submit"
        answer = yield Asked(step, "POST", f"/attempts/{data['attempt']}/{last}/", body, JSON, cookies=False)
        accepted = json.loads(answer)["accepted"]
        if len(accepted) != len(events):
            raise WrongAnswer(f"{step}: {answer[:200]}")
        self.acknowledged += len(accepted)
        return answer

    def answering(
        self, data: dict[str, str], questions: list[tuple[int, list[str]]], *, saves: int, pause: float = 0
    ) -> Steps[None]:
        """Answer the questions; they go up in bundles. `pause`: seconds a person needs for one, on the average."""
        size = -(-len(questions) // saves)
        for start in range(0, len(questions), size):
            bundle = questions[start : start + size]
            if pause:
                yield Pause(sum(self.draw.lognormvariate(0, 0.6) for _question in bundle) * pause / 1.2)
            yield from self.saving(data, [self._event(data, slot, keys) for slot, keys in bundle])

    def handing_in(self, data: dict[str, str]) -> Steps[str]:
        """Hand in from the exam page, and look at the result with its explanations."""
        last = {"seq": 999, "kind": "submit", "slot": None, "value": None, "at": int(data["now"])}
        yield from self.saving(data, [last], "submit")
        return (yield Asked("result", "GET", f"/attempts/{data['attempt']}/result/"))

    def sitting(self, exam: str, code: str, pin: str) -> Steps[None]:
        """The whole way, from the exam's poster to the explanations."""
        door = yield from self.signing_in(code, pin, f"/exams/{exam}/")
        data, questions = yield from self.starting(exam, door)
        yield from self.answering(data, questions, saves=SAVES)
        yield from self.handing_in(data)

    @property
    def expected_score(self) -> int:
        return POINTS * sum(choice == RIGHT for choice in self.chosen.values())

    def _event(self, data: dict[str, str], slot: int, keys: list[str]) -> dict[str, object]:
        self.chosen[slot] = RIGHT if self.draw.random() < KNOWN else self.draw.choice(keys)
        return {"seq": slot, "kind": "answer", "slot": slot, "value": [self.chosen[slot]], "at": int(data["now"])}

    # ---- the wire -------------------------------------------------------------------------------------------------

    def request(self, asked: Asked) -> bytes:
        """Return the request as it goes over the wire, for a connection of its own."""
        body = asked.body.encode()
        lines = [
            f"{asked.method} {asked.path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Connection: close",
            "Accept-Encoding: gzip",
            "Accept-Language: zh-CN",
        ]
        if asked.cookies and self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body:
            lines += [f"Content-Type: {asked.kind}", f"Content-Length: {len(body)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def take(self, asked: Asked, answer: bytes, seconds: float) -> Asked | str:
        """Keep time and cookies; return the page, or what a redirect asks for next. Raises WrongAnswer."""
        self.times[asked.step].append(seconds)
        head, _empty, body = answer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for name, _colon, value in (line.partition(":") for line in lines):
            if name.lower() == "set-cookie":
                cookie, _equals, content = value.strip().partition(";")[0].partition("=")
                self.cookies[cookie] = content
            headers[name.lower()] = value.strip()
        status = first.split(" ")[1:2]
        if status in (["301"], ["302"]):
            return Asked(f"{asked.step}: page", "GET", headers["location"])
        if status != ["200"]:
            raise WrongAnswer(f"{asked.step}: {first} {body[:200]!r}")
        return (gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body).decode()

    def go(self, steps: Steps[Told]) -> Told:
        """Go these steps without a pause, each request on a connection of its own."""
        told = ""
        try:
            asked = next(steps)
            while True:
                told = "" if isinstance(asked, Pause) else self._ask(asked)
                asked = steps.send(told)
        except StopIteration as done:
            result: Told = done.value
            return result

    def _ask(self, asked: Asked) -> str:
        while True:
            started = time.perf_counter()
            with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
                connection.sendall(self.request(asked))
                answer = b"".join(iter(lambda: connection.recv(65536), b""))
            told = self.take(asked, answer, time.perf_counter() - started)
            if isinstance(told, str):
                return told
            asked = told

    def ask(self, step: str, method: str, path: str, body: str = "", kind: str = "", *, cookies: bool = True) -> str:
        """Send one request by itself and return the page. Raises WrongAnswer."""
        return self._ask(Asked(step, method, path, body, kind, cookies))

    def sign_in(self, code: str, pin: str) -> None:
        self.go(self.signing_in(code, pin))

    def sit(self, exam: str, code: str, pin: str) -> None:
        self.go(self.sitting(exam, code, pin))


def _form(step: str, path: str, page: str, **fields: str) -> Asked:
    found = TOKEN.search(page)
    if found is None:
        raise WrongAnswer(f"{step}: no form on the page")
    return Asked(step, "POST", path, urlencode({"csrfmiddlewaretoken": found[1], **fields}), FORM)


def bare_events(count: int) -> tuple[str, list[dict[str, object]]]:
    """Return a new device and events for the yardstick: the same rows that a save inserts."""
    return str(uuid.uuid4()), [{"seq": n, "kind": "answer", "slot": n, "value": ["A"]} for n in range(count)]
