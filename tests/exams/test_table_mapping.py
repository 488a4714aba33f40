"""A table that nobody could read, explained by a person."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from exams.importing.formats import read_questions
from exams.importing.mapping import BadMapping, Mapping
from exams.models import Question
from tests.factories.exams import QuestionBankFactory
from tests.factories.workbooks import saved, workbook

pytestmark = pytest.mark.usefixtures("in_english")

CHOICES = [
    ("触电者脱离电源前，救护人员应当怎样？", "不得直接触碰", "拉住他的手", "泼水", "等待"),
    ("验电前验电器应当怎样？", "先在有电处试验", "放在地上", "拆开检查", "晒干"),
    ("停电检修时开关上应当挂什么？", "", "照明灯", "安全帽", "工具袋"),
]
JUDGEMENTS = [("潮湿的手可以操作开关。", 1), ("检修前应当验电。", 0), ("梯子可以垫高使用。", 2)]
SAID: dict[str, Any] = {
    "sheets": {
        "xz": {
            "fields": {"stem": 0, "option_a": 1, "option_b": 2, "option_c": 3, "option_d": 4},
            "kind": "single",
            "first_is_right": True,
        },
        "pd": {"fields": {"stem": 0, "answer": 1}, "kind": "true_false", "zero_is_right": True},
        "备注": None,
    }
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(tmp_path, workbook(CHOICES, JUDGEMENTS, [("x", "y")], names=("xz", "pd", "备注")), "电工.xlsx")


def test_the_right_option_always_first_and_nought_for_right_are_read_as_said(path: Path) -> None:
    drafts, bad = read_questions(path, filename="电工.xlsx", mapping=Mapping.from_data(SAID))

    assert [(draft.kind, draft.answer) for draft in drafts] == [
        ("single", ("A",)),
        ("single", ("A",)),
        ("true_false", ("F",)),
        ("true_false", ("T",)),
    ]
    assert [row.place for row in bad] == ["电工.xlsx:xz:3", "电工.xlsx:pd:3"]


def test_a_mapping_survives_being_stored() -> None:
    mapping = Mapping.from_data(SAID)

    assert Mapping.from_data(json.loads(json.dumps(mapping.as_data()))) == mapping


def test_sheets_that_the_mapping_does_not_name_are_told_by_themselves(tmp_path: Path) -> None:
    named = [("题目", "答案"), ("梯子可以垫高使用。", "错")]
    path = saved(tmp_path, workbook(JUDGEMENTS[:2], named, names=("pd", "判断")), "题.xlsx")
    mapping = Mapping.from_data({"sheets": {"pd": SAID["sheets"]["pd"]}})

    drafts, bad = read_questions(path, filename="题.xlsx", mapping=mapping)

    assert (len(drafts), bad) == (3, [])


def test_figures_for_kinds_and_a_row_of_headings_can_be_said(tmp_path: Path) -> None:
    rows = [
        ("t", "q", "o1", "o2", "k"),
        (7, "梯子可以垫高使用吗？", "可以", "不可以", "B"),
        (8, "检修前应当验电。", "", "", "对"),
    ]
    said = {"fields": {"kind": 0, "stem": 1, "option_a": 2, "option_b": 3, "answer": 4}, "header": 1}
    said["kind_codes"] = {"7": "single", "8": "true_false"}
    path = saved(tmp_path, workbook(rows), "题.xlsx")

    drafts, bad = read_questions(path, filename="题.xlsx", mapping=Mapping.from_data({"sheets": {"表1": said}}))

    assert bad == []
    assert [draft.kind for draft in drafts] == ["single", "true_false"]


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ({"fields": {"answer": 1}}, "which column is the question"),
        ({"fields": {"stem": 0}}, "which column is the answer"),
        ({"fields": {"stem": 0}, "first_is_right": True}, "no column is the options"),
        ({"fields": {"stem": 0, "answer": 0}}, "both stem and answer"),
        ({"fields": {"stem": -1, "answer": 1}}, "-1"),
        ({"fields": {"stem": True, "answer": 1}}, "True"),
        ({"fields": {"stem": 0, "answer": 9}}, "column 9"),
        ({"fields": {"stem": 0, "answer": 1, "weather": 2}}, "weather"),
        ({"fields": {"stem": 0, "answer": 1}, "kind": "essay"}, "essay"),
        ({"fields": {"stem": 0, "answer": 1}, "kind_codes": ["single"]}, "kind_codes"),
        ({"fields": {"stem": 0, "answer": 1}, "header": 0}, "headings"),
        ({"fields": {"stem": 0, "answer": 1}, "colour": "red"}, "colour"),
        ({"fields": [0, 1]}, "which column is what"),
        (7, "which column is what"),
    ],
)
def test_a_mapping_that_cannot_be_is_sent_back_with_the_sheet_and_the_field(path: Path, sheet: Any, said: str) -> None:
    with pytest.raises(BadMapping, match=said) as refused:
        read_questions(path, filename="电工.xlsx", mapping=Mapping.from_data({"sheets": {"pd": sheet}}))

    assert "pd" in str(refused.value)


@pytest.mark.parametrize("data", [None, [], {}, {"sheets": {}}, {"sheets": []}])
def test_a_mapping_without_sheets_is_sent_back(data: Any) -> None:
    with pytest.raises(BadMapping, match="no sheet"):
        Mapping.from_data(data)


def test_a_sheet_that_is_not_in_the_file_is_named(path: Path) -> None:
    mapping = Mapping.from_data({"sheets": {"判断": SAID["sheets"]["pd"]}})

    with pytest.raises(BadMapping, match="判断"):
        read_questions(path, filename="电工.xlsx", mapping=mapping)


@pytest.mark.django_db
def test_the_command_shows_the_columns_it_asks_for_and_takes_the_mapping(path: Path, tmp_path: Path) -> None:
    QuestionBankFactory(slug="mine")
    out, err = io.StringIO(), io.StringIO()
    said = saved(tmp_path, json.dumps(SAID).encode(), "said.json")

    with pytest.raises(CommandError, match="could not be told"):
        call_command("import_questions", "--bank", "mine", str(path), stderr=err)
    call_command(
        "import_questions", "--bank", "mine", str(path), "--mapping", str(said), "--accept-good", stdout=out, stderr=err
    )

    assert "xz:1: 0=触电者脱离电源前" in err.getvalue()
    assert out.getvalue() == "imported 4, duplicates 0, bad 2\n"
    assert Question.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\xff"])
def test_a_mapping_that_is_no_json_is_sent_back(path: Path, tmp_path: Path, content: bytes) -> None:
    QuestionBankFactory(slug="mine")
    said = saved(tmp_path, content, "said.json")

    with pytest.raises(CommandError, match="JSON"):
        call_command("import_questions", "--bank", "mine", str(path), "--mapping", str(said))
