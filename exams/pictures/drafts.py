"""A picture on its way into a version of a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self
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

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, a new picture in base64."""
        source = str(self.source) if isinstance(self.source, UUID) else self.source.as_data()
        return {"place": self.place, "alt": self.alt, "source": source}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        source = data["source"]
        return cls(
            data["place"], data["alt"], UUID(source) if isinstance(source, str) else SmallPicture.from_data(source)
        )
