"""One row of a table, once its columns are known: a question, or the sentence that says why it is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from exams.importing.answers import (
    choice_answer,
    chosen_keys,
    fill_answer,
    flagged_letters,
    is_true_false_word,
    letters_of,
    order_answer,
    texts_of,
    true_false_answer,
)
from exams.importing.columns import FLAG_FIELDS, OPTION_FIELDS, Columns
from exams.importing.drafts import QuestionDraft, UnreadableRow
from exams.importing.kinds import any_number_is_right, kind_of, leaves_kind_open
from exams.importing.options import LETTERS, Options, check_options, gather_options, split_options
from exams.importing.subjects import category_of, difficulty_of, posts_of
from exams.models.questions import FALSE, TRUE, Category, QuestionKind
from organizations.spreadsheets import plain

# a number before the stem, but neither the beginning of "1.5 米以上…" nor that of "3、5、7 都是…"
NUMBER = re.compile(
    r"^\s*(?:第\s*\d{1,4}\s*题\s*[:：.．、]?|[(（]\d{1,3}[)）][.．、]?|\d{1,4}\s*(?:、(?!\d+、)|[)）]|[.．](?!\d)))"
    r"\s*(?:[(（]\s*[)）])?\s*"
)
NO_PICTURE = frozenset({"", "否", "无", "没有", "0", "no", "n", "false", "f", "/", "-", "none", "null"})
NO_FIGURE = re.compile(r"option|选项|[,;、|\[\]]")
BROKEN = "#REF!"
ERRORS = (BROKEN, "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!")  # what Excel shows for a broken formula
ZERO_IS_RIGHT = {"0": TRUE, "1": FALSE}


def read_row(cells: Mapping[str, str], columns: Columns, *, place: str, kind: str | None = None) -> QuestionDraft:
    """Return the question that a row's cells, by field, say. Raises UnreadableRow.

    `kind` is what a line above this row said of the rows below it; the row's own word goes first, the sheet's last.
    """
    _check_cells(cells)
    stem = NUMBER.sub("", cells.get("stem", "")).strip()
    if not stem:
        raise UnreadableRow(_("The question is empty."))
    options = _options(cells)
    answer = _answer(cells, columns, options)
    told = _kind(cells, columns) or kind or columns.kind or _kind_by_answer(options, answer)
    draft = _by_kind(QuestionDraft(place, told, stem, options, ()), answer, columns)
    if told == QuestionKind.MULTIPLE and len(draft.answer) == 1 and not any_number_is_right(cells.get("kind", "")):
        raise UnreadableRow(_("A multiple choice with the single answer “%s”: is it a single choice?") % answer)
    return _with_the_rest(draft, cells)


def has_question(cells: Mapping[str, str]) -> bool:
    """Whether a row says anything of a question: numbers and kinds that were filled in beforehand say nothing."""
    return any(cells.get(name) for name in ("stem", "options", "answer", *OPTION_FIELDS))


def _by_kind(draft: QuestionDraft, answer: str, columns: Columns) -> QuestionDraft:
    options = draft.options
    if draft.kind == QuestionKind.TRUE_FALSE:
        options, right = true_false_answer(options, answer, digits=ZERO_IS_RIGHT if columns.zero_is_right else None)
        return replace(draft, options=options, answer=right)
    if draft.kind == QuestionKind.FILL:
        if options:
            raise UnreadableRow(_("A fill-in question has no options: is it a choice?"))
        filled = fill_answer(answer)
        return replace(draft, answer=filled.accepted, tolerance=filled.tolerance, unit=filled.unit)
    if draft.kind == QuestionKind.ORDER:
        return replace(draft, answer=order_answer(options, answer))
    return replace(draft, answer=choice_answer(draft.kind, options, answer))


def _with_the_rest(draft: QuestionDraft, cells: Mapping[str, str]) -> QuestionDraft:
    difficulty = difficulty_of(cells.get("difficulty", ""))
    if difficulty is None:
        raise UnreadableRow(_("Unknown difficulty “%s”: write 易, 中 or 难, or leave it empty.") % cells["difficulty"])
    subject = cells.get("category", "")
    return replace(
        draft,
        difficulty=difficulty,
        category=category_of(subject) or Category.GENERAL,
        unknown_subject="" if category_of(subject) else subject,
        posts=posts_of(cells.get("posts", "")),
        explanation=cells.get("explanation", ""),
        background=cells.get("background", ""),
    )


def _check_cells(cells: Mapping[str, str]) -> None:
    if any(plain(cells.get(name, "")) not in NO_PICTURE for name in ("picture", "picture_flag")):
        raise UnreadableRow(
            _(
                "The row speaks of a picture, but none lies over it: lay it there in an .xlsx file, or add this "
                "question by hand. If it can do without, empty the cell about the picture."
            )
        )
    if any(text in ERRORS for text in cells.values()):
        raise UnreadableRow(_("A formula in this row gives an error: write the text itself into the cell."))


def _options(cells: Mapping[str, str]) -> Options:
    if cells.get("options"):
        return split_options(cells["options"])
    return gather_options([cells.get(name, "") for name in OPTION_FIELDS])


def _answer(cells: Mapping[str, str], columns: Columns, options: Options) -> str:
    """Return the answer as the row says it, in words or letters; with flags beside the options, their letters."""
    answer = cells.get("answer", "")
    flagged = flagged_letters([cells.get(name, "") for name in FLAG_FIELDS])
    if columns.numbered and answer not in dict(options).values():
        answer = _letters_for_numbers(answer)
    if flagged and letters_of(answer) not in {"", flagged}:
        raise UnreadableRow(
            _("The answer “%(said)s” and the options marked as right, %(marked)s, contradict each other.")
            % {"said": answer, "marked": flagged}
        )
    if columns.first_is_right and not answer:
        return options[0][0] if options else ""
    return flagged or answer


def _letters_for_numbers(answer: str) -> str:
    """Return AC for 1,3 or option1;option3: what is no number of an option stays as it is."""
    figures = NO_FIGURE.sub("", plain(answer))
    if not figures.isdecimal():
        return answer
    return "".join(LETTERS[int(figure) - 1 : int(figure)] or figure for figure in figures)


def _kind(cells: Mapping[str, str], columns: Columns) -> str | None:
    """Return the kind that the row names, None where it names none. Raises UnreadableRow for a word that is unknown."""
    word = cells.get("kind", "")
    if leaves_kind_open(word):
        return None
    told = columns.kind_codes.get(plain(word)) or kind_of(word)
    if told is None:
        raise UnreadableRow(_("Unknown kind “%s”: write 单选题, 多选题, 判断题, 填空题 or 排序题.") % word)
    return told


def _kind_by_answer(options: Options, answer: str) -> str:
    """Return the kind of a question that names none. Raises UnreadableRow where options are needed to tell."""
    if not options:
        texts = texts_of(answer)
        if len(texts) == 1 and is_true_false_word(texts[0]):
            return QuestionKind.TRUE_FALSE
        if len(texts) > 1 or letters_of(answer) or plain(answer) in {"", "0", "1"}:
            raise UnreadableRow(
                _("There are no options, and no word for the kind: write the options, or 判断题 or 填空题.")
            )
        return QuestionKind.FILL
    if len(options) == 2 and all(is_true_false_word(text) for _key, text in options):
        return QuestionKind.TRUE_FALSE
    check_options(options)
    return QuestionKind.MULTIPLE if len(set(chosen_keys(options, answer))) > 1 else QuestionKind.SINGLE
