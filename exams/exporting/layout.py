"""The layout of our own Excel file: agreed between who writes it and who reads it in again."""

from __future__ import annotations

from dataclasses import dataclass

from exams.importing.options import LETTERS

SHEET = "试题"
# a hidden defined name in the workbook, whose value is the number of the layout: it outlives saving in Excel and WPS
MARK, LAYOUT = "警钟题库", 2
LATER = frozenset({"依据规程"})  # a file of layout 1 lacks this column


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """One column: the field of a question that stands in it, its heading, and its width in half-width characters."""

    field: str
    heading: str
    width: int


COLUMNS = (
    OwnColumn("kind", "题型", 10),
    OwnColumn("stem", "题目内容", 50),
    *(OwnColumn(letter, f"选项{letter}", 20) for letter in LETTERS),
    OwnColumn("answer", "答案", 12),
    OwnColumn("explanation", "解析", 40),
    OwnColumn("category", "科目", 16),
    OwnColumn("difficulty", "难度", 6),
    OwnColumn("posts", "岗位", 16),
    OwnColumn("industries", "行业", 16),
    OwnColumn("basis_text", "依据", 20),
    OwnColumn("basis_version", "依据版本", 12),
    OwnColumn("basis_article", "依据条款", 14),
    OwnColumn("basis_quote", "依据原文", 40),
    OwnColumn("basis_case", "依据案例", 24),
    OwnColumn("basis_procedure", "依据规程", 24),
    OwnColumn("background", "背景", 40),
    OwnColumn("tolerance", "误差", 8),
    OwnColumn("unit", "单位", 8),
)
