"""A picture that is there before somebody fills in the form of its question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exams.models import VersionPicture
from exams.pictures.addresses import picture_url
from exams.pictures.drafts import DraftPicture
from exams.pictures.small import SmallPicture


@dataclass(frozen=True, slots=True)
class KnownPicture:
    """The picture as a draft has it, where the page finds it, and its width and height, pixels."""

    draft: DraftPicture
    src: str
    width: int
    height: int


def known_in_version(pictures: Iterable[VersionPicture], *, reader: int) -> list[KnownPicture]:
    """Return the pictures of a version for the page of this person; their rows must be fetched along."""
    return [
        KnownPicture(
            DraftPicture(used.place, used.alt, used.picture_id),
            picture_url(used.picture_id, reader=reader),
            used.picture.width,
            used.picture.height,
        )
        for used in pictures
    ]


def known_in_draft(pictures: Iterable[DraftPicture]) -> list[KnownPicture]:
    """Return the pictures that no bank has yet: the page carries them itself."""
    return [
        KnownPicture(picture, f"data:image/webp;base64,{small.as_data()['content']}", small.width, small.height)
        for picture in pictures
        if isinstance(small := picture.source, SmallPicture)
    ]
