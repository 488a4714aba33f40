"""Aiken (https://docs.moodle.org/en/Aiken_format): the question on a line, A. B. C. …, and ANSWER: B."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from exams.importing.answers import TRUE_FALSE_OPTIONS, choice_answer
from exams.importing.drafts import BadRow, Pieces, QuestionDraft, UnreadableRow
from exams.importing.marks import truth_of
from exams.importing.text_file import decoded, no_question, text_lines
from exams.models.questions import QuestionKind
from organizations.archives import BadFile

OPTION = re.compile(r"([A-Z])[.)]\s+(.*)")
ANSWER = re.compile(r"ANSWER\s*[:：]\s*(.*)")
SHOWN = 60


@dataclass(slots=True)
class Passage:
    """The lines of one question, up to its ANSWER or to the end of the file."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    answer: str = ""

    @property
    def pieces(self) -> Pieces:
        """What a person who mends the question begins with."""
        found = {
            "stem": "\n".join(self.stem),
            "options": "\n".join(f"{key}. {text}" for key, text in self.options),
            "answer": self.answer,
        }
        return (*found.items(), ("raw", "\n".join(text for text in found.values() if text)))


def read_aiken(path: Path, *, filename: str) -> tuple[list[QuestionDraft], list[BadRow]]:
    """Return the questions of an Aiken file, places being FILE:Aiken:LINE. Raises BadFile for what holds none."""
    drafts: list[QuestionDraft] = []
    bad: list[BadRow] = []
    for passage in passages(decoded(path, filename=filename)):
        place = f"{filename}:Aiken:{passage.line}"
        try:
            drafts.append(read_passage(passage, place))
        except UnreadableRow as reason:
            bad.append(BadRow(place, str(reason), " ".join(passage.stem)[:SHOWN], passage.pieces))
    if not drafts and not bad:
        raise BadFile(no_question(filename))
    return drafts, bad


def passages(text: str) -> Iterator[Passage]:
    """Cut the lines behind each ANSWER."""
    passage: Passage | None = None
    for number, line in enumerate(text_lines(text), 1):
        bare = line.strip()
        if not bare:
            continue
        passage = passage or Passage(number)
        if answer := ANSWER.fullmatch(bare):
            passage.answer = answer[1].strip()
            yield passage
            passage = None
        elif (option := OPTION.fullmatch(bare)) and passage.stem:
            passage.options.append((option[1], option[2].strip()))
        else:
            passage.stem.append(bare)
    if passage is not None:
        yield passage


def read_passage(passage: Passage, place: str) -> QuestionDraft:
    """Return the question. Raises UnreadableRow for one that keeps not to the format."""
    if not passage.stem:
        raise UnreadableRow(_("The question is empty."))
    if len(passage.stem) > 1:
        raise UnreadableRow(_("The question has to stand on one line, and each option begin with A. or A)."))
    if "".join(key for key, _text in passage.options) != "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(passage.options)]:
        raise UnreadableRow(_("The options are not A, B, C … in order: put each on a line of its own."))
    options = tuple(passage.options)
    answer = choice_answer(QuestionKind.SINGLE, options, passage.answer)
    truths = {truth_of(text) for _key, text in options}
    if len(options) == 2 and None not in truths and len(truths) == 2:
        right = truth_of(dict(options)[answer[0]]) or ""
        return QuestionDraft(place, QuestionKind.TRUE_FALSE, passage.stem[0], TRUE_FALSE_OPTIONS, (right,))
    return QuestionDraft(place, QuestionKind.SINGLE, passage.stem[0], options, answer)
