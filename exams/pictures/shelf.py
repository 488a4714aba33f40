"""The pictures of questions on their way out: each is opened when it is wanted, so that few are in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from exams.importing.drafts import QuestionDraft
from exams.models import QuestionPicture
from exams.pictures.drafts import DraftPicture
from exams.pictures.small import SmallPicture


class Shelf:
    """Knows where the pictures of some drafts are kept, and how large they are."""

    def __init__(self, kept: Mapping[UUID, QuestionPicture]) -> None:
        self._kept = kept

    @classmethod
    def of(cls, drafts: Iterable[QuestionDraft]) -> Shelf:
        """Return the shelf for these drafts. One query, none where no bank has a picture of theirs."""
        sources = {picture.source for draft in drafts for picture in draft.pictures}
        kept = [source for source in sources if isinstance(source, UUID)]
        return cls(QuestionPicture.objects.in_bulk(kept) if kept else {})

    def size(self, picture: DraftPicture) -> tuple[int, int]:
        """Return width and height, pixels."""
        kept = self._found(picture)
        return kept.width, kept.height

    def content(self, picture: DraftPicture) -> bytes:
        """Return the WebP as it is kept."""
        kept = self._found(picture)
        if isinstance(kept, SmallPicture):
            return kept.content
        with kept.file.open() as file:
            return bytes(file.read())

    def _found(self, picture: DraftPicture) -> SmallPicture | QuestionPicture:
        return picture.source if isinstance(picture.source, SmallPicture) else self._kept[picture.source]


EMPTY = Shelf({})  # for drafts that bring their pictures themselves
