"""The pictures of steps for paper: small JPEGs, which a PDF holds as they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from courses.pages.files import Picture
from organizations.archives import BadFile
from organizations.pictures import read_picture

LONGEST_SIDE = 900  # pixels: ten to a millimetre, as wide as a card is
QUALITY = 75


@dataclass(frozen=True, slots=True)
class PaperPicture:
    """A JPEG; `ratio` is its height by its width."""

    ratio: float
    content: bytes = field(repr=False)


def paper_pictures(keys: Collection[int]) -> dict[int, PaperPicture]:
    """Return these pictures by key; one that is gone from the disk or can't be read is left out. One query."""
    found = {key: _paper(picture) for key, picture in Picture.objects.in_bulk(list(keys)).items()}
    return {key: paper for key, paper in found.items() if paper is not None}


def _paper(picture: Picture) -> PaperPicture | None:
    try:
        with picture.open_file() as file:
            shown = read_picture(file.read(), filename=picture.title, longest=LONGEST_SIDE)
    except (BadFile, OSError):
        return None
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    shown.save(buffer, "JPEG", quality=QUALITY)
    return PaperPicture(shown.height / shown.width, buffer.getvalue())
