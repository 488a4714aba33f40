"""A case on one sheet for the notice board: always one page, and nothing vanishes from it unsaid."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.board.layout import SCALES, lay_out
from courses.board.pdf import BOTTOM, FOOT, draw_board
from courses.board.sheet import Board, Item, Mark, Section, board_of
from courses.board.typesetting import MISSING, NEVER_FIRST, NEVER_LAST, Type
from courses.pages.cases import AccidentCasePage
from tests.factories.courses import a_case
from tests.factories.organizations import County, phone_of, worker_of

HAN = "".join(chr(code) for code in range(0x4E00, 0x4E40))
TEXTS = st.text(st.sampled_from(HAN + "，。；：、（）“”《》0123456789abcXYZ.%/- \n\t龘\U00020000"), max_size=400)
ITEMS = st.lists(st.builds(Item, st.sampled_from(Mark), TEXTS, TEXTS, st.integers(0, 100)), max_size=25, unique=True)
SECTIONS = st.builds(Section, st.text(HAN, min_size=1, max_size=16), ITEMS.map(tuple))
FACTS = st.lists(st.tuples(st.text(HAN, max_size=6), st.text("0123456789.-", max_size=14), st.text(HAN, max_size=8)))
BOARDS = st.builds(
    Board,
    title=TEXTS,
    place=TEXTS,
    kind=st.text(HAN, max_size=20),
    facts=FACTS.map(lambda facts: tuple(facts[:6])),
    summary=TEXTS,
    events=SECTIONS,
    barriers=SECTIONS,
    lessons=SECTIONS,
    checks=SECTIONS,
    source=TEXTS,
    address=st.just("https://jingzhong.example/cases/dahongcai-2021/"),
)


@cache
def type_of_all() -> Type:
    """One for all examples: the font is read once, and every character measured once."""
    return Type(FPDF())


class Noted(FPDF):
    """A sheet that remembers how far down and to the right anything was written."""

    lowest, rightmost = 0.0, 0.0

    def text(self, x: float, y: float, text: str = "") -> Any:
        self.lowest = max(self.lowest, y)
        self.rightmost = max(self.rightmost, x + self.get_string_width(text))
        return super().text(x, y, text)


@given(BOARDS)
@settings(max_examples=40)
def test_whatever_a_case_holds_it_is_one_page_and_inside_its_margins(board: Board) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("courses.board.pdf.FPDF", Noted)
        pdf: Any = draw_board(board)
        content = bytes(pdf.output())

    assert len(re.findall(rb"/Type /Page\b", content)) == 1
    assert pdf.lowest <= BOTTOM
    assert pdf.rightmost <= 297 - 14
    assert len(content) < 500_000


@given(BOARDS)
@settings(max_examples=40)
def test_of_a_full_sheet_the_least_worth_goes_first_and_says_so(board: Board) -> None:
    layout = lay_out(board, type_of_all(), FOOT - 120)

    assert layout.height <= FOOT - 120
    every = [item for each in (board.events, board.barriers, board.lessons, board.checks) for item in each.items]
    placed = [section for row in layout.rows for section in row]
    kept = [one.item for section in placed for one in section.items]
    assert len(kept) + sum(section.cut for section in placed) == len(every)
    if len(kept) < len(every) and kept:
        dropped = set(every) - set(kept)
        assert max((item.worth for item in dropped), default=0) <= min(item.worth for item in kept)


@given(TEXTS, st.floats(8, 30), st.floats(20, 182))
def test_lines_fit_and_hold_the_whole_text(text: str, size: float, width: float) -> None:
    kind = type_of_all()
    plain = kind.plain(text)

    lines = kind.wrap(plain, size, width, most=10_000)

    assert "".join(lines) == plain
    assert all(kind.width(line, size) <= width for line in lines if len(line) > 1)


WORD = st.from_regex(r"\A（?[水矿井人]{1,2}）?[，。；]?\Z", alphabet=st.characters(codec="utf-8"))


@given(st.lists(WORD, min_size=1, max_size=60), st.floats(8, 20), st.floats(50, 182))
def test_no_line_begins_with_a_comma_or_ends_with_an_open_bracket(words: list[str], size: float, width: float) -> None:
    lines = type_of_all().wrap("".join(words), size, width, most=10_000)
    assert all(line[0] not in NEVER_FIRST for line in lines[1:])
    assert all(line[-1] not in NEVER_LAST for line in lines[:-1])


def test_a_text_too_long_for_its_lines_ends_in_an_ellipsis() -> None:
    kind = Type(FPDF())
    lines = kind.wrap("水" * 500, 12, 50, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert kind.width(lines[-1], 12) <= 50


def test_a_character_that_the_font_lacks_is_marked_and_explained() -> None:
    kind = Type(FPDF())
    assert kind.plain("燊荣 㸅 金属") == f"燊荣 {MISSING} 金属"
    assert kind.missing == {"㸅"}


# ---- a case --------------------------------------------------------------------------------------------------------


def told_case() -> AccidentCasePage:
    steps = [{"when": f"第{number}天", "what": "掘进。", "key": number == 3} for number in range(1, 6)]
    chain = {
        "source": "雨水",
        "barriers": [{"name": "保安矿柱", "failed": "采掉了。"}],
        "outcome": "13 人遇难",
        "is_our_reading": True,
    }
    lessons = [{"post": post, "text": "先撤。"} for post in ("采掘岗位", "采掘岗位", "班组长")]
    return a_case(
        body=[
            {"type": "course", "value": steps},
            {"type": "chain", "value": chain},
            {"type": "lessons", "value": lessons},
            {"type": "checks", "value": [{"question": "查清了吗？", "yes": "查清了", "no": "没查清", "safe": "yes"}]},
        ]
    )


def test_a_sheet_holds_what_the_team_needs(county: County) -> None:
    board = board_of(told_case(), address="https://x.example/cases/a/")

    assert [fact[:2] for fact in board.facts[:2]] == [("遇难", "13"), ("事故等级", "重大")]
    moment = max(board.events.items, key=lambda item: item.worth)
    assert (moment.mark, moment.lead) == (Mark.ACCIDENT, "第3天")
    assert [item.mark for item in board.barriers.items] == [Mark.SOURCE, Mark.BARRIER, Mark.OUTCOME]
    assert "归纳" in board.barriers.title
    first, second, other = board.lessons.items
    assert min(first.worth, other.worth) > second.worth
    assert board.checks.items[0].text == "查清了吗？ □查清了 □没查清 □说不准"
    assert board.source.startswith("事实据：应急管理部，调查报告，2024")
    assert "文字为本平台编写" in board.source


def test_a_short_case_is_set_in_the_largest_type(county: County) -> None:
    layout = lay_out(board_of(told_case(), address="https://x.example/"), Type(FPDF()), 160)
    assert {section.scale for row in layout.rows for section in row} == {SCALES[0]}
    assert not any(section.cut for row in layout.rows for section in row)


def test_the_sheet_is_for_whoever_may_read_the_case(county: County) -> None:
    address = reverse("courses:board_pdf", args=[told_case().slug])

    answer = phone_of(worker_of(county.team)).get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert "private" in answer["Cache-Control"]
    assert Client().get(address)["Location"].startswith("/sign-in/")


def test_the_code_carries_a_short_address_that_leads_to_the_case(county: County) -> None:
    case = told_case()
    phone = phone_of(worker_of(county.team))
    assert phone.get(f"/c/{case.pk}/")["Location"] == case.url
    assert Client().get(f"/c/{case.pk}/")["Location"] == f"/sign-in/?next=/c/{case.pk}/"
    case.unpublish()
    assert phone.get(f"/c/{case.pk}/").status_code == 404


def test_a_draft_has_no_sheet(county: County) -> None:
    case = told_case()
    case.unpublish()
    assert phone_of(worker_of(county.team)).get(reverse("courses:board_pdf", args=[case.slug])).status_code == 404


def test_a_case_with_a_chinese_address_has_its_sheet_too(county: County) -> None:
    case = a_case()
    case.slug = "透水-2021"
    case.save()
    assert phone_of(worker_of(county.team)).get(f"/cases/{case.slug}/board.pdf").status_code == 200
