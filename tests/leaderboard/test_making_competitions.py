"""Competitions are drafted and announced in the admin."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.models import ChecklistItem, Competition, CompetitionState, PartKind
from leaderboard.services.drafts import ChecklistRow
from leaderboard.viewsets.checklist_text import read_checklist, write_checklist
from organizations.models import Role
from tests.factories.competitions import a_draft, an_open_one
from tests.factories.organizations import County, desk_of, staff

pytestmark = pytest.mark.django_db
ADMIN = "/admin/competitions/"


@pytest.fixture
def form(county: County) -> dict[str, object]:
    until = timezone.localtime() + timedelta(days=3)
    return {
        "title": "岗位练兵",
        "owner": county.enterprise.pk,
        "kind": "individual",
        "entries_until": until.strftime("%Y-%m-%d %H:%M"),
        "appeal_days": 3,
        "least_judges": 3,
        "trim_from": 5,
        "spread_limit": 15,
        "final_oral_weight": 40,
        "final_oral_steps": "10 说清岗位的危险",
        "final_practical_weight": 60,
        "final_practical_steps": "20 戴好安全帽\n*50 停电、验电、挂牌\n30 敲帮问顶",
    }


def test_a_competition_is_made_with_its_steps_and_announced(
    county: County, officer: Client, form: dict[str, object]
) -> None:
    made = officer.post(f"{ADMIN}new/", form)
    competition = Competition.objects.get()
    assert made["Location"].endswith(f"{competition.pk}/announce/")
    assert list(ChecklistItem.objects.filter(part__kind=PartKind.PRACTICAL).values_list("is_critical", flat=True)) == [
        False,
        True,
        False,
    ]

    assert officer.get(made["Location"]).status_code == 200
    page = officer.post(made["Location"], follow=True).content.decode()
    competition.refresh_from_db()
    assert competition.state == CompetitionState.OPEN
    assert page.count(f'href="/desk/competitions/{competition.pk}/"') == 2  # in the message, and below


def test_heats_are_a_stage_before_the_final(officer: Client, form: dict[str, object]) -> None:
    heats = {"go_on": 20, "heats_oral_weight": 100, "heats_oral_steps": "100 手指口述"}

    officer.post(f"{ADMIN}new/", form | heats)

    assert list(Competition.objects.get().stages.values_list("place", "go_on")) == [(1, 20), (2, None)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"final_oral_weight": 30}, "90"), ({"final_oral_steps": "说清岗位的危险"}, "1"), ({"least_judges": 0}, "")],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    officer: Client, form: dict[str, object], wrong: dict[str, object], said: str
) -> None:
    answer = officer.post(f"{ADMIN}new/", form | wrong)

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Competition.objects.exists()


def test_a_draft_opens_with_what_it_holds_and_can_be_changed(
    county: County, officer: Client, form: dict[str, object]
) -> None:
    draft = a_draft(county.enterprise)
    page = officer.get(f"{ADMIN}edit/{draft.pk}/").content.decode()
    assert "*50 停电、验电、挂牌" in page

    officer.post(f"{ADMIN}edit/{draft.pk}/", form | {"title": "改了名"})

    draft.refresh_from_db()
    assert draft.title == "改了名"


def test_what_is_announced_is_neither_edited_nor_discarded(county: County, officer: Client) -> None:
    out = an_open_one(county.enterprise)

    assert officer.get(f"{ADMIN}edit/{out.pk}/").status_code == 404
    assert officer.post(f"{ADMIN}delete/{out.pk}/").status_code == 404
    assert officer.get(f"{ADMIN}{out.pk}/announce/").status_code == 200


def test_a_draft_is_discarded(county: County, officer: Client) -> None:
    draft = a_draft(county.enterprise)

    officer.post(f"{ADMIN}delete/{draft.pk}/")

    assert not Competition.objects.exists()


def test_a_neighbours_competition_is_not_found(county: County) -> None:
    draft = a_draft(county.enterprise)
    neighbour = desk_of(staff(Role.SAFETY_OFFICER, county.neighbour))

    assert neighbour.get(f"{ADMIN}edit/{draft.pk}/").status_code == 404
    assert draft.title not in neighbour.get(ADMIN).content.decode()


@pytest.mark.parametrize("line", ["戴好安全帽", "0 戴好安全帽", "10", "-5 戴好安全帽", "10.123 停电"])
def test_a_line_that_is_no_step_is_named(line: str) -> None:
    with pytest.raises(ValidationError, match="2"):
        read_checklist(f"10 停电\n{line}")


ROWS = st.builds(
    ChecklistRow,
    text=st.sampled_from(["停电", "验电 挂牌", "戴好 安全帽，系好下颌带"]),
    points=st.decimals(min_value=Decimal("0.01"), max_value=999, places=2),
    is_critical=st.booleans(),
)


@given(st.lists(ROWS, max_size=6))
def test_steps_survive_being_written_and_read(rows: list[ChecklistRow]) -> None:
    items = [ChecklistItem(text=row.text, points=row.points, is_critical=row.is_critical) for row in rows]

    assert read_checklist(write_checklist(items)) == rows
