"""Step cards on paper: one a step, nothing left out, with the way to the phone's page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.models.procedures import LONG, SHORT
from courses.procedures.cards import FOOT, SIZES, TOP, PrintedProcedure, step_cards_pdf
from courses.procedures.steps import StepDraft
from organizations.models import AuditEntry
from tests.factories.organizations import County, PostFactory, desk_of
from tests.factories.procedures import STEPS, People, in_force
from tests.pdf_text import pages_of

WHOLE = ("安全操作" * 100)[:SHORT]


def printed(*steps: StepDraft) -> PrintedProcedure:
    return PrintedProcedure("支护工安全操作规程", "石岭沟铁矿", 2, "2026-03-04", "https://x.example/procedures/1/", steps)


def test_a_procedure_is_a_card_of_the_whole_and_one_a_step() -> None:
    pages = pages_of(step_cards_pdf([printed(*STEPS)], title="步骤卡"))

    assert len(pages) == 1 + len(STEPS)
    assert "敲帮问顶" in pages[0]
    assert "检查支护" not in pages[0]
    assert "空顶作业" in pages[2]


@pytest.mark.parametrize("length", [1, 20, 60])
def test_however_long_the_words_are_none_is_left_out(length: int) -> None:
    longest = StepDraft(WHOLE, WHOLE, ("标准" * LONG)[:LONG], WHOLE, WHOLE, is_critical=True)

    pages = pages_of(step_cards_pdf([printed(*[longest] * 2)], title="步骤卡"))

    assert "…" not in "".join(pages[1:])
    assert "".join(pages[1].split()).count("安全操作") >= SHORT // 4 * 4


@pytest.mark.django_db
def test_the_cards_of_an_enterprise_are_one_file(county: County) -> None:
    for name in ("支护工", "爆破工"):
        in_force(county.enterprise, county.team, post=PostFactory(name=name))
    officer = desk_of(People(county.enterprise, county.team).officer)

    answer = officer.get(f"/desk/procedures/cards.pdf?unit={county.enterprise.pk}")

    assert answer["Content-Type"] == "application/pdf"
    assert len(pages_of(answer.content)) == 2 * (1 + len(STEPS))
    assert officer.get(f"/desk/procedures/cards.pdf?unit={county.neighbour.pk}").status_code == 404
