"""Pictures in a Word file: below the question, or on the line of their option; hazards with the squares over them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.shape import CT_Inline
from docx.shared import Mm

from exams.exporting.words import alt_words
from exams.hazard_grid import Grid
from exams.models.questions import QuestionKind
from exams.pictures.carried import carrying_jpeg
from exams.pictures.gridded import with_grid
from organizations.pictures import LONGEST_SIDE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from exams.importing.drafts import QuestionDraft
    from exams.pictures.drafts import DraftPicture
    from exams.pictures.shelf import Shelf

# millimetres
WIDEST, HIGHEST, HIGHEST_OF_OPTION, HIGHEST_OF_HAZARDS = 160.0, 75.0, 30.0, 110.0
PIXEL = 25.4 / 96  # nothing is printed larger than a screen shows it


class PicturePart(Part):
    """A picture that python-docx asks for when it writes the container: no other is in memory then."""

    def __init__(self, name: PackURI, read: Callable[[], bytes]) -> None:
        super().__init__(name, CONTENT_TYPE.JPEG)
        self._read = read

    @property
    def blob(self) -> bytes:
        return self._read()


class Pictures:
    """Puts the pictures of questions into one document."""

    def __init__(self, document: Document, shelf: Shelf) -> None:
        self.document, self.shelf = document, shelf
        self.count = 0

    def add(self, paragraph: Paragraph, question: QuestionDraft, place: str) -> None:
        """Add to a line the picture that the question has at this place, if any: "" is its own."""
        for picture in question.pictures:
            if picture.place == place:
                self._add(paragraph, picture, question)

    def _add(self, paragraph: Paragraph, picture: DraftPicture, question: QuestionDraft) -> None:
        self.count += 1
        part = PicturePart(PackURI(f"/word/media/picture{self.count}.jpg"), self._reader(picture, question))
        relation = self.document.part.relate_to(part, RELATION.IMAGE)
        width, height = self._size(picture, question.kind)
        inline: Any = CT_Inline.new_pic_inline(self.count, relation, f"picture{self.count}.jpg", width, height)
        inline.docPr.set("descr", alt_words(picture.alt))
        paragraph.add_run()._r.add_drawing(inline)

    def _reader(self, picture: DraftPicture, question: QuestionDraft) -> Callable[[], bytes]:
        if question.kind == QuestionKind.HAZARD:
            grid = Grid.of(key for key, _text in question.options)
            return lambda: with_grid(self.shelf.content(picture), grid)
        return lambda: carrying_jpeg(self.shelf.content(picture), longest_side=LONGEST_SIDE)

    def _size(self, picture: DraftPicture, kind: str) -> tuple[Mm, Mm]:
        width, height = (side * PIXEL for side in self.shelf.size(picture))
        highest = HIGHEST_OF_HAZARDS if kind == QuestionKind.HAZARD else HIGHEST_OF_OPTION if picture.place else HIGHEST
        scale = min(1.0, WIDEST / width, highest / height)
        return Mm(width * scale), Mm(height * scale)
