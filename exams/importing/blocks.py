"""One question as it stands in a text, piece by piece, and what it says once it is whole."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from exams.importing.answers import TRUE_FALSE_OPTIONS, choice_answer, true_false_answer
from exams.importing.drafts import QuestionDraft, UnreadableRow
from exams.importing.marks import BLANK, letters_of, number_within, texts_of, truth_of
from exams.importing.pieces import CHOICE, UNMARKED
from exams.importing.run_together import options_of, split_stem
from exams.models.questions import QuestionKind
from exams.pictures.drafts import DraftPicture

BRACKETED = re.compile(r"[(（\[【〔]\s*([^()（）\[\]【】〔〕]{1,20}?)\s*[)）\]】〕]")
POINTS = re.compile(r"\s*[(（]\s*(?:本题)?\s*\d+(?:\.\d+)?\s*分\s*[)）]\s*")
EMPTY_BRACKET = "（　）"


@dataclass(slots=True)
class Block:
    """A question that is still being read: its lines as they came."""

    line: int
    section: int
    number: int | None = None
    kind: str = ""
    stem: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    explanation: list[str] = field(default_factory=list)
    odd: str = ""
    pictures: dict[int, DraftPicture] = field(default_factory=dict)  # see exams.importing.block_pictures

    @property
    def words(self) -> str:
        return "\n".join(self.stem).strip()


def draft_of(block: Block, place: str) -> QuestionDraft:
    """Return the question that the block says. Raises UnreadableRow with what is wrong."""
    if block.odd:
        raise UnreadableRow(block.odd)
    if block.kind == UNMARKED:
        raise UnreadableRow(_("Such a question can't be marked by itself: leave it out, or turn it into a choice."))
    if block.kind == QuestionKind.HAZARD:
        raise UnreadableRow(_("Hazards come in from an Excel table that was exported here, or are written by hand."))
    stem, options = POINTS.sub("", block.words), options_of(block.options)
    if not options and block.kind not in (QuestionKind.TRUE_FALSE, QuestionKind.FILL):
        stem, options = split_stem(stem)
    stem, written = _take_answer(stem, block.answers)
    if not stem.strip():
        raise UnreadableRow(_("The question is empty."))
    if not written:
        raise UnreadableRow(_("The answer is missing."))
    kind = _kind(block.kind, options, written, stem)
    explanation = "\n".join(line for line in block.explanation if line).strip()
    if kind == QuestionKind.FILL:
        answer, tolerance, unit = _fill_answer(stem, written)
        asked = stem.strip().removesuffix(f"（单位：{unit}）")  # as our paper says it
        return QuestionDraft(place, kind, asked, (), answer, explanation, tolerance=tolerance, unit=unit)
    if kind == QuestionKind.TRUE_FALSE:
        answer = _true_false(options, written)
        return QuestionDraft(place, kind, stem.strip(), TRUE_FALSE_OPTIONS, answer, explanation)
    answer = _order(options, written) if kind == QuestionKind.ORDER else choice_answer(kind, options, _keys(written))
    return QuestionDraft(place, kind, stem.strip(), options, answer, explanation)


def _take_answer(stem: str, answers: list[str]) -> tuple[str, str]:
    """Return the stem without an answer in its brackets, and the answer. Raises UnreadableRow where two disagree."""
    said = list(dict.fromkeys(_same(answer) for answer in answers))
    if len(said) > 1:
        raise UnreadableRow(_("There are two answers, “%s”: leave the right one.") % "”、“".join(answers))
    marked = [found for found in BRACKETED.finditer(stem) if letters_of(found[1]) or _short_truth(found[1])]
    if not answers and len(marked) > 1:
        raise UnreadableRow(_("Several brackets hold something like an answer: write the answer on a line of its own."))
    for found in marked:
        if not answers or _same(found[1]) == said[0]:
            bracket = "" if _short_truth(found[1]) else EMPTY_BRACKET
            stem = stem[: found.start()] + bracket + stem[found.end() :]
            return stem, answers[0] if answers else found[1]
    if answers and marked and len(marked) == 1 and marked[0].end() == len(stem.rstrip("。.？? ")):
        raise UnreadableRow(_("There are two answers, “%s”: leave the right one.") % f"{marked[0][1]}”、“{answers[0]}")
    return stem, answers[0].strip() if answers else ""


def _same(answer: str) -> str:
    """Return what makes two ways of writing an answer the same."""
    letters = letters_of(answer)
    return letters or truth_of(answer) or answer.strip()


def _short_truth(text: str) -> bool:
    return truth_of(text) is not None and (len(text) == 1 or text in ("正确", "错误"))


def _kind(declared: str, options: tuple[tuple[str, str], ...], written: str, stem: str) -> str:
    if declared and declared != CHOICE:
        return declared
    if options and all(truth_of(text) for _key, text in options):
        return QuestionKind.TRUE_FALSE
    if options or declared == CHOICE:
        return QuestionKind.MULTIPLE if len(letters_of(written) or "") > 1 else QuestionKind.SINGLE
    if truth_of(written):
        return QuestionKind.TRUE_FALSE
    if letters_of(written) and not BLANK.search(stem):
        raise UnreadableRow(_("The answer is “%s”, but there are no options.") % written)
    if not BLANK.search(stem):
        raise UnreadableRow(_("There are neither options nor a blank to fill: what is to be answered?"))
    return QuestionKind.FILL


def _keys(written: str) -> str:
    letters = letters_of(written)
    if letters is None:
        raise UnreadableRow(_("The answer “%s” is not among the options.") % written)
    return letters


def _order(options: tuple[tuple[str, str], ...], written: str) -> tuple[str, ...]:
    keys = tuple(_keys(written.replace("→", "").replace("-", "").replace(">", "")))
    if len(options) < 2 or sorted(keys) != [key for key, _text in options]:
        raise UnreadableRow(_("The answer “%s” does not name every step once.") % written)
    return keys


def _true_false(options: tuple[tuple[str, str], ...], written: str) -> tuple[str, ...]:
    if (truth := truth_of(written)) is not None:
        return (truth,)
    _options, answer = true_false_answer(options, written)
    return answer


def _fill_answer(stem: str, written: str) -> tuple[tuple[str, ...], str, str]:
    """Return what may be filled in, the tolerance and the unit."""
    if len(BLANK.findall(stem)) > 1:
        raise UnreadableRow(_("The question has several blanks: make a question of each."))
    if within := number_within(written):
        number, tolerance, unit = within
        return (number,), tolerance, unit
    texts = texts_of(written)
    if not texts:
        raise UnreadableRow(_("The answer is missing."))
    return texts, "", ""


def listed_answer(text: str) -> str:
    """Return the one text of a list like ["text"] behind ###. Raises UnreadableRow for another list."""
    try:
        texts = json.loads(text)
    except ValueError:
        texts = None
    if not isinstance(texts, list) or len(texts) != 1 or not isinstance(texts[0], str):
        raise UnreadableRow(_('Behind ### has to stand one answer, like ["answer"].'))
    return texts[0]
