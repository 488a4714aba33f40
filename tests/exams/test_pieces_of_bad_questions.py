"""A question in JSON, Moodle XML or GIFT that is none yet: what could be read of it begins the form that mends it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from exams.importing.formats import read_questions
from exams.models import QuestionBank
from tests.factories.question_files import address, hand_in

STEM = "下井之前要带什么？"
NINE = [f"东西{number}" for number in range(9)]


def pieces_of(folder: Path, text: str, ending: str) -> dict[str, str]:
    path = folder / f"题{ending}"
    path.write_text(text, "utf-8")
    drafts, (bad,) = read_questions(path, filename=path.name)
    assert drafts == []
    return {name: piece for name, piece in bad.pieces if name != "raw"}


def moodle(kind: str, *answers: str, more: str = "") -> str:
    stem = f"<questiontext format='html'><text>&lt;p&gt;{STEM}&lt;/p&gt;</text></questiontext>"
    return f"<quiz><question type='{kind}'>{stem}{more}{''.join(answers)}</question></quiz>"


def answer(text: str, fraction: str = "0", more: str = "") -> str:
    return f"<answer fraction='{fraction}' format='html'><text>{text}</text>{more}</answer>"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            {"question": STEM, "options": {"A": "自救器", "B": "打火机"}, "answer": "C", "analysis": "保命的。"},
            {"options": "A. 自救器\nB. 打火机", "answer": "C", "explanation": "保命的。"},
        ),
        (
            {"question": STEM, "options": {"A": "自救器", "C": "打火机"}, "answer": "A"},
            {"options": "A. 自救器\nC. 打火机"},
        ),
        ({"question": STEM, "options": NINE, "answer": "A"}, {"options": "A. 东西0"}),
        (
            {"question": STEM, "options": [{"text": "自救器", "isCorrect": True}, {"text": ""}]},
            {"options": "A. 自救器\nB. ", "answer": "A"},
        ),
        ({"question": STEM, "options": ["自救器", "打火机"], "answer": ["自救器", "烟"]}, {"answer": "自救器、烟"}),
        ({"question": "酒后可以下井。", "type": "口答题", "answer": False}, {"answer": "错", "stem": "酒后可以下井。"}),
        ({"question": STEM, "type": "多选题", "options": ["自救器"], "answer": "A"}, {"kind": "multiple"}),
        ({"question": STEM, "answer": "自救器", "difficulty": "特难", "category": "应急"}, {"answer": "自救器"}),
    ],
)
def test_what_an_object_of_json_says_stands_in_its_fields(
    tmp_path: Path, said: dict[str, Any], found: dict[str, str]
) -> None:
    pieces = pieces_of(tmp_path, json.dumps([said]), ".json")

    assert pieces["stem"] == found.pop("stem", STEM)
    assert {name: pieces[name][: len(text)] for name, text in found.items()} == found


@pytest.mark.parametrize("nonsense", ['"一句话"', "[1]", "7", '{"a": {"b": []}}', '{"options": 5, "answer": {}}'])
def test_what_is_no_question_of_json_at_all_leaves_the_form_empty(tmp_path: Path, nonsense: str) -> None:
    path = tmp_path / "题.json"
    path.write_text(f'[{{"question": "酒后可以下井。", "answer": false}}, {nonsense}]', "utf-8")

    _drafts, (bad,) = read_questions(path, filename=path.name)

    assert {"stem", "answer"}.isdisjoint(dict(bad.pieces))
    assert dict(bad.pieces)["raw"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            moodle("multichoice", answer("自救器", "50"), answer("打火机"), answer("手机", "20")),
            {"kind": "single", "options": "A. 自救器\nB. 打火机\nC. 手机", "answer": "AC"},
        ),
        (
            moodle("multichoice", answer("自救器", "很多"), answer("矿灯", "50"), more="<single>false</single>"),
            {"kind": "multiple", "options": "A. 自救器\nB. 矿灯", "answer": "B"},
        ),
        (moodle("truefalse", answer("true"), answer("false")), {"kind": "true_false"}),
        (
            moodle("shortanswer", answer("自救*", "100"), answer("矿灯", "100")),
            {"kind": "fill", "answer": "自救*；矿灯"},
        ),
        (
            moodle("numerical", answer("1.5", "100", "<tolerance>0.1</tolerance>"), answer("2", "100")),
            {"kind": "fill", "answer": "1.5±0.1"},
        ),
        (moodle("numerical", answer("三", "100", "<tolerance>少许</tolerance>")), {"kind": "fill", "answer": "三"}),
        (moodle("ordering", answer("敲帮问顶")), {"kind": "order", "options": "A. 敲帮问顶"}),
        (moodle("essay", answer("随便写")), {}),
    ],
)
def test_what_a_question_of_moodle_says_stands_in_its_fields(tmp_path: Path, text: str, found: dict[str, str]) -> None:
    pieces = pieces_of(tmp_path, text, ".xml")

    assert pieces == {"stem": STEM, "category": "general", **found}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"::甲::{STEM}{{=自救器 =矿灯 ~打火机}}",
            {"kind": "single", "options": "A. 自救器\nB. 矿灯\nC. 打火机", "answer": "AB"},
        ),
        (
            f"{STEM}{{~%40%自救器 ~%40%矿灯 ~打火机####保命的。}}",
            {"kind": "multiple", "answer": "AB", "explanation": "保命的。"},
        ),
        (f"{STEM}{{=自救* ####保命的。}}", {"kind": "fill", "answer": "自救*"}),
        (f"{STEM}{{#=1.5:0.1 =2}}", {"kind": "fill", "answer": "1.5±0.1"}),
        (f"{STEM}{{#三}}", {"kind": "fill", "answer": "三"}),
        (f"{STEM}{{=自救器 ~打火机", {"kind": "single", "options": "A. 自救器\nB. 打火机", "answer": "A"}),
        (f"{STEM}{{}}", {}),
        (f"{STEM}{{=自救器 -> 逃生 =矿灯 -> 照明}}", {}),
        ("{T}", {"kind": "true_false", "answer": "对", "stem": None}),
        ("要带 {=自救器 ~烟 ~水 ~茶 ~饭 ~酒 ~药 ~书 ~糖} 下井。", {"stem": "要带 _____ 下井。", "answer": "A"}),
    ],
)
def test_what_a_question_in_gift_says_stands_in_its_fields(
    tmp_path: Path, text: str, found: dict[str, str | None]
) -> None:
    pieces = pieces_of(tmp_path, text, ".gift")

    assert pieces["category"] == "general"
    assert {name: pieces.get(name) for name in {"stem", *found}} == {"stem": STEM, **found}
    assert bool(pieces.get("answer")) is bool(found.get("answer"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("题.json", json.dumps([{"question": STEM, "options": ["自救器", "打火机"], "answer": "C"}])),
        ("题.xml", moodle("multichoice", answer("自救器", "50"), answer("打火机"))),
        ("题.gift", f"{STEM}{{~%50%自救器 ~打火机}}"),
    ],
)
def test_the_form_that_mends_it_begins_with_question_and_options(
    officer: Client, bank: QuestionBank, name: str, text: str
) -> None:
    record = hand_in(officer, bank, text.encode(), name)
    [row] = record.report["rows"]

    form = officer.get(address("mend", record), {"row": row["key"]}).context["form"]

    assert form["stem"].value() == STEM
    assert form["options"].value() == "A. 自救器\nB. 打火机"
