"""What a page asks of whoever takes it in, without the page."""

from __future__ import annotations

from dataclasses import dataclass

from courses.models.records import LearningCategory


@dataclass(frozen=True, slots=True)
class Demand:
    """When a page counts as taken in: after `needed_seconds` of reading, or at the end of a film of `video_seconds`.

    With `may_skip` the film may be skipped through; without, its first viewing goes from beginning to end. Where the
    page `asks`, its questions have to be answered too.
    """

    needed_seconds: int
    video_seconds: int = 0
    may_skip: bool = True
    asks: bool = False

    @property
    def is_video(self) -> bool:
        return self.video_seconds > 0


@dataclass(frozen=True, slots=True)
class Material:
    """A page as something to learn: its demand, and the keys of its questions ("A", "C", ...)."""

    page: int
    category: LearningCategory
    demand: Demand
    keys: tuple[str, ...] = ()
