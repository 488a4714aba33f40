"""Options told apart in one cell, however they are written, and answers that name them."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exams.importing.answers import Filled, choice_answer, fill_answer, letters_of, order_answer, true_false_answer
from exams.importing.drafts import UnreadableRow
from exams.importing.options import LETTERS, gather_options, split_options
from exams.models import QuestionKind

pytestmark = pytest.mark.usefixtures("in_english")

# words as they stand in options: Chinese, figures and measures, but no mark that parts one option from the next
WORDS = st.text("安全帽通风检测撤离断电 0123456789.%米级度", min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
OPTIONS = st.lists(WORDS.filter(lambda text: text.strip(".") == text != ""), min_size=2, max_size=8, unique=True)
STYLES = (
    "**{}.{}",
    "{}:{}##",
    "{}：{}##",
    "{}、{}\n",
    "{}．{}\n",
    "{}.{}  ",
    "({}){}\n",
    "{}){};",
    "**{}{}",
    "{}. {}\r\n",
)
FULL_WIDTH = str.maketrans(LETTERS, "ＡＢＣＤＥＦＧＨ")


def keyed(texts: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple(zip(LETTERS, texts, strict=False))


@given(texts=OPTIONS, style=st.sampled_from(STYLES), wide=st.booleans(), lower=st.booleans())
def test_labelled_options_survive_being_written_in_any_style(
    texts: list[str], style: str, wide: bool, lower: bool
) -> None:
    bare = style == "**{}{}"
    assume(not (bare and lower))
    letters = LETTERS.lower() if lower else LETTERS.translate(FULL_WIDTH) if wide and "(" not in style else LETTERS

    cell = "".join(style.format(letter, text) for letter, text in zip(letters, texts, strict=False))

    assert split_options(cell) == keyed(texts)


@given(texts=OPTIONS, order=st.randoms())
def test_options_out_of_order_are_put_in_the_order_of_their_letters(texts: list[str], order: object) -> None:
    lines = [f"{letter}.{text}" for letter, text in keyed(texts)]
    order.shuffle(lines)  # type: ignore[attr-defined]

    assert split_options("##".join(lines)) == keyed(texts)


@given(texts=OPTIONS)
def test_options_without_letters_are_told_apart_by_what_stands_between(texts: list[str]) -> None:
    assert {split_options(between.join(texts)) for between in ("**", "##", "\n", "|")} == {keyed(texts)}
    assert split_options(json.dumps(texts, ensure_ascii=False)) == keyed(texts)


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("A强制性 B推荐性", ["强制性", "推荐性"]),
        ("A.一级 B.二级\nC.三级 D.四级", ["一级", "二级", "三级", "四级"]),
        ("A级##B级##C级", ["A级", "B级", "C级"]),
        ("A.按B.3条办 B.不办", ["按B.3条办", "不办"]),
        ("A.先断电\n再挂牌\nB.先挂牌", ["先断电\n再挂牌", "先挂牌"]),
        ("A、停下；B、撤离；C、报告", ["停下", "撤离", "报告"]),
        ('{"A": "停下", "B": "撤离"}', ["停下", "撤离"]),
        ("A:停下**B撤离**C.报告", ["停下", "撤离", "报告"]),
        ("A.停下##撤离##C.报告", ["停下", "撤离", "报告"]),
        ("A:：停下**B.：撤离", ["停下", "撤离"]),
        ("停下；撤离；报告", ["停下", "撤离", "报告"]),
        ("一####三", ["一", "", "三"]),
        ("A.一##B.##C.三", ["一", "", "三"]),
        ("", []),
    ],
)
def test_what_people_write_besides(cell: str, texts: list[str]) -> None:
    assert [text for _key, text in split_options(cell)] == texts


@pytest.mark.parametrize("cell", ["A.一##C.三", "A.一\nA.二", "**A.一**B.二**D.四"])
def test_a_letter_left_out_or_doubled_is_named(cell: str) -> None:
    with pytest.raises(UnreadableRow, match="a letter is missing"):
        split_options(cell)


def test_columns_left_empty_at_the_end_are_no_options_and_a_gap_stays() -> None:
    assert gather_options(["停下", "撤离", "/", "", ""]) == (("A", "停下"), ("B", "撤离"))
    assert gather_options(["A.停下", "B.撤离"]) == (("A", "停下"), ("B", "撤离"))
    assert gather_options(["停下", "", "撤离"]) == (("A", "停下"), ("B", ""), ("C", "撤离"))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["停下"], "fewer than two"),
        (["停下", "", "撤离"], "Option B is empty"),
        (["停下", "撤离", "停下"], "Options A and C say the same"),
        ([str(number) for number in range(9)], "more than eight"),
    ],
)
def test_options_that_make_no_question_are_named(cells: list[str], said: str) -> None:
    with pytest.raises(UnreadableRow, match=said):
        choice_answer(QuestionKind.SINGLE, gather_options(cells), "A")


@given(texts=OPTIONS, data=st.data(), before=st.sampled_from(("", "正确答案", "答案：", "正确选项:")))
def test_letters_are_understood_however_they_are_written(texts: list[str], data: st.DataObject, before: str) -> None:
    options = keyed(texts)
    chosen = data.draw(st.lists(st.sampled_from([key for key, _text in options]), min_size=1, unique=True))
    between = data.draw(st.sampled_from(("", ",", "，", "、", " ", "；", "/")))
    written = before + between.join(chosen)

    for answer in (written, written.lower(), written.translate(FULL_WIDTH)):
        assert choice_answer(QuestionKind.MULTIPLE, options, answer) == tuple(sorted(chosen))


def test_two_letters_are_a_list_even_where_an_option_is_a_letter_itself() -> None:
    options = keyed(["00", "C", "0"])

    assert choice_answer(QuestionKind.MULTIPLE, options, "BC") == ("B", "C")
    assert choice_answer(QuestionKind.SINGLE, options, "B.C") == ("B",)
    assert choice_answer(QuestionKind.SINGLE, keyed(["BC", "00", "0"]), "BC") == ("A",)


@given(texts=OPTIONS, data=st.data())
def test_the_words_of_an_option_name_it_as_its_letter_does(texts: list[str], data: st.DataObject) -> None:
    options = keyed(texts)
    chosen = data.draw(st.lists(st.sampled_from(options), min_size=1, unique=True))
    keys = tuple(sorted(key for key, _text in chosen))
    words = [text for _key, text in chosen]

    assert choice_answer(QuestionKind.MULTIPLE, options, json.dumps(words, ensure_ascii=False)) == keys
    assert choice_answer(QuestionKind.MULTIPLE, options, "；".join(words)) == keys
    assert choice_answer(QuestionKind.SINGLE, options, f"{chosen[0][0]}.{chosen[0][1]}") == (chosen[0][0],)


@given(text=st.text(max_size=200))
def test_no_cell_breaks_the_reading(text: str) -> None:
    for read in (split_options, letters_of, fill_answer, lambda cell: true_false_answer((), cell)):
        with suppress(UnreadableRow):
            read(text)


@pytest.mark.parametrize("answer", ["E", "AE", "无", "[]", '["走开"]', "ABX"])
def test_an_answer_that_is_not_among_the_options_is_named(answer: str) -> None:
    with pytest.raises(UnreadableRow, match=r"not among the options|missing"):
        choice_answer(QuestionKind.MULTIPLE, keyed(["停下", "撤离"]), answer)


@pytest.mark.parametrize(
    ("answer", "right"), [("CABD", "CABD"), ("C→A→B→D", "CABD"), ("c、a、b、d", "CABD"), ("ABCD", "ABCD")]
)
def test_steps_keep_the_order_of_the_answer(answer: str, right: str) -> None:
    assert order_answer(keyed(["断电", "验电", "挂接地线", "挂牌"]), answer) == tuple(right)


@pytest.mark.parametrize("answer", ["CAB", "CABA", "CABDD", "CABE"])
def test_an_order_that_leaves_a_step_out_or_has_it_twice_is_named(answer: str) -> None:
    with pytest.raises(UnreadableRow, match=r"each step once|not among"):
        order_answer(keyed(["断电", "验电", "挂接地线", "挂牌"]), answer)


@pytest.mark.parametrize(
    ("answer", "filled"),
    [
        ("绿色", Filled(("绿色",))),
        ("应急管理局；应急局 | 安监局", Filled(("应急管理局", "应急局", "安监局"))),
        ("1.5±0.1 米", Filled(("1.5",), "0.1", "米")),
        ("36 +/- 0 V", Filled(("36",), "0", "V")),
        ("-5±2℃", Filled(("-5",), "2", "°C")),
        ("119", Filled(("119",), "0")),
        ("15 分钟", Filled(("15",), "0", "分钟")),
        ("5S 管理", Filled(("5S 管理",))),
    ],
)
def test_what_may_be_filled_in_is_texts_or_a_number_with_its_tolerance(answer: str, filled: Filled) -> None:
    assert fill_answer(answer) == filled


@pytest.mark.parametrize("answer", ["", "；", "1±0.00001", "1±0.1一二三四五六七八九十一二三"])
def test_what_cannot_be_filled_in_is_named(answer: str) -> None:
    with pytest.raises(UnreadableRow):
        fill_answer(answer)
