"""The PDF of cards: ten a page, a page for each team, and the codes lead where they should."""

from __future__ import annotations

import re

import pytest

from organizations.pdf import PrintedCard, blank_a4, cards, cards_pdf, legible


def printed(count: int, team: str = "采掘二班") -> list[PrintedCard]:
    return [PrintedCard(f"职工{number}", f"{number:04d}", team, f"https://x.cn/{number}") for number in range(count)]


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", content))


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_ten_cards_fit_on_a_page(count: int, expected: int) -> None:
    assert pages(cards_pdf(printed(count), enterprise="石岭沟铁矿", made_on="2024-03-04")) == expected


def test_each_team_begins_a_page_of_its_own() -> None:
    two_teams = [*printed(3, "一班"), *printed(3, "二班")]

    assert pages(cards_pdf(two_teams, enterprise="石岭沟铁矿", made_on="2024-03-04")) == 2


def test_a_page_is_a4() -> None:
    content = cards_pdf(printed(1), enterprise="石岭沟铁矿", made_on="2024-03-04")

    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert box is not None
    assert (round(float(box[1])), round(float(box[2]))) == (595, 842)


def test_every_card_carries_the_code_of_its_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(cards, "draw_qr", lambda _pdf, address, *_place: drawn.append(address))

    cards_pdf(printed(12), enterprise="石岭沟铁矿", made_on="2024-03-04")

    assert drawn == [f"https://x.cn/{number}" for number in range(12)]


def test_the_font_has_every_sign_that_is_printed(caplog: pytest.LogCaptureFixture) -> None:
    printed_cards = [PrintedCard("欧阳䶮昇", "A-0213", "采掘二班·夜班（第1组）", "https://x.cn/1")]

    cards_pdf(printed_cards, enterprise="石岭沟铁矿（演示）", made_on="2024-03-04")

    assert "missing" not in caplog.text


def test_a_long_name_is_set_smaller_and_not_cut() -> None:
    name = "买买提·阿不都热合曼·艾力"
    content = cards_pdf([PrintedCard(name, "1", "一班", "https://x.cn/1")], enterprise="矿", made_on="2024-03-04")

    assert pages(content) == 1


def test_a_character_that_the_font_lacks_is_printed_as_its_number_and_does_not_vanish() -> None:
    pdf = blank_a4("卡")

    assert legible(pdf, "王\U0002b50a军") == "王〔U+2B50A〕军"
    assert legible(pdf, "王䶮军") == "王䶮军"
