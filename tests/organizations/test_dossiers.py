"""A dossier says the same on screen, on paper and as data, and its digest changes with any figure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.filing.dossier import Dossier, FileColumn, FileSection, Value, shown
from organizations.filing.paper import dossiers_pdf
from tests.pdf_text import text_of_pages

NOON = datetime(2024, 3, 4, 4, 5, tzinfo=UTC)


def a_section(rows: list[tuple[Value, ...]]) -> FileSection:
    columns = (FileColumn("时间"), FileColumn("标题", 4), FileColumn("得分"))
    return FileSection("learning", "学习记录", columns, rows, empty="还没有学习记录。", notes=("尾数舍去。",))


def a_dossier(*rows: tuple[Value, ...], name: str = "安贵生") -> Dossier:
    return Dossier("安全教育培训档案", name, [("工号", "0213")], [a_section(list(rows))], signed_by=("本人签字",))


def test_the_paper_carries_name_sections_notes_and_the_place_to_sign() -> None:
    (page,) = text_of_pages(dossiers_pdf([a_dossier((NOON, "大红才铁矿透水", Decimal("88.00")))], made_at=NOON))

    for text in (
        "安贵生",
        "学习记录",
        "2024-03-04 12:05",
        "大红才铁矿透水",
        "88",
        "尾数舍去。",
        "本人签字",
    ):
        assert text in page


def test_every_page_repeats_the_heading_and_carries_the_digest_of_the_data() -> None:
    dossier = a_dossier(*[(NOON, f"第{number}课", Decimal(number)) for number in range(120)])

    pages = text_of_pages(dossiers_pdf([dossier], made_at=NOON))

    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert hashlib.sha256(dossier.content()).hexdigest() in page
        assert f"第 {number} 页，共 {len(pages)} 页" in page
        assert "得分" in page
        assert "安贵生" in page
    assert "第0课" in pages[0]
    assert "第119课" in pages[-1]


def test_several_dossiers_begin_pages_of_their_own_with_their_own_digests() -> None:
    first, second = a_dossier((NOON, "一", 1)), a_dossier((NOON, "二", 2), name="李秀英")

    pages = text_of_pages(dossiers_pdf([first, second], made_at=NOON))

    assert [first.digest in page for page in pages] == [True, False]
    assert [second.digest in page for page in pages] == [False, True]


def test_a_long_title_is_wrapped_and_nothing_of_it_is_lost() -> None:
    title = "大红才铁矿特别重大透水事故警示教育" * 9

    assert title in "".join(text_of_pages(dossiers_pdf([a_dossier((NOON, title, 1))], made_at=NOON)))


def test_a_rare_character_stands_on_paper_by_its_number_and_whole_in_the_data() -> None:
    dossier = a_dossier((NOON, "一", 1), name="王\U0002b50a")

    assert "王〔U+2B50A〕" in text_of_pages(dossiers_pdf([dossier], made_at=NOON))[0]
    assert json.loads(dossier.content())["name"] == "王\U0002b50a"


def test_an_empty_section_says_its_sentence() -> None:
    assert "还没有学习记录。" in text_of_pages(dossiers_pdf([a_dossier()], made_at=NOON))[0]


VALUES = st.none() | st.text(max_size=8) | st.integers(-9, 9) | st.decimals(-9, 9, places=2) | st.dates()
ROWS = st.tuples(VALUES, VALUES, VALUES)


@given(ROWS, ROWS)
def test_the_digest_is_the_same_exactly_when_the_data_is(one: tuple[Value, ...], other: tuple[Value, ...]) -> None:
    same_data = json.loads(a_dossier(one).content()) == json.loads(a_dossier(other).content())

    assert (a_dossier(one).digest == a_dossier(other).digest) == same_data


def test_idle_zeros_of_a_database_do_not_change_the_digest() -> None:
    assert a_dossier((NOON, "", Decimal(74))).digest == a_dossier((NOON, "", Decimal("74.00"))).digest


def test_the_wall_clock_is_shown_and_not_the_zone_of_the_database() -> None:
    late = datetime(2023, 12, 31, 17, 0, tzinfo=UTC)

    assert shown(late) == "2024-01-01 01:00"
    assert b"2024-01-01T01:00:00+08:00" in a_dossier((late, "", None)).content()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "—"),
        ("", "—"),
        (0, "0"),
        (Decimal("7.50"), "7.5"),
        (Decimal(100), "100"),
        (date(2024, 3, 4), "2024-03-04"),
    ],
)
def test_a_value_is_shown_as_a_person_reads_it(value: Value, expected: str) -> None:
    assert shown(value) == expected


def test_a_changed_name_changes_the_digest() -> None:
    dossier = a_dossier((NOON, "一", 1))

    assert replace(dossier, name="李秀英").digest != dossier.digest
