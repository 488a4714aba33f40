"""Which column of a table is what: told by its headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exams.importing.kinds import kind_codes, kind_in_name, kind_of
from exams.importing.options import LETTERS
from exams.importing.subjects import category_of
from organizations.spreadsheets import Sheet, plain

SAMPLE_ROWS = 300
HEADING_ROWS = 10  # a title, a date and a few words of advice may stand above the headings
OPTION_FIELDS = tuple(f"option_{letter.lower()}" for letter in LETTERS)
FLAG_FIELDS = tuple(f"correct_{letter.lower()}" for letter in LETTERS)
# of several columns that could be the same, the name that stands first here is taken
NAMES = {
    "kind": (
        "试题类型",
        "题型",
        "题目类型",
        "试题题型",
        "题目题型",
        "试题类别",
        "题目类别",
        "题类",
        "类型",
        "questiontype",
        "type",
        "kind",
    ),
    "stem": (
        *(
            "题干",
            "试题内容",
            "题目内容",
            "试题题干",
            "题目题干",
            "题面",
            "试题",
            "题目",
            "问题",
            "试题名称",
            "题目名称",
        ),
        *("题目描述", "问题描述", "问题内容", "questioncontent", "stem", "question", "content", "内容", "title"),
    ),
    "options": (
        *("题目选项", "试题选项", "选项", "选项内容", "备选项", "备选答案", "候选答案"),
        *("optioncontent", "options", "option", "choices"),
    ),
    "answer": (
        *("正确答案", "标准答案", "题目答案", "试题答案", "参考答案", "正确选项", "正确项", "答案选项", "答案"),
        *("correctanswer", "questionanswer", "rightanswer", "answer"),
    ),
    "explanation": (
        *("答案解析", "试题解析", "题目解析", "解析", "解释", "答题解析", "题目解释", "试题解释", "答案说明"),
        *("questionexplain", "explanation", "explain", "analysis"),
    ),
    "category": (
        *(
            "作业种类",
            "科目",
            "考试科目",
            "类别",
            "题目分类",
            "试题分类",
            "分类",
            "所属范围",
            "章节",
            "知识点",
            "知识点名称",
        ),
        *("category", "subject"),
    ),
    "difficulty": (
        "难度",
        "题目难度",
        "试题难度",
        "难易程度",
        "难易度",
        "难易",
        "难度等级",
        "难度系数",
        "difficulty",
        "level",
    ),
    "posts": ("适用岗位", "岗位", "岗位名称", "适用工种", "工种", "posts", "post"),
    "picture_flag": ("是否有图片", "有无图片", "是否有图"),
    "picture": ("图片", "题目图片", "试题图片", "题干图片", "图片地址", "图片名称", "附图", "image", "picture", "img"),
    "background": ("案例背景", "背景材料", "背景", "案例材料", "共用题干", "材料", "background"),
}
WORDS = {name: (of, rank) for of, names in NAMES.items() for rank, name in enumerate(names)}
FIELDS = (*NAMES, *OPTION_FIELDS, *FLAG_FIELDS)
REMARK = re.compile(r"[(\[【<].*?(?:[)\]】>]|$)")
ORDINALS = {
    mark: LETTERS[place] for marks in ("ABCDEFGH", "12345678", "一二三四五六七八") for place, mark in enumerate(marks)
}
_OPTION_WORD = r"(?:备选答案|备选项|备选|可选项|选项内容|选项|选择|答案|option|choice|item|opt)"
OPTION = re.compile(rf"{_OPTION_WORD}[:.、]?([a-h1-8一二三四五六七八])|([a-h])(?:选项|项|答案)?")
FLAG = re.compile(r"(?:iscorrect|isright|correct|是否正确)([a-h1-8])|(?:选项)?([a-h1-8])(?:是否|是不是)?正确")


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of one sheet: which column (from 0) is which of FIELDS, and how its cells are meant.

    `header` is the number of the row with the headings, as Excel shows it, or None. `kind` is that of every row that
    says none. `kind_codes` are figures in place of words for kinds. `numbered`: the options are numbered, not lettered,
    and so may the answer be. `zero_is_right`: 0 stands for 对. `first_is_right`: the right option always stands first.
    """

    fields: Mapping[str, int]
    header: int | None = None
    kind: str | None = None
    kind_codes: Mapping[str, str] = field(default_factory=dict)
    numbered: bool = False
    zero_is_right: bool = False
    first_is_right: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of the fields are not there that no question can do without: `stem` and `answer`."""
        answered = "answer" in self.fields or self.first_is_right or any(flag in self.fields for flag in FLAG_FIELDS)
        return tuple(name for name, there in (("stem", "stem" in self.fields), ("answer", answered)) if not there)


def by_heading(sheet: Sheet) -> Columns | None:
    """Return the columns by the headings in one of the first rows; None where no row looks like headings.

    The stem and something to answer it must be among them, but `missing` may still name the answer.
    """
    best: tuple[int, dict[str, int], tuple[str, ...]] | None = None
    for number, row in sheet.numbered()[:HEADING_ROWS]:
        fields = fields_of(row)
        if _are_headings(fields) and (best is None or len(fields) > len(best[1])):
            best = number, fields, row
    if best is None:
        return None
    header, fields, row = best
    fields |= _categories(row, [line for number, line in sheet.numbered() if number > header][:SAMPLE_ROWS], fields)
    return Columns(
        fields,
        header,
        kind_in_name(sheet.name),
        kind_codes(row[fields["kind"]]) if "kind" in fields else {},
        numbered="option_a" in fields and "1" in plain(row[fields["option_a"]]),
    )


def fields_of(row: Sequence[str]) -> dict[str, int]:
    """Return for each field the column whose heading is one of its names; the better name, then the first column."""
    found: dict[str, tuple[int, int]] = {}
    for column, cell in enumerate(row):
        known = _meaning(cell)
        if known and (known[0] not in found or known[1] < found[known[0]][0]):
            found[known[0]] = known[1], column
    return {name: column for name, (_rank, column) in found.items()}


def _categories(heading: Sequence[str], rows: Sequence[Sequence[str]], fields: Mapping[str, int]) -> dict[str, int]:
    """Return which of several columns of categories is one of subject areas, and which in truth holds kinds."""
    columns = [place for place, cell in enumerate(heading) if (_meaning(cell) or ("",))[0] == "category"]
    cells = {column: [row[column] for row in rows if column < len(row) and row[column]] for column in columns}
    kinds = [column for column in columns if cells[column] and all(map(kind_of, cells[column]))]
    subjects = [column for column in columns if any(map(category_of, cells[column]))]
    found = {"kind": kinds[0]} if kinds and "kind" not in fields else {}
    return found | ({"category": subjects[0]} if subjects else {})


def _are_headings(fields: Mapping[str, int]) -> bool:
    return "stem" in fields and not {"answer", "options", *OPTION_FIELDS, *FLAG_FIELDS}.isdisjoint(fields)


def _meaning(cell: str) -> tuple[str, int] | None:
    """Return the field that a heading names, and how good a name for it that is (0 is the best)."""
    text = plain(cell).replace("_", "").replace("-", "")
    name = REMARK.sub("", text).strip("*:.、")
    for word in (name, *name.split("/")):
        if word in WORDS:
            return WORDS[word]
    for pattern, prefix in ((FLAG, "correct"), (OPTION, "option")):
        for word in (name, text.strip("*:.、()[]")):
            if found := pattern.fullmatch(word):
                return f"{prefix}_{ORDINALS[(found[1] or found[2]).upper()].lower()}", 0
    return None
