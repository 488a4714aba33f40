"""The pictures of one row of a table: of the question, or of the option in whose column they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from exams.importing.columns import OPTION_FIELDS, Columns
from exams.importing.drafts import QuestionDraft, UnreadableRow
from exams.importing.pictures import described, not_carried, taken
from exams.models.questions import QuestionKind
from exams.pictures.alone import PICTURE_ALONE
from exams.pictures.drafts import DraftPicture
from organizations.workbook_pictures import IN_A_CELL, CellPicture, Pictures

OF_QUESTION = ("stem", "picture", "picture_flag")
PLACES = {**dict.fromkeys(OF_QUESTION, ""), **dict(zip(OPTION_FIELDS, "ABCDEFGH", strict=False))}


Row = Mapping[int, Sequence[CellPicture]]  # by column from 0


def by_row(pictures: Pictures) -> dict[int, Row]:
    """Return the pictures of a sheet by the number of their row."""
    rows: dict[int, dict[int, Sequence[CellPicture]]] = defaultdict(dict)
    for (number, column), found in pictures.items():
        rows[number][column] = found
    return dict(rows)


def one_a_cell(row: Row) -> dict[int, CellPicture]:
    """Return the pictures of a row by column. Raises UnreadableRow where two are at one cell."""
    if any(len(found) > 1 for found in row.values()):
        raise UnreadableRow(not_carried())
    return {column: found[0] for column, found in row.items()}


def beside_no_question() -> str:
    return _("A picture stands beside no question: lay it over the row of its question.")


def without_pictures(cells: Mapping[str, str], columns: Columns, pictures: Collection[int]) -> dict[str, str]:
    """Return the cells of a row, by field, as words alone; `pictures` are the columns that have some."""
    words = {name: "" if IN_A_CELL.match(cell) else cell for name, cell in cells.items()}
    if not pictures:
        return words
    pictured = [name for name, column in columns.fields.items() if column in pictures]
    options = {name: words.get(name) or PICTURE_ALONE for name in pictured if name in OPTION_FIELDS}
    return {**words, **options, "picture": "", "picture_flag": ""}


def pictured(draft: QuestionDraft, columns: Columns, pictures: Mapping[int, CellPicture]) -> QuestionDraft:
    """Return the draft with the pictures of its row. Raises UnreadableRow for one that is missing or can't be placed.

    What lies over a column that means nothing is the question's: people put pictures where there is room.
    """
    names = {column: name for name, column in columns.fields.items()}
    known = {"", *(key for key, _text in draft.options if draft.kind != QuestionKind.TRUE_FALSE)}
    placed: dict[str, DraftPicture] = {}
    for column, picture in pictures.items():
        place = PLACES.get(names.get(column, "picture"))
        if place is None or place not in known or place in placed:
            raise UnreadableRow(not_carried())
        if not picture.content:
            raise UnreadableRow(_("The picture “%s” is missing in the file: put it in again.") % picture.name)
        placed[place] = DraftPicture(place, described(picture.alt), taken(picture.content, picture.name))
    return replace(draft, pictures=tuple(placed[place] for place in sorted(placed)))
