"""What a screen shows: chosen by an officer, the same for every screen that shows the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from leaderboard.models import ScreenDevice


@dataclass(frozen=True, slots=True)
class Contents:
    """A unit, and a competition, an exam, or both; `shows_live` lets standings be seen while judges mark."""

    unit: int
    competition: UUID | None
    exam: UUID | None
    shows_live: bool

    @property
    def key(self) -> str:
        """What names the picture that all screens with these contents share."""
        return f"{self.unit}.{self.competition or '-'}.{self.exam or '-'}.{int(self.shows_live)}"


def contents_of(device: ScreenDevice) -> Contents:
    """Return what this screen shows; it has been allowed."""
    if device.unit_id is None:
        raise ValueError(f"{device.pk} has not been allowed")
    return Contents(device.unit_id, device.competition_id, device.exam_id, device.shows_live)
