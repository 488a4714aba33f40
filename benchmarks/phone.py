"""One phone going the whole way: sign in, start, answer, save, hand in, see the result. Times in seconds."""

from __future__ import annotations

import http.client
import json
import random
import re
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
DATA = re.compile(r'data-(token|device|attempt|now)="([^"]+)"')
QUESTION = re.compile(r'name="q(\d+)" value="([A-Z])"')
SAVES = 5


class WrongAnswer(RuntimeError):
    """The server did not answer as it does to a person."""


@dataclass
class Phone:
    """A browser's worth of one worker: cookies, one connection, and how long each step took."""

    port: int
    number: int
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, step: str, method: str, path: str, body: str = "", kind: str = "", *, cookies: bool = True) -> str:
        """Send one request, keep its cookies, follow redirects, and return the page. Raises WrongAnswer."""
        started = time.perf_counter()
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "zh-CN"}
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if kind:
            headers["Content-Type"] = kind
        self.connection.request(method, path, body or None, headers)
        response = self.connection.getresponse()
        raw = response.read()
        for header in response.headers.get_all("Set-Cookie") or ():
            name, _equals, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        if response.status in {301, 302}:
            self.times[step].append(time.perf_counter() - started)
            return self.ask(f"{step}: page", "GET", response.headers["Location"])
        self.times[step].append(time.perf_counter() - started)
        if response.status != 200:
            raise WrongAnswer(f"{step}: {response.status} {raw[:200]!r}")
        if response.headers.get("Content-Encoding") == "gzip":
            import gzip  # noqa: PLC0415

            raw = gzip.decompress(raw)
        return raw.decode()

    def post_form(self, step: str, path: str, page: str, **fields: str) -> str:
        found = TOKEN.search(page)
        if found is None:
            raise WrongAnswer(f"{step}: no form on the page")
        body = urlencode({"csrfmiddlewaretoken": found[1], **fields})
        return self.ask(step, "POST", path, body, "application/x-www-form-urlencoded")

    def sign_in(self, code: str, pin: str) -> None:
        page = self.ask("sign-in page", "GET", f"/sign-in/?e={code}")
        self.post_form("sign-in", f"/sign-in/?e={code}", page, account=str(self.number), pin=pin, enterprise=code)

    def start(self, exam: str) -> tuple[dict[str, str], list[tuple[int, list[str]]]]:
        """Return the paper page's data, and each question's slot with its keys."""
        page = self.ask("door", "GET", f"/exams/{exam}/")
        page = self.post_form("start", f"/exams/{exam}/start/", page)
        keys: dict[int, list[str]] = defaultdict(list)
        for slot, key in QUESTION.findall(page):
            keys[int(slot)].append(key)
        return dict(DATA.findall(page)), sorted(keys.items())

    def save(self, data: dict[str, str], events: list[dict[str, object]], step: str = "save", path: str = "") -> None:
        body = json.dumps({"token": data["token"], "device": data["device"], "events": events})
        where = path or f"/attempts/{data['attempt']}/events/"
        self.ask(step, "POST", where, body, "application/json", cookies=bool(path))

    def answer_all(self, data: dict[str, str], questions: list[tuple[int, list[str]]]) -> None:
        """Answer every question; the saves go up in bundles, as a phone's do."""
        size = -(-len(questions) // SAVES)
        for start in range(0, len(questions), size):
            self.save(data, [_event(data, slot, keys) for slot, keys in questions[start : start + size]])

    def hand_in(self, attempt: str) -> None:
        page = self.ask("look over", "GET", f"/attempts/{attempt}/hand-in/")
        self.post_form("submit", f"/attempts/{attempt}/hand-in/", page)
        self.ask("result", "GET", f"/attempts/{attempt}/result/")

    def sit(self, exam: str, code: str, pin: str) -> None:
        self.sign_in(code, pin)
        data, questions = self.start(exam)
        self.answer_all(data, questions)
        self.hand_in(data["attempt"])


def _event(data: dict[str, str], slot: int, keys: list[str]) -> dict[str, object]:
    choice = [random.choice(keys)]
    return {"seq": slot, "kind": "answer", "slot": slot, "value": choice, "at": int(data["now"])}


def bare_events(count: int) -> tuple[str, list[dict[str, object]]]:
    """Return a new device and events for the yardstick: the same rows that a save inserts."""
    return str(uuid.uuid4()), [{"seq": n, "kind": "answer", "slot": n, "value": ["A"]} for n in range(count)]
