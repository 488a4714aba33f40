"""Layout 1 of question files: 作业种类 | 试题类型 | 题目内容 | 题目选项 | 题目答案, with all options in one cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from exams.importing.drafts import MAX_OPTIONS, BadRow, QuestionDraft, kind_of
from exams.models.questions import FALSE, TRUE, Category, QuestionKind
from organizations.archives import BadFile
from organizations.spreadsheets import Sheet, find_columns, plain

FIELDS = {
    "category": frozenset({"作业种类", "类别", "题目分类", "科目"}),
    "kind": frozenset({"试题类型", "题型", "题目类型", "类型"}),
    "stem": frozenset({"题目内容", "试题内容", "题干", "题目", "试题"}),
    "options": frozenset({"题目选项", "试题选项", "选项"}),
    "answer": frozenset({"题目答案", "答案", "正确答案"}),
    "explanation": frozenset({"解析", "答案解析", "试题解析"}),
}
REQUIRED = ("kind", "stem", "options", "answer")
# a number before the stem, but not the beginning of "1.5 米以上…"
NUMBER = re.compile(r"^\s*\d{1,4}\s*(?:[、)）]|[.．](?!\d))\s*(?:[(（]\s*[)）])?\s*")
SEPARATOR = re.compile(r"\*\*|##|[\r\n]+")
LABEL = re.compile(r"^\s*([A-Ha-hＡ-Ｈ])\s*[.．、:：)）]?\s*")
INNER_LABEL = re.compile(r"(?<![A-Za-z0-9])([A-H])\s*[.．、:：)）]\s*")
TRUE_WORDS = frozenset({"正确", "对", "√", "是", "t", "true", "yes", "y"})
FALSE_WORDS = frozenset({"错误", "错", "×", "x", "否", "不正确", "不对", "f", "false", "no", "n"})
CATEGORY_WORDS = {
    "复工复产准备": Category.RESUMPTION,
    "复工复产": Category.RESUMPTION,
    "法律法规": Category.LAW,
    "安全生产法律法规": Category.LAW,
    "防灾避险和应急处置": Category.EMERGENCY,
    "应急处置": Category.EMERGENCY,
    "岗位安全操作规程": Category.PROCEDURE,
    "操作规程": Category.PROCEDURE,
}


class UnreadableRow(ValueError):
    """Why one row is no question; becomes a BadRow."""


def read_sheets(sheets: Sequence[Sheet], *, filename: str) -> tuple[list[QuestionDraft], list[BadRow]]:
    """Return every question and every bad row of the file. Raises BadFile when no sheet has the columns."""
    drafts: list[QuestionDraft] = []
    bad: list[BadRow] = []
    known = False
    for sheet in sheets:
        rows = sheet.numbered()
        columns = find_columns(rows[0][1], FIELDS)
        missing = [name for name in REQUIRED if name not in columns]
        if missing:
            continue
        known = True
        for number, row in rows[1:]:
            place = f"{filename}:{sheet.name}:{number}"
            cells = {field: row[column].strip() for field, column in columns.items() if column < len(row)}
            try:
                drafts.append(read_row(cells, place))
            except UnreadableRow as reason:
                bad.append(BadRow(place, str(reason), cells.get("stem", "")[:60]))
    if not known:
        raise BadFile(
            _("%(file)s has no sheet with the columns 试题类型, 题目内容, 题目选项 and 题目答案 in its first row.")
            % {"file": filename}
        )
    return drafts, bad


def read_row(cells: Mapping[str, str], place: str) -> QuestionDraft:
    """Return the question that a row's cells, by field, say. Raises UnreadableRow."""
    stem = NUMBER.sub("", cells.get("stem", "")).strip()
    if not stem:
        raise UnreadableRow(_("The question is empty."))
    kind = kind_of(plain(cells.get("kind", "")))
    if kind is None:
        raise UnreadableRow(_("Unknown kind “%s”: write 单选题, 多选题 or 判断题.") % cells.get("kind", ""))
    options = split_options(cells.get("options", ""))
    letters = cells.get("answer", "")
    if kind == QuestionKind.TRUE_FALSE:
        options, answer = true_false_answer(options, letters)
    else:
        answer = choice_answer(kind, options, letters)
    category = CATEGORY_WORDS.get(plain(cells.get("category", "")), Category.GENERAL)
    return QuestionDraft(place, kind, stem, options, answer, cells.get("explanation", ""), category)


def split_options(text: str) -> tuple[tuple[str, str], ...]:
    """Return ((key, text), …) of a cell like `**A.正确**B.错误`, `A:…##B:…`, or one option a line."""
    pieces = [piece for piece in SEPARATOR.split(text) if piece.strip()]
    if len(pieces) == 1:
        pieces = _at_labels(pieces[0])
    options = []
    for place, piece in enumerate(pieces):
        label = LABEL.match(piece)
        key = chr(ord("A") + place)
        if label and plain(label[1]).upper() == key:
            options.append((key, piece[label.end() :].strip()))
        else:
            options.append((key, piece.strip()))
    return tuple(options)


def _at_labels(text: str) -> list[str]:
    """Cut one run of text where A., B., C. … follow each other in order."""
    cuts: list[int] = []
    for found in INNER_LABEL.finditer(text):
        if found[1] == chr(ord("A") + len(cuts)):
            cuts.append(found.start())
    return [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)] or [text]


def true_false_answer(
    options: Sequence[tuple[str, str]], answer: str
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return the two options as we keep them, and which of them the answer means. Raises UnreadableRow."""
    said = plain(answer)
    chosen = dict(options).get(said.upper(), said)
    word = plain(chosen)
    if word in TRUE_WORDS:
        right = TRUE
    elif word in FALSE_WORDS:
        right = FALSE
    else:
        raise UnreadableRow(_("The answer “%s” is neither right nor wrong: write A, B, 对 or 错.") % answer)
    return ((TRUE, "正确"), (FALSE, "错误")), (right,)


def choice_answer(kind: str, options: Sequence[tuple[str, str]], answer: str) -> tuple[str, ...]:
    """Return the right keys in order. Raises UnreadableRow where options or answer don't fit the kind."""
    keys = {key for key, text in options if text}
    if len(keys) < 2:
        raise UnreadableRow(_("There are fewer than two options."))
    if len(options) > MAX_OPTIONS or len(keys) < len(options):
        raise UnreadableRow(_("An option is empty, or there are more than eight."))
    chosen = sorted(set(plain(answer).upper().replace(",", "").replace("、", "").replace(";", "")))
    if not chosen:
        raise UnreadableRow(_("The answer is missing."))
    outside = [letter for letter in chosen if letter not in keys]
    if outside:
        raise UnreadableRow(_("The answer “%s” is not among the options.") % answer)
    if kind == QuestionKind.SINGLE and len(chosen) != 1:
        raise UnreadableRow(_("A single choice with the answer “%s”: is it a multiple choice?") % answer)
    return tuple(chosen)
