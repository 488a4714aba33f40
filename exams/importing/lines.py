"""Layouts 14 and 15 of question files: questions as people type them into a text or paste them from one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from exams.importing.block_pictures import OF_STEM, add_pictures, pictured
from exams.importing.blocks import Block, draft_of, listed_answer
from exams.importing.drafts import BadRow, QuestionDraft, UnreadableRow
from exams.importing.fitting import fitting
from exams.importing.pictures import not_carried
from exams.importing.pieces import KEY_TITLE, Line, Piece, Role, pieces_of
from exams.importing.row_pieces import pieces_of_block, pieces_of_text
from exams.pictures.alone import PICTURE_ALONE

SHOWN = 60
MAY_BE_PICTURED = frozenset({Role.NUMBERED, Role.OPTION, Role.SOFT_OPTION, Role.EXPLANATION, Role.TEXT, Role.TEXT_LIST})
WRAPPED = 5  # a text is numbered although each of its questions is wrapped over so many lines
Found = tuple[list[QuestionDraft], list[BadRow]]


def read_lines(lines: Iterable[Line], *, place: Callable[[int], str]) -> Found:
    """Return every question of the text and every line that is none; `place` says where a line stands.

    A question is a number and its words, its options, 答案 and 解析, in this order; headings say the kind of what
    follows; keys may stand at the end of a section or of the text. What could mean two things is named, not guessed.
    """
    reader = LineReader([piece for line in lines for piece in pieces_of(line)])
    reader.read()
    drafts: list[QuestionDraft] = []
    bad = [
        (line, BadRow(place(line), reason, text[:SHOWN], pieces_of_text(text))) for line, reason, text in reader.stray
    ]
    for block in reader.blocks:
        try:
            drafts.append(fitting(pictured(draft_of(block, place(block.line)), block)))
        except UnreadableRow as reason:
            row = BadRow(place(block.line), str(reason), block.words[:SHOWN], pieces_of_block(block))
            bad.append((block.line, row))
    return drafts, [row for _line, row in sorted(bad, key=lambda row: row[0])]


def _words_of_option(piece: Piece) -> str:
    """Return the line of an option; behind its letter stands something also where that is a picture alone."""
    is_bare = piece.pictures and len(piece.text) <= len(piece.key) + 1
    return f"{piece.text} {PICTURE_ALONE}" if is_bare else piece.text


class LineReader:
    """Goes through the pieces once and gathers blocks; what belongs to no question lands in `stray`."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        count = Counter(piece.role for piece in pieces)
        self.numbered = count[Role.NUMBERED] * WRAPPED > count[Role.TEXT]
        self.blocks: list[Block] = []
        self.stray: list[tuple[int, str, str]] = []
        self.section, self.kinds = 0, [""]
        self.current: Block | None = None
        self.last = Role.BLANK  # what the current question had last
        self.in_key = False

    def read(self) -> None:
        takers = {
            Role.HEADING: self._heading,
            Role.NUMBERED: self._question,
            Role.OPTION: self._option,
            Role.SOFT_OPTION: self._soft_option,
            Role.ANSWER: self._answer,
            Role.EXPLANATION: self._explanation,
            Role.ANSWER_LIST: self._answer_list,
            Role.TEXT_LIST: self._text_list,
            Role.TEXT: self._text,
        }
        for at, piece in enumerate(self.pieces):
            self.at = at
            if piece.pictures and piece.role not in MAY_BE_PICTURED:
                self._name_picture(piece)
            if piece.role is not Role.BLANK:
                takers[piece.role](piece)
            elif self.last in (Role.EXPLANATION, Role.OPTION) or (self.last is Role.NUMBERED and not self.numbered):
                self.last = Role.BLANK

    def _name_picture(self, piece: Piece) -> None:
        """A picture beside an answer or a heading: of which question it is can't be told."""
        if self.current is not None:
            self.current.odd = self.current.odd or not_carried()
        else:
            self.stray.append((piece.line, not_carried(), piece.text))

    def _next(self) -> Piece | None:
        later = (self.pieces[at] for at in range(self.at + 1, len(self.pieces)))
        return next((piece for piece in later if piece.role is not Role.BLANK), None)

    def _heading(self, piece: Piece) -> None:
        self.kinds.append(piece.kind)
        self.section += 1
        self.current = None
        if piece.items:
            self._answer_list(piece)

    def _question(self, piece: Piece) -> None:
        if self.in_key and piece.number is not None and piece.text:
            waiting = [block for block in self._waiting(piece.number) if not block.options]
            if len(waiting) == 1:
                self._give(waiting[0], piece.text)
                return
        self.in_key = False
        self.current = Block(piece.line, self.section, piece.number, piece.kind or self.kinds[self.section])
        self.blocks.append(self.current)
        self._stem(piece)

    def _stem(self, piece: Piece) -> None:
        assert self.current is not None  # noqa: S101  (a stem has begun)
        if piece.text:
            self.current.stem.append(piece.text)
        add_pictures(self.current, piece, OF_STEM)
        self.current.odd = self.current.odd or piece.odd
        self.last = Role.NUMBERED

    def _option(self, piece: Piece) -> None:
        if self.current is None or self.current.answers:
            self._text(piece)
            return
        add_pictures(self.current, piece, len(self.current.options))
        self.current.options.append(_words_of_option(piece))
        self.current.odd = self.current.odd or piece.odd
        self.last = Role.OPTION

    def _soft_option(self, piece: Piece) -> None:
        """A letter without a stop behind it is an option only where it is its turn, and A only if B follows."""
        turn = chr(ord("A") + len(self.current.options)) if self.current else ""
        following = self._next()
        if piece.key == turn and (turn != "A" or (following is not None and following.key == "B")):
            self._option(piece)
        else:
            self._text(piece)

    def _answer(self, piece: Piece) -> None:
        following = self._next()
        if not piece.text and not (following and following.role in (Role.TEXT, Role.SOFT_OPTION)):
            self._begin_key()
        elif self.current is None:
            self._stray(piece)
        elif piece.text:
            self._give(self.current, piece.text)
        else:
            self.last = Role.ANSWER_LIST  # the answer is on the next line

    def _give(self, block: Block, answer: str) -> None:
        block.answers.append(answer)
        self.current, self.last = block, Role.ANSWER

    def _begin_key(self) -> None:
        self.in_key = True
        self.current = None
        if self.kinds[self.section] and all(block.section != self.section for block in self.blocks):
            return  # a heading inside the key
        self.kinds.append("")
        self.section += 1

    def _explanation(self, piece: Piece) -> None:
        if self.current is None:
            self._stray(piece)
            return
        self.current.explanation.append(piece.text)
        self.current.odd = self.current.odd or piece.odd or (not_carried() if piece.pictures else "")
        self.last = Role.EXPLANATION

    def _answer_list(self, piece: Piece) -> None:
        if not piece.items:
            self.stray.append((piece.line, _("There are more or fewer answers here than numbers."), piece.text))
        for number, answer in piece.items:
            waiting = self._waiting(number)
            if len(waiting) == 1:
                self._give(waiting[0], answer)
            else:
                reason = (
                    _("The answer to question %d: there is no such question without one.")
                    if not waiting
                    else _("The answer to question %d: there are several with this number, put their kind above.")
                )
                self.stray.append((piece.line, reason % number, f"{number}. {answer}"))
        if len(piece.items) != 1:
            self.current = None

    def _waiting(self, number: int) -> list[Block]:
        """Return the questions of that number without an answer: of this section, of its kind, or of all sections."""
        open_blocks = [block for block in self.blocks if block.number == number and not block.answers]
        if any(block.section == self.section for block in self.blocks):
            return [block for block in open_blocks if block.section == self.section]
        kind = self.kinds[self.section]
        return [block for block in open_blocks if self.kinds[block.section] == kind] if kind else open_blocks

    def _text_list(self, piece: Piece) -> None:
        self.current = Block(piece.line, self.section, None, self.kinds[self.section], [piece.text], odd=piece.odd)
        add_pictures(self.current, piece, OF_STEM)
        self.blocks.append(self.current)
        try:
            self._give(self.current, listed_answer(piece.key))
        except UnreadableRow as reason:
            self.blocks.pop()
            self.stray.append((piece.line, str(reason), piece.text))
        self.current = None

    def _text(self, piece: Piece) -> None:
        following = self._next()
        if KEY_TITLE.fullmatch(piece.text) and following and following.role in (Role.ANSWER_LIST, Role.HEADING):
            self._begin_key()
        elif self._may_be_next(piece):
            self.current = None
            self._stray(piece)
        elif self.current is not None and self._continues(piece):
            return
        elif not self.numbered or piece.kind:
            self._question(piece)
        elif self.blocks or piece.odd or piece.pictures:
            self._stray(piece)

    def _may_be_next(self, piece: Piece) -> bool:
        """Whether the line could be the next question as well as a measure: "3.5米以上…" below question 2."""
        number = self.current.number if self.current else None
        return number is not None and bool(re.match(rf"{number + 1}\s*[.．]\d", piece.text))

    def _continues(self, piece: Piece) -> bool:
        """Whether the line goes on with what the question had last; then it is added there."""
        assert self.current is not None  # noqa: S101  (asked by `_text`)
        block = self.current
        if piece.pictures and self.last is not Role.NUMBERED:
            block.odd = block.odd or not_carried()  # below the options it could be of the last one, or of them all
        if self.last is Role.NUMBERED and not piece.kind:
            self._stem(piece)
            return True
        block.odd = block.odd or piece.odd
        if self.last is Role.ANSWER_LIST:
            self._give(block, piece.text)
        elif self.last is Role.EXPLANATION:
            block.explanation.append(piece.text)
        elif self.last is Role.OPTION and self.numbered and piece.text:
            block.options[-1] += piece.text
        else:
            return not piece.text
        return True

    def _stray(self, piece: Piece) -> None:
        if self.current is not None and self.current.answers:
            self.current = None  # what follows is not the last question's
        reason = piece.odd or (not_carried() if piece.pictures else _("This line belongs to no question."))
        self.stray.append((piece.line, reason, piece.text))
