"""Step cards on paper: one a step, nothing left out, with the way to the phone's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from django.test import Client
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from courses.models.procedures import LONG, SHORT
from courses.procedures.card_pictures import PaperPicture
from courses.procedures.cards import PrintedProcedure, step_cards_pdf
from courses.procedures.steps import StepDraft
from courses.services.procedures import keep_draft
from courses.views import procedure_cards
from courses.views.procedure_cards import card_files
from tests.factories.courses import a_picture
from tests.factories.organizations import PIN, County, PostFactory, desk_of
from tests.factories.pictures import drawn, saved
from tests.factories.procedures import STEPS, People, a_procedure, holder_of, in_force, through
from tests.pdf_text import text_of_pages


def printed(*steps: StepDraft) -> PrintedProcedure:
    return PrintedProcedure(
        "支护工安全操作规程", "石岭沟铁矿", 2, "2026-03-04", "https://x.example/procedures/1/", steps
    )


def test_a_procedure_is_a_card_of_the_whole_and_one_a_step() -> None:
    pages = text_of_pages(step_cards_pdf([printed(*STEPS)], title="步骤卡"))

    assert len(pages) == 1 + len(STEPS)
    assert "敲帮问顶" in pages[0]
    assert "检查支护" not in pages[0]
    assert "空顶作业" in pages[2]


def test_what_is_too_long_goes_on_with_another_card_and_none_is_left_out() -> None:
    longest = StepDraft("甲" * SHORT, "乙" * SHORT, "丙" * LONG, "丁" * SHORT, "上" * SHORT, is_critical=True)

    [_whole, *cards] = text_of_pages(step_cards_pdf([printed(longest)], title="步骤卡"))

    page = "".join(cards)
    assert len(cards) > 1
    assert [page.count(word) for word in "甲乙丙丁"] == [SHORT, SHORT, LONG, SHORT]
    assert page.count("上") >= SHORT


def test_a_card_of_the_whole_names_each_thing_to_wear_once() -> None:
    [whole, *_steps] = text_of_pages(step_cards_pdf([printed(*STEPS)], title="步骤卡"))

    assert whole.count("安全帽") == 1
    assert "手套" in whole


@pytest.mark.django_db
def test_the_cards_of_an_enterprise_are_one_file(county: County) -> None:
    for name in ("支护工", "爆破工"):
        in_force(county.enterprise, county.team, post=PostFactory(name=name))
    officer = desk_of(People(county.enterprise, county.team).officer)

    answer = officer.get(f"/desk/procedures/cards.pdf?unit={county.enterprise.pk}")

    assert answer["Content-Type"] == "application/pdf"
    assert len(text_of_pages(answer.content)) == 2 * (1 + len(STEPS))
    assert officer.get(f"/desk/procedures/cards.pdf?unit={county.neighbour.pk}").status_code == 404


def test_twenty_procedures_make_a_file() -> None:
    assert card_files(0) == []
    assert card_files(20) == [(1, 1, 20)]
    assert card_files(41) == [(1, 1, 20), (2, 21, 40), (3, 41, 41)]


@pytest.mark.django_db
def test_many_procedures_are_printed_in_several_files(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(procedure_cards, "PROCEDURES_A_FILE", 1)
    for name in ("支护工", "爆破工"):
        in_force(county.enterprise, county.team, post=PostFactory(name=name))
    officer = desk_of(People(county.enterprise, county.team).officer)
    address = f"/desk/procedures/cards.pdf?unit={county.enterprise.pk}&file="

    first, second = (officer.get(f"{address}{number}") for number in (1, 2))

    assert [len(text_of_pages(each.content)) for each in (first, second)] == [1 + len(STEPS)] * 2
    assert first["Content-Disposition"] != second["Content-Disposition"]
    assert [officer.get(f"{address}{number}").status_code for number in (0, 3)] == [404, 404]
    assert "file=2" in officer.get("/desk/procedures/").content.decode()


@pytest.mark.django_db
def test_the_picture_of_a_step_is_on_its_card_and_one_that_is_gone_stops_nobody(county: County) -> None:
    kept, gone = a_picture("支护"), a_picture("检查")
    people = People(county.enterprise, county.team)
    procedure = a_procedure(county.enterprise, by=people.officer)
    pictured = [replace(step, picture=picture.pk) for step, picture in zip(STEPS, (kept, gone), strict=True)]
    keep_draft(version=procedure.versions.get(), steps=pictured, changes="", by=people.officer)
    through(procedure.versions.get(), people)
    gone.file.storage.delete(gone.file.name)

    answer = desk_of(people.officer).get(f"/desk/procedures/{procedure.pk}/cards.pdf")

    pages = [list(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])) for page in PdfDocument(answer.content)]
    assert [len(pictures) for pictures in pages] == [0, 1, 0]


def test_a_picture_shares_its_card_with_the_words_and_is_never_higher_than_its_place() -> None:
    tall = PaperPicture(4.0, saved(drawn((100, 400)), "JPEG"))
    pictured = replace(STEPS[0], picture=1)
    document = replace(printed(pictured), pictures={1: tall})

    [_whole, card] = text_of_pages(step_cards_pdf([document], title="步骤卡"))

    assert "不撬完就进去干活" in card


@pytest.mark.django_db
def test_who_scans_a_card_before_signing_in_is_not_asked_for_his_enterprise(
    county: County, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[PrintedProcedure] = []

    def draw(printed: Iterable[PrintedProcedure], *, title: str) -> bytes:
        drawn.extend(printed)
        return b"%PDF"

    monkeypatch.setattr(procedure_cards, "step_cards_pdf", draw)
    version, worker = in_force(county.enterprise, county.team), holder_of(county.team, pin=PIN)
    desk_of(People(county.enterprise, county.team).officer).get(f"/desk/procedures/{version.procedure_id}/cards.pdf")

    door = client.get(drawn[0].address.removeprefix("http://testserver"), follow=True)
    assert county.enterprise.shown_name in door.content.decode()
    assert 'name="enterprise"' not in door.content.decode()
    form = {"account": worker.memberships.get().employee_no, "pin": PIN, "next": door.context["next"]}
    arrived = client.post(door.request["PATH_INFO"] + "?" + door.request["QUERY_STRING"], form, follow=True)
    assert "敲帮问顶" in arrived.content.decode()
