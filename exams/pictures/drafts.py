"""A picture on its way into a version of a question."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from exams.pictures.small import SmallPicture


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """Where it stands (empty for the question itself, or an option's key), what it shows in words, and the picture.

    `source` is a new picture, or the key of one that some bank has.
    """

    place: str
    alt: str
    source: SmallPicture | UUID
