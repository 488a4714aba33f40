"""Layout 13 of question files: JSON, a list of questions or an object that holds one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from exams.importing.drafts import BadRow, QuestionDraft, UnreadableRow
from exams.importing.fitting import fitting
from exams.importing.json_answers import Said, draft_of
from exams.importing.json_pieces import pieces_of_json
from exams.importing.text_file import decoded, no_question
from organizations.archives import BadFile
from organizations.spreadsheets import plain

FIELDS = {
    "stem": "question stem title content text questioncontent questiontext 题目 题干 题目内容 试题 试题内容 问题 内容",
    "options": "options choices optioncontent optionlist answerlist 选项 题目选项 试题选项",
    "answer": "answer correctanswer correct rightanswer questionanswer answers correctanswers solution key "
    "答案 正确答案 题目答案 参考答案 标准答案",
    "kind": "type kind questiontype 题型 试题类型 题目类型 类型",
    "explanation": "explanation analysis explain questionexplain feedback 解析 答案解析 试题解析",
    "category": "category subject chapter 类别 科目 作业种类 题目分类",
    "difficulty": "difficulty level 难度 题目难度",
    "posts": "posts post 岗位",
    "basis_text": "basis 依据",
    "basis_version": "basisversion 依据版本",
    "basis_article": "basisarticle 依据条款",
    "basis_quote": "basisquote 依据原文",
    "background": "background 背景",
    "tolerance": "tolerance 误差",
    "unit": "unit 单位",
}
NAMES = {name: field for field, names in FIELDS.items() for name in names.split()}
SHOWN = 60


def read_json_bank(path: Path, *, filename: str) -> tuple[list[QuestionDraft], list[BadRow]]:
    """Return the questions, places being FILE:JSON:NUMBER OF THE QUESTION. Raises BadFile for what is no such JSON."""
    drafts: list[QuestionDraft] = []
    bad: list[BadRow] = []
    for number, entry in enumerate(_entries(path, filename), 1):
        place = f"{filename}:JSON:{number}"
        said = by_field(entry) if isinstance(entry, dict) else {}
        try:
            drafts.append(fitting(draft_of(said, place)))
        except UnreadableRow as reason:
            words = str(said.get("stem", entry))
            bad.append(BadRow(place, str(reason), words[:SHOWN], pieces_of_json(said, entry)))
    return drafts, bad


def by_field(entry: Mapping[str, Any]) -> Said:
    """Return what a question says by our names of its fields; the keys A, B … and 选项A … are options."""
    said: Said = {}
    letters: dict[str, Any] = {}
    for name, value in entry.items():
        bare = plain(name).replace("_", "").replace("-", "")
        letter = bare.removeprefix("option").removeprefix("选项").removesuffix("选项").upper()
        if len(letter) == 1 and letter in "ABCDEFGH":
            letters[letter] = value
        elif bare in NAMES:
            said.setdefault(NAMES[bare], value)
    if letters and "options" not in said:
        said["options"] = letters
    return said


def _entries(path: Path, filename: str) -> list[Any]:
    text = decoded(path, filename=filename)
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        words = {"file": filename, "line": error.lineno}
        raise BadFile(_("%(file)s is no sound JSON (line %(line)d).") % words) from error
    except (RecursionError, ValueError) as error:  # brackets too deep, a number too long
        raise BadFile(no_question(filename)) from error
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), None)
    if not isinstance(found, list) or not any(isinstance(entry, dict) for entry in found):
        raise BadFile(no_question(filename))
    return found
