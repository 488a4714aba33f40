"""What a phone sends and what it gets back: the form of a batch, checked before anything looks at its meaning."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from exams.errors import BatchRefused
from exams.models import EventKind
from exams.possible import MOST_CHARACTERS
from exams.services.hand_ins import HandedIn
from exams.services.journal import Acknowledged, PhoneEvent

MAX_BYTES = 64 * 1024
MAX_EVENTS = 200
MOST_MESSAGES = 3  # the newest ones; a phone shows no more
MOST_PARTS = 48  # squares of a picture; more can be chosen nowhere
MAX_SEQ = 2**53 - 1  # the largest whole number that JavaScript counts exactly
EARLIEST_MS, LATEST_MS = 1_600_000_000_000, 4_100_000_000_000  # 2020 to 2099


class HasNews(Protocol):
    """An attempt, or what a save learnt of it."""

    @property
    def deadline(self) -> datetime | None: ...
    @property
    def state(self) -> str: ...
    @property
    def paused_at(self) -> datetime | None: ...
    @property
    def told(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Batch:
    """One save request of one device."""

    token: str
    device: UUID
    events: tuple[PhoneEvent, ...]


def read_batch(body: bytes) -> Batch:
    """Return the batch that the body holds: {"token", "device", "events": [{"seq", "kind", "slot", "value", "at"}]}.

    Raises BatchRefused for anything else; `at` is milliseconds since 1970 in the server's time.
    """
    if len(body) > MAX_BYTES:
        raise BatchRefused(_("Too much at once."))
    try:
        data = json.loads(body)
        events = data["events"]
        if not isinstance(events, list) or len(events) > MAX_EVENTS:
            raise BatchRefused(_("Too much at once."))
        return Batch(str(data["token"]), UUID(str(data["device"])), tuple(read_event(event) for event in events))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise BatchRefused(_("This is not a save of the exam page. Reload it.")) from error


def read_event(data: dict[str, Any]) -> PhoneEvent:
    """Return one event. Raises KeyError, TypeError or ValueError for what no page of ours makes."""
    return PhoneEvent(
        seq=_whole(data["seq"], 0, MAX_SEQ),
        kind=EventKind(data["kind"]),
        slot=None if data.get("slot") is None else _whole(data["slot"], 0, 999),
        value=_value(data.get("value")),
        chosen_at=read_moment(data["at"]),
    )


def read_moment(milliseconds: object) -> datetime:
    """Return the moment so many milliseconds after 1970. Raises ValueError outside this century's working life."""
    return datetime.fromtimestamp(_whole(milliseconds, EARLIEST_MS, LATEST_MS) / 1000, tz=UTC)


def _whole(number: object, low: int, high: int) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
        raise ValueError(number)
    return number


def _value(value: object) -> list[str] | bool | int | str | None:
    match value:
        case None | bool() | int():
            return value
        case str() if len(value) <= 40:
            return value
        case list() if len(value) <= MOST_PARTS and all(_is_short(part) for part in value):
            return value
    raise ValueError(value)


def _is_short(part: object) -> bool:
    return isinstance(part, str) and len(part) <= MOST_CHARACTERS and part.isprintable()


def reply(acknowledged: Acknowledged) -> dict[str, Any]:
    """Return the answer as plain data; times are milliseconds since 1970."""
    return {
        "now": milliseconds(acknowledged.now),
        **news(acknowledged),
        "accepted": acknowledged.accepted,
        "refused": acknowledged.refused,
        "taken": acknowledged.taken_over,
    }


def receipt_reply(handed_in: HandedIn, result_url: str) -> dict[str, Any]:
    """Return the answer to a hand-in: that of a save, and the receipt."""
    return {
        **reply(handed_in.acknowledged),
        "receipt": handed_in.receipt,
        "finished": milliseconds(handed_in.finished_at),
        "by": handed_in.by,
        "received": handed_in.received,
        "total": handed_in.total,
        "result": result_url,
    }


def news(of: HasNews) -> dict[str, Any]:
    """Return what a phone has to know even when it has nothing to say: `paused` since when, the latest `messages`."""
    return {
        "deadline": milliseconds(of.deadline),
        "state": of.state,
        "paused": milliseconds(of.paused_at),
        "messages": messages(of.told),
    }


def messages(told: str) -> list[dict[str, Any]]:
    """Return the newest messages of the invigilator, {"at": milliseconds, "text"}, in the order they were written."""
    return [json.loads(line) for line in told.split("\n")[-MOST_MESSAGES - 1 : -1]]


def milliseconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)
