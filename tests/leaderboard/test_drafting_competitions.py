"""Rules are drafted, looked through, and stand once they are out."""

from __future__ import annotations

from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import gettext as _

from leaderboard.errors import CompetitionRefused
from leaderboard.models import ChecklistItem, Competition, PartKind
from leaderboard.services.drafts import (
    ChecklistRow,
    PartPlan,
    StagePlan,
    discard_competition,
    keep_competition,
    take_checklist,
)
from leaderboard.services.running import obstacles, open_entries, start_competition
from tests.factories.competitions import FINAL, HEATS, PRACTICAL, STEPS, a_draft, an_open_one, judges_of
from tests.factories.exams import ExamFactory
from tests.factories.organizations import County

pytestmark = pytest.mark.django_db


def test_a_draft_has_the_defaults_of_the_trade(county: County) -> None:
    draft = a_draft(county.enterprise)

    assert (draft.least_judges, draft.trim_from, draft.spread_limit) == (3, 5, Decimal(15))


def test_weights_that_do_not_come_to_a_hundred_are_refused_with_their_sum(county: County) -> None:
    off = StagePlan("决赛", (PartPlan(PartKind.ORAL, Decimal(40)), PartPlan(PartKind.PRACTICAL, Decimal("55.5"))))

    with pytest.raises(CompetitionRefused, match=r"决赛.*95\.5"):
        a_draft(county.enterprise, (off,))
    assert not Competition.objects.exists()


def test_a_team_holds_no_competition(county: County) -> None:
    with pytest.raises(CompetitionRefused):
        a_draft(county.team)


def test_the_full_points_of_a_part_are_those_of_its_steps(county: County) -> None:
    part = a_draft(county.enterprise, (StagePlan("决赛", (PartPlan(PartKind.ORAL, Decimal(100), rows=STEPS),)),))

    assert part.stages.get().parts.get().full_points == 100


def test_a_draft_kept_again_has_the_new_stages_alone(county: County) -> None:
    draft = a_draft(county.enterprise, (HEATS, FINAL))

    keep_competition(competition=draft, stages=(FINAL,), by=None)

    assert [stage.name for stage in draft.stages.all()] == ["决赛"]
    assert ChecklistItem.objects.count() == 4


@pytest.mark.parametrize("row", [ChecklistRow(" ", Decimal(5)), ChecklistRow("停电", Decimal(0))])
def test_a_step_without_words_or_points_is_a_bad_row(county: County, row: ChecklistRow) -> None:
    part = a_draft(county.enterprise).stages.get().parts.get(kind=PartKind.PRACTICAL)

    with pytest.raises(CompetitionRefused, match="2"):
        take_checklist(part=part, rows=[STEPS[0], row])
    assert part.items.count() == len(STEPS)


def test_theory_takes_no_steps_and_a_list_needs_some(county: County) -> None:
    theory = StagePlan("决赛", (PartPlan(PartKind.THEORY, Decimal(40), exam=ExamFactory()), PRACTICAL))
    parts = a_draft(county.enterprise, (theory,)).stages.get().parts

    with pytest.raises(CompetitionRefused):
        take_checklist(part=parts.get(kind=PartKind.THEORY), rows=STEPS)
    with pytest.raises(CompetitionRefused):
        take_checklist(part=parts.get(kind=PartKind.PRACTICAL), rows=[])


def test_everything_that_is_missing_is_named_at_once(county: County) -> None:
    bare = StagePlan("决赛", (PartPlan(PartKind.THEORY, Decimal(40)), PartPlan(PartKind.ORAL, Decimal(60))))
    draft = a_draft(county.enterprise, (bare,), entries_until=timezone.now())

    assert len(obstacles(draft)) == 3
    with pytest.raises(CompetitionRefused):
        open_entries(competition=draft, by=None)


def test_rules_that_are_out_never_change(county: County) -> None:
    out = an_open_one(county.enterprise)

    for change in (
        lambda: keep_competition(competition=out, stages=(FINAL,), by=None),
        lambda: take_checklist(part=out.stages.get().parts.get(kind=PartKind.ORAL), rows=STEPS),
        lambda: discard_competition(competition=out, by=None),
        lambda: open_entries(competition=out, by=None),
    ):
        with pytest.raises(CompetitionRefused):
            change()


def test_a_draft_can_be_thrown_away(county: County) -> None:
    draft = a_draft(county.enterprise)
    judges_of(draft)

    discard_competition(competition=draft, by=None)

    assert not Competition.objects.exists()


def test_a_competition_without_competitors_does_not_start(county: County) -> None:
    out = an_open_one(county.enterprise)
    judges_of(out)

    with pytest.raises(CompetitionRefused, match=_("Nobody is entered yet. Enter somebody first, then start.")):
        start_competition(competition=out, by=None)


def test_entries_can_be_opened_only_before_their_end(county: County) -> None:
    draft = a_draft(county.enterprise)

    with time_machine.travel(draft.entries_until), pytest.raises(CompetitionRefused):
        open_entries(competition=draft, by=None)
