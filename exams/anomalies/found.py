"""What the search looks at, and what it finds. Plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from exams.models.anomalies import OddKind


@dataclass(frozen=True, slots=True)
class Given:
    """One question as it was answered, in the order of the paper; `chosen` is empty where nothing was."""

    version: int
    chosen: tuple[str, ...]
    is_right: bool

    @property
    def is_wrong(self) -> bool:
        return bool(self.chosen) and not self.is_right


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment to another."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Sitting:
    """One graded sitting. Units and people are keys; on paper nobody knows when it was begun.

    `pauses` are those of its unit and of the units above, in the order of their beginnings.
    """

    attempt: UUID
    worker: int
    unit: int
    enterprise: int
    started_at: datetime | None
    finished_at: datetime
    on_paper: bool
    is_full: bool
    given: tuple[Given, ...]
    pauses: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """One event of the journal, as far as time and place are concerned; `away` are seconds, for a return."""

    device: UUID
    seq: int
    kind: str
    slot: int | None
    at: datetime
    away: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening of a sitting's page from somebody's own phone."""

    device: UUID
    phone: str
    agent: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """One odd thing. `about` names what it is about within exam and kind, and stays the same in every search."""

    kind: OddKind
    unit: int
    about: str
    attempts: tuple[UUID, ...]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def evidence(self) -> dict[str, Any]:
        return {"attempts": [str(attempt) for attempt in self.attempts], **self.facts}
