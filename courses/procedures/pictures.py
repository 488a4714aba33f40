"""The pictures that a file of procedures brings along: one a step, made light, told from others by their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from organizations.archives import BadFile
from organizations.pictures import light_webp, read_picture, said_of
from organizations.workbook_pictures import CellPicture


@dataclass(frozen=True, slots=True)
class BroughtPicture:
    """A WebP ready to be kept; `digest` is what its record will have as the SHA-1 of its file."""

    digest: str
    alt: str
    content: bytes = field(repr=False)


class PicturesOfFile:
    """Takes the pictures of one file; one that stands in it a hundred times is made light once."""

    def __init__(self) -> None:
        self._made: dict[bytes, BroughtPicture] = {}

    def of_row(self, pictures: Sequence[CellPicture]) -> BroughtPicture | None:
        """Return the picture of a row, None for none. Raises BadFile for two, or for one that can't be taken."""
        if not pictures:
            return None
        if len(pictures) > 1:
            raise BadFile(_("图片: %d pictures stand in this row, and a step shows one. Leave one.") % len(pictures))
        [picture] = pictures
        if not picture.content:
            raise BadFile(_("图片: the picture “%s” is missing in the file: put it in again.") % picture.name)
        key = hashlib.sha256(picture.content).digest()
        if key not in self._made:
            self._made[key] = _brought(picture)
        return self._made[key]


def _brought(picture: CellPicture) -> BroughtPicture:
    try:
        shown = read_picture(picture.content, filename=picture.name)
    except BadFile as refusal:
        raise BadFile(_("图片: %s") % refusal) from refusal
    content = light_webp(shown)
    digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    return BroughtPicture(digest, said_of(picture.alt), content)
