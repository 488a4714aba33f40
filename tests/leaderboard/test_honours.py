"""Certificates of honour: the recipient's files, the page where anybody checks one, posters, the personal file."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from uuid import uuid4

import pypdfium2
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from exams.errors import CertificateRefused
from exams.views.receipts import WRONG_CODES_ALLOWED
from leaderboard.awards.numbers import OF_AWARDS
from leaderboard.awards.posters import CHAT_HIGH, PAPER_HIGH, Poster, Winner, poster_pages, poster_pdf, poster_png
from leaderboard.awards.said import award_facts, award_said, read_award, signed_award
from leaderboard.filed import rewards_section
from leaderboard.models import RewardLine
from leaderboard.services.reward_lines import withdraw_line
from leaderboard.services.seals import bring_seal
from organizations.models import User
from tests.factories.organizations import County, desk_of, phone_of, worker_of
from tests.factories.rewards import YUAN, a_list, an_approved_list, approver_of, keeper_of, put, rewarded, seal_file
from tests.pdf_text import text_of_pages

pytestmark = pytest.mark.django_db
PRIZE = st.sampled_from(["一等奖", "二等奖", "三等奖"])


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def line(county: County) -> RewardLine:
    return rewarded(county.enterprise, county.team)


def recipient(line: RewardLine) -> User:
    assert line.worker is not None
    return line.worker


def poster(prizes: list[str]) -> Poster:
    winners = [Winner(f"职工{number}", "第一铁矿 · 一班", prize) for number, prize in enumerate(prizes)]
    return Poster("光荣榜", "岗位练兵", winners, "第一铁矿", "2024年3月4日", "https://example.org/competitions/1/")


def test_the_recipient_keeps_it_as_a_picture_and_as_a_pdf(line: RewardLine) -> None:
    phone = phone_of(recipient(line))

    picture, paper = (phone.get(f"/honours/{line.pk}.{kind}") for kind in ("png", "pdf"))

    assert Image.open(BytesIO(picture.content)).width == 1080
    words = "".join(text_of_pages(paper.content)).replace(" ", "")
    assert line.prize in words
    assert str(line.number) in words
    assert YUAN not in words


def test_the_seal_is_drawn_where_it_stays_dashed_without(county: County, line: RewardLine) -> None:
    phone = phone_of(recipient(line))
    dashed = phone.get(f"/honours/{line.pk}.png").content

    bring_seal(unit=county.enterprise, filename="章.png", content=seal_file(), by=approver_of(county.enterprise))
    sealed = phone.get(f"/honours/{line.pk}.png").content

    def red(content: bytes) -> int:
        with Image.open(BytesIO(content)) as picture:
            colours = picture.convert("RGB").getcolors(1 << 24) or []
        return sum(count for count, (r, g, b) in colours if r > 150 and g < 90 and b < 90)  # type: ignore[misc]

    assert red(dashed) < 100 < red(sealed)


def test_before_the_approval_there_is_none(county: County) -> None:
    draft = put(a_list(county.enterprise), worker_of(county.team))
    phone = phone_of(recipient(draft))

    assert phone.get(f"/honours/{draft.pk}.png").status_code == 404
    assert draft.prize not in phone.get("/honours/mine/").content.decode()


def test_anybody_checks_it_and_reads_no_whole_name_and_no_yuan(client: Client, line: RewardLine) -> None:
    page = client.get(f"/honours/{line.number}/", {"c": signed_award(award_facts(line))})

    text = page.content.decode()
    assert page.context["checked"].is_valid
    assert page.context["checked"].in_hand[0] == "ok"
    assert line.prize in text
    assert line.name not in text
    assert YUAN not in text


def test_a_forged_line_is_not_genuine(client: Client, line: RewardLine) -> None:
    signed = signed_award(award_facts(line))
    forged = f"{signed[:-8]}AAAAAAAA"

    assert not client.get(f"/honours/{line.number}/", {"c": forged}).context["checked"].is_valid
    with pytest.raises(CertificateRefused):
        read_award(forged)
    assert read_award(signed) == award_facts(line)


def test_another_certificates_signature_does_not_count(client: Client, county: County, line: RewardLine) -> None:
    other = rewarded(county.enterprise, county.team)

    checked = client.get(f"/honours/{line.number}/", {"c": signed_award(award_facts(other))}).context["checked"]

    assert not checked.is_valid


def test_a_withdrawn_one_is_good_no_more(client: Client, county: County, line: RewardLine) -> None:
    withdraw_line(line=line, reason="事迹不实", by=approver_of(county.enterprise))

    page = client.get(f"/honours/{line.number}/")

    assert not page.context["checked"].is_valid
    assert "事迹不实" not in page.content.decode()
    assert phone_of(recipient(line)).get(f"/honours/{line.pk}.png").status_code == 404


def test_an_unknown_number_is_said_to_be_forged(client: Client, line: RewardLine) -> None:
    assert client.get("/honours/RY-2024-03-7K3M-92QF/").status_code == 404


def test_where_certificates_are_checked_those_of_honour_are_too(client: Client, line: RewardLine) -> None:
    page, signed = f"/honours/{line.number}/", signed_award(award_facts(line))

    assert client.get("/certificates/", {"number": str(line.number).lower()})["Location"] == page
    for pasted in (signed, f"https://example.org{page}?c={signed}"):
        assert client.get("/certificates/", {"number": pasted})["Location"] == f"{page}?c={signed}"
    assert client.get("/certificates/", {"number": f"{signed[:-8]}AAAAAAAA"}).status_code == 404


def test_who_tries_too_many_numbers_waits_whichever_kind_he_tries(client: Client, line: RewardLine) -> None:
    tried = [f"/{folder}/{begin}-2024-03-7K3M-92QF/" for folder, begin in (("honours", "RY"), ("certificates", "JZ"))]
    for number in range(WRONG_CODES_ALLOWED):
        assert client.get(tried[number % 2]).status_code == 404

    assert client.get(f"/honours/{line.number}/").status_code == 429


def test_the_command_says_what_a_certificate_of_honour_is_worth(
    county: County, line: RewardLine, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = signed_award(award_facts(line))
    for said in ((line.number,), (signed,), (signed, "--signature-only")):
        call_command("check_certificate", *said)
    out = capsys.readouterr().out
    assert out.count(f"{line.number} · ") == 4
    assert line.name not in out
    assert YUAN not in out

    withdraw_line(line=line, reason="事迹不实", by=approver_of(county.enterprise))

    for bad in (line.number, signed, f"{signed[:-8]}AAAAAAAA", "RY-2024-03-7K3M-92QF"):
        with pytest.raises(CommandError):
            call_command("check_certificate", bad)


@pytest.mark.parametrize("said", ["", "7K3M-92QF", "JZA1.abcdef"])
def test_the_command_knows_no_certificate_in_something_else(said: str) -> None:
    for options in ([], ["--signature-only"]):
        with pytest.raises(CommandError):
            call_command("check_certificate", said, *options)


@given(st.dates(min_value=date(2000, 1, 1)))
def test_a_number_is_read_however_it_is_typed(day: date) -> None:
    number = OF_AWARDS.new(day)

    for typed in (number, number.lower(), number.replace("-", " "), f"https://example.org/honours/{number}/?c=x"):
        assert OF_AWARDS.plain(typed) == number


def test_all_certificates_of_a_list_are_one_pdf_with_a_page_each(county: County) -> None:
    rewards = an_approved_list(county.enterprise, [worker_of(county.team) for _place in range(3)])

    content = desk_of(keeper_of(county.enterprise)).get(f"/desk/rewards/{rewards.pk}/certificates/").content

    with pypdfium2.PdfDocument(content) as document:
        assert len(document) == 3


@given(st.lists(PRIZE, max_size=90))
def test_a_long_list_flows_over_several_sheets_and_loses_nobody(prizes: list[str]) -> None:
    drawn = poster(sorted(prizes))

    for high in (CHAT_HIGH, PAPER_HIGH):
        pages = poster_pages(drawn, high)
        assert [winner for page in pages for winner in page] == list(drawn.winners)
        assert all(pages) or len(pages) == 1


def test_posters_are_pictures_for_a_chat_group_and_a3_sheets() -> None:
    drawn = poster(["一等奖"] * 30)

    with Image.open(BytesIO(poster_png(drawn, 2))) as picture:
        assert picture.size == (1080, 1920)
    with pypdfium2.PdfDocument(poster_pdf(drawn)) as document:
        assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [297, 420]


def test_a_very_long_name_stands_on_the_poster_whole() -> None:
    name = "阿卜杜热依木·麦麦提图尔荪尼亚孜·阿卜杜外力"
    drawn = Poster("光荣榜", "岗位练兵", [Winner(name, "第一铁矿", "一等奖")], "第一铁矿", "2024年3月4日")

    assert name in "".join(text_of_pages(poster_pdf(drawn)))


def test_the_personal_file_has_awards_without_yuan(line: RewardLine) -> None:
    section = rewards_section(recipient(line))

    [row] = section.rows
    assert line.number in row
    assert YUAN not in str(row)


def test_a_link_that_was_cut_or_changed_is_not_called_a_forgery(client: Client, line: RewardLine) -> None:
    signed = signed_award(award_facts(line))

    for link in (signed[:-30], f"{signed[:-8]}AAAAAAAA"):
        page = client.get(f"/honours/{line.number}/", {"c": link}).content.decode()
        assert "链接不完整或被改过，请输入编号核对。" in page
        assert "未能确认" in page
        assert "假" not in page
        assert 'href="/certificates/"' in page


def test_a_list_in_words_is_given_for_something_and_one_of_a_competition_in_it(county: County) -> None:
    line = rewarded(county.enterprise, county.team)
    assert award_said(line, "").occasion == f"因“{line.rewards.occasion}”荣获"

    line.rewards.competition_id = uuid4()
    assert award_said(line, "").occasion == f"在“{line.rewards.occasion}”中荣获"
