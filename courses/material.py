"""What a page asks of whoever takes it in, without the page."""

from __future__ import annotations

from dataclasses import dataclass

from courses.models.records import LearningCategory


@dataclass(frozen=True, slots=True)
class Material:
    """`needed_seconds` of reading, or a video of `video_seconds`, and the keys of its questions ("A", "C", ...).

    With `may_skip` the video may be skipped through; without, its first viewing goes from beginning to end.
    """

    page: int
    category: LearningCategory
    needed_seconds: int
    keys: tuple[str, ...] = ()
    video_seconds: int = 0
    may_skip: bool = True

    @property
    def is_video(self) -> bool:
        return self.video_seconds > 0
