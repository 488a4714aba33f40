"""The question paper of one form, and behind it the answer sheet to be torn off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.board.typesetting import line_height
from exams.points import points_words
from exams.printing.answer_sheet import draw_answer_sheet
from exams.printing.page import HEADING, LEFT, SMALL, TEXT, WIDTH, Block, Row, Sheets, height_of

if TYPE_CHECKING:
    from exams.printing.sheet import PrintedOption, PrintedQuestion, PrintedSheet

INDENT, GAP, APART = 9.0, 2.0, 4.0  # millimetres
SIDE_BY_SIDE = (4, 2)
HIGHEST, HIGHEST_OF_OPTION = 75.0, 35.0  # millimetres, of a picture


def form_pdf(sheet: PrintedSheet) -> bytes:
    """Return the PDF of question paper and answer sheet, A4; the answer sheet begins a page of its own."""
    sheets = Sheets(_("%(title)s · form %(letter)s · %(code)s") % _words(sheet))
    _question_paper(sheets, sheet)
    draw_answer_sheet(sheets, sheet)
    return bytes(sheets.output())


def _words(sheet: PrintedSheet) -> dict[str, str]:
    return {"title": sheet.title, "letter": sheet.letter, "code": sheet.code}


def _question_paper(sheets: Sheets, sheet: PrintedSheet) -> None:
    sheets.head(sheet, _("Question paper"))
    facts = {"count": len(sheet.questions), "points": points_words(sheet.full_points), "minutes": sheet.minutes}
    sheets.paragraph(_("%(count)d questions, %(points)s points, %(minutes)d minutes.") % facts, SMALL + 1)
    sheets.paragraph(_("Answer on the answer sheet: what stands only here does not count."), SMALL + 1)
    told = ""
    for heading, questions in sheet.parts():
        sheets.y_now += GAP
        sheets.make_room(line_height(HEADING) + 4 * line_height(TEXT))
        sheets.paragraph(heading, HEADING, bold=True)
        for question in questions:
            _question(sheets, question, told)
            told = question.background


def _question(sheets: Sheets, question: PrintedQuestion, told: str) -> None:
    """A question is not torn apart by the end of a page; what happened is told once, above the first that shares it."""
    before: list[Row] = [[(LEFT, line)] for line in sheets.wrapped(question.background, TEXT, WIDTH)]
    stem = [(LEFT + INDENT, line) for line in sheets.wrapped(question.words, TEXT, WIDTH - INDENT)]
    first: Row = [(LEFT, f"{question.number}."), *stem[:1]]
    blocks: list[Block] = [*(before if question.background != told else []), first, *([line] for line in stem[1:])]
    if question.picture:
        blocks.append(question.picture.placed(LEFT + INDENT, most_width=WIDTH - INDENT, most_height=HIGHEST))
    blocks += _options(sheets, question)
    sheets.make_room(sum(height_of(block, TEXT) for block in blocks))
    for block in blocks:
        sheets.place(block, TEXT)
    sheets.y_now += GAP


def _options(sheets: Sheets, question: PrintedQuestion) -> Sequence[Block]:
    """Side by side where each of them has room, else one below the other."""
    if not question.lists_options:
        return []
    room = WIDTH - INDENT
    texts = [f"{option.mark}. {sheets.type.plain(option.text)}" for option in question.options]
    widest = max(sheets.type.width(text, TEXT) for text in texts)
    beside = next((number for number in SIDE_BY_SIDE if widest + APART <= room / number), 1)
    if any(option.picture for option in question.options):
        return [block for option in question.options for block in _option_with_picture(sheets, option)]
    if beside == 1:
        return [[(LEFT + INDENT, line)] for text in texts for line in sheets.wrapped(text, TEXT, room)]
    places = [LEFT + INDENT + number * room / beside for number in range(beside)]
    return [list(zip(places, texts[n : n + beside], strict=False)) for n in range(0, len(texts), beside)]


def _option_with_picture(sheets: Sheets, option: PrintedOption) -> Iterator[Block]:
    room = WIDTH - INDENT
    yield from ([(LEFT + INDENT, line)] for line in sheets.wrapped(f"{option.mark}. {option.text}", TEXT, room))
    if option.picture:
        yield option.picture.placed(LEFT + 2 * INDENT, most_width=room - INDENT, most_height=HIGHEST_OF_OPTION)
