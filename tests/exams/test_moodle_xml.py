"""Moodle's XML by its documentation, what is refused in it, and that what goes out comes in again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams.exporting.moodle_xml import write_moodle_xml
from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.moodle_xml import read_moodle_xml
from exams.models import Category, QuestionKind
from organizations.archives import BadFile
from tests.factories.drafts import drafts

Read = Callable[[str], tuple[list[QuestionDraft], list[BadRow]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(quiz: str) -> tuple[list[QuestionDraft], list[BadRow]]:
        path = tmp_path / "题.xml"
        path.write_text(quiz, encoding="utf-8")
        return read_moodle_xml(path, filename=path.name)

    return read


def question(kind: str, inside: str = "", stem: str = "先做什么？", form: str = "html") -> str:
    words = f'<questiontext format="{form}"><text>{stem}</text></questiontext>'
    return f'<question type="{kind}"><name><text>名</text></name>{words}{inside}</question>'


def quiz(*questions: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><quiz>{"".join(questions)}</quiz>'


def answer(text: str, fraction: object = 100, more: str = "") -> str:
    return f'<answer fraction="{fraction}"><text>{text}</text>{more}</answer>'


def only(found: tuple[list[QuestionDraft], list[BadRow]]) -> QuestionDraft:
    assert found[1] == []
    (draft,) = found[0]
    return draft


def test_one_answer_worth_a_hundred_is_a_single_choice(read: Read) -> None:
    inside = answer("泼水", 0) + answer("断电") + answer("呼救", 50) + "<single>true</single>"

    draft = only(read(quiz(question("multichoice", inside))))

    assert (draft.kind, draft.answer, draft.stem) == (QuestionKind.SINGLE, ("B",), "先做什么？")
    assert draft.options == (("A", "泼水"), ("B", "断电"), ("C", "呼救"))
    assert draft.place == "题.xml:XML:1"


def test_answers_that_make_a_hundred_together_are_a_multiple_choice(read: Read) -> None:
    inside = "".join(answer(str(number), "33.33333") for number in range(3)) + answer("错", -100)

    draft = only(read(quiz(question("multichoice", f"{inside}<single>false</single>"))))

    assert (draft.kind, draft.answer) == (QuestionKind.MULTIPLE, ("A", "B", "C"))


def test_the_other_types_that_are_kinds_of_ours(read: Read) -> None:
    truth, short, number, steps = read(
        quiz(
            question("truefalse", answer("true", 0) + answer("false")),
            question("shortanswer", answer("断电") + answer("拉闸") + answer("断点", 50) + answer(r"2\*3")),
            question(
                "numerical",
                answer("36", 100, "<tolerance>0.5</tolerance>")
                + "<units><unit><multiplier>1000</multiplier><unit_name>毫伏</unit_name></unit>"
                "<unit><multiplier>1.0</multiplier><unit_name>伏</unit_name></unit></units>",
            ),
            question("ordering", answer("救人", "2.0000000") + answer("断电", "1.0000000") + answer("送医", "3.0")),
        )
    )[0]

    assert (truth.kind, truth.answer) == (QuestionKind.TRUE_FALSE, ("F",))
    assert (short.kind, short.answer) == (QuestionKind.FILL, ("断电", "拉闸", "2*3"))
    assert (number.answer, number.tolerance, number.unit) == (("36",), "0.5", "伏")
    assert (steps.kind, [text for _key, text in steps.options]) == (QuestionKind.ORDER, ["断电", "救人", "送医"])
    assert steps.answer == ("A", "B", "C")


def test_markup_becomes_the_words_a_reader_sees(read: Read) -> None:
    stem = "<![CDATA[<p>先&nbsp;<b>断电</b><br>再救人</p><ul><li>H<sub>2</sub>S &lt; 1</li></ul><script>x()</script>]]>"

    draft = only(read(quiz(question("truefalse", answer("true"), stem))))
    plain = only(read(quiz(question("truefalse", answer("true"), "<![CDATA[<b>&nbsp; a<b]]>", "plain_text"))))

    assert draft.stem == "先 断电\n再救人\nH₂S < 1"
    assert plain.stem == "<b>&nbsp; a<b"


def test_categories_hold_until_the_next_and_feedback_explains(read: Read) -> None:
    def category(path: str) -> str:
        return f'<question type="category"><category><text>{path}</text></category></question>'

    general = "<generalfeedback><text>先断电。</text></generalfeedback>"
    right = answer("true", 100, "<feedback><text>对了</text></feedback>")
    first, second = read(
        quiz(
            category("$course$/top/法律法规/第一章"),
            question("truefalse", right + general),
            category("$module$/别的"),
            question("truefalse", right),
        )
    )[0]

    assert (first.category, first.explanation) == (Category.LAW, "先断电。\n对了")
    assert second.category == Category.GENERAL


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (question("matching", "<subquestion/>"), "matching"),
        (question("essay"), "essay"),
        (question("cloze"), "cloze"),
        (question("description"), "description"),
        (question("calculated"), "calculated"),
        (question("truefalse", answer("true"), stem=""), "题目"),
        (question("truefalse", answer("也许")), "没有答案"),
        (question("multichoice", answer("甲") + answer("乙") + "<single>true</single>"), "100"),
        (question("multichoice", answer("甲", 50) + answer("乙", 20) + "<single>false</single>"), "100"),
        (question("multichoice", answer("甲", 0) + answer("乙", 0)), "没有答案"),
        (question("multichoice", answer("甲", "多") + answer("乙", 0)), "多"),
        (question("shortanswer", answer("断*")), "*"),
        (question("numerical", answer("三")), "三"),
        (question("ordering", answer("一", 1)), "两个"),
        (question("truefalse", answer("true"), stem="<![CDATA[看<img src='@@PLUGINFILE@@/a.png'>]]>"), "a.png"),
        (
            '<question type="truefalse"><questiontext><text>看图</text>'
            '<file name="a.png" encoding="base64">AAAA</file></questiontext></question>',
            "图片",
        ),
        (question("truefalse", f"{answer('true')}<image>a.png</image>"), "图片"),
    ],
)
def test_what_is_no_kind_of_ours_is_named_by_its_number(read: Read, one: str, said: str) -> None:
    drafts, (bad,) = read(quiz(question("truefalse", answer("true")), one))

    assert len(drafts) == 1
    assert bad.place == "题.xml:XML:2"
    assert said in bad.reason


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<quiz>",
        "<quiz/>",
        "<html><question/></html>",
        quiz(question("essay")).replace("<quiz>", "<!DOCTYPE quiz><quiz>"),
        '<!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>',
        '<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
        '<!DOCTYPE q SYSTEM "http://127.0.0.1:9/x.dtd"><quiz/>',
        '<?xml version="1.0" encoding="gbk"?><quiz/>',
        '<?xml version="1.0" encoding="what"?><quiz/>',
    ],
)
def test_a_file_that_is_no_quiz_or_reaches_outside_is_refused_by_name(read: Read, content: str) -> None:
    with pytest.raises(BadFile, match=r"题\.xml"):
        read(content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(drafts(), min_size=1, max_size=4))
def test_what_goes_out_comes_in_again(read: Read, questions: list[QuestionDraft]) -> None:
    file = BytesIO()

    write_moodle_xml(questions, file)
    found, bad = read(file.getvalue().decode())

    assert bad == []
    order = list(Category.values)
    kept = sorted(questions, key=lambda one: order.index(one.category))
    assert [replace(draft, place="") for draft in found] == kept


def test_steps_go_out_in_their_right_order(read: Read) -> None:
    steps = QuestionDraft("", QuestionKind.ORDER, "先后？", (("A", "救人"), ("B", "断电")), ("B", "A"))
    file = BytesIO()

    write_moodle_xml([steps], file)
    draft = only(read(file.getvalue().decode()))
    assert [dict(draft.options)[key] for key in draft.answer] == ["断电", "救人"]
