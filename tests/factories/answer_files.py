"""Answer files as a phone writes them (site/static/js/exam/answer-file.js)."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from exams.answer_files.format import FiledEvent, file_key
from exams.models import AnswerFile, AnswerFileStep, Attempt, EventKind
from exams.phone import milliseconds
from exams.services.answer_files import Brought, enter_answer_file, take_in
from exams.services.journal import PhoneEvent
from organizations.models import User


def plain_event(filed: FiledEvent) -> dict[str, Any]:
    event = filed.event
    return {
        "device": str(filed.device),
        "seq": event.seq,
        "kind": event.kind.value,
        "slot": event.slot,
        "value": event.value,
        "at": milliseconds(event.chosen_at),
    }


def file_bytes(
    attempt: UUID, events: Sequence[FiledEvent], /, *, saved_at: datetime | None = None, key: str = "", **said: Any
) -> bytes:
    """Return the file of these events; `said` overrules what stands in it, `key` the key of its sitting."""
    data = {
        "format": "jingzhong-answers-1",
        "attempt": str(attempt),
        "exam": "岗位安全知识考试",
        "worker": "0217",
        "saved": milliseconds(saved_at or timezone.now()),
        "events": [plain_event(event) for event in events],
    }
    line = json.dumps({**data, **said}, separators=(",", ":")).encode()
    return signed_line(line, key or file_key(attempt))


def signed_line(line: bytes, key: str) -> bytes:
    """Return the line with both sums below it."""
    keyed = hmac.digest(key.encode(), line, "sha256").hex()
    return line + f"\nsha256:{hashlib.sha256(line).hexdigest()} hmac:{keyed}".encode()


def chosen(answers: dict[int, list[str]], moment: datetime, *, device: UUID | None = None) -> list[FiledEvent]:
    """Return the events of one phone that chose these answers by slot, a second apart up to the moment."""
    phone = device or uuid4()
    return [
        FiledEvent(
            phone,
            PhoneEvent(seq, EventKind.ANSWER, slot, keys, moment - timedelta(seconds=len(answers) - seq)),
        )
        for seq, (slot, keys) in enumerate(answers.items())
    ]


def file_of(attempt: Attempt, answers: dict[int, list[str]], *, device: UUID | None = None) -> bytes:
    """Return the file of a phone on which these answers were chosen in the first minute of the sitting."""
    assert attempt.started_at is not None
    return file_bytes(attempt.pk, chosen(answers, attempt.started_at + timedelta(minutes=1), device=device))


def brought(content: bytes, name: str = "答卷-0217.txt") -> Brought:
    return Brought(name, content)


def bring(attempt: Attempt, content: bytes, by: User) -> AnswerFile:
    """Take the file in, as the page of its exam does."""
    return take_in(exam=attempt.exam, attempts=Attempt.objects.all(), brought=brought(content), by=by)[0]


def enter(kept: AnswerFile, by: User, reason: str = "井下没有信号") -> AnswerFileStep:
    """Enter the file, or ask for it, as it is in the database now."""
    return enter_answer_file(answer_file=AnswerFile.objects.get(pk=kept.pk), reason=reason, by=by)


def after(attempt: Attempt, moment: timedelta) -> datetime:
    """The moment that lies so long after the sitting's deadline."""
    assert attempt.deadline is not None
    return attempt.deadline + moment
