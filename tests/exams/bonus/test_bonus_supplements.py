"""What changes after the lock becomes a supplement: all sheets together come to what is counted now."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams.bonus.drawing_up import what_moved
from exams.bonus.freezing import is_as_signed, total
from exams.bonus.sheet import bonus_sheet
from exams.errors import BonusRefused
from exams.models import Attempt, AttemptState, BonusLine, BonusSheet, Exam, SheetState
from exams.services.bonus_sheets import begin_supplement, compute_again
from organizations.models import AuditEntry, Membership, User
from organizations.models.append_only import AppendOnly
from tests.factories.bonus import (
    MARCH,
    base_of,
    counted,
    locked,
    member,
    sit_for,
)
from tests.factories.organizations import County, UserFactory

pytestmark = pytest.mark.django_db
AFTER = date(2024, 4, 20)


@pytest.fixture
def main(county: County, people: dict[str, Membership], officer: User, boss: User) -> BonusSheet:
    for place in people.values():
        base_of(place, "400", officer)
    return locked(counted(county, officer), officer, boss)


def regrade(place: Membership, score: str) -> None:
    Attempt.objects.filter(worker=place.user).update(score=Decimal(score))


def supplement(county: County, by: User) -> BonusSheet:
    with time_machine.travel(AFTER):
        return begin_supplement(enterprise=county.enterprise, month=MARCH, reason="第37题改分", by=by)


def brought_in_all(county: County) -> dict[int, Decimal | None]:
    """Return what the sheets of the month have brought each worker."""
    own: dict[int, list[Decimal | None]] = {}
    for line in BonusLine.objects.filter(sheet__enterprise=county.enterprise, sheet__month=MARCH):
        own.setdefault(line.worker_id, []).append(line.amount)
    return {worker: total(amounts) for worker, amounts in own.items()}


def test_a_regrade_after_the_lock_becomes_the_difference_next_month(
    main: BonusSheet, county: County, people: dict[str, Membership], officer: User
) -> None:
    regrade(people["白玉林"], "95")

    made = supplement(county, officer)

    # the team's mean was 60 and is 63.33: its coefficient stays 0.95; his own rises from 1.00 to 1.10
    [line] = made.lines.all()
    assert (line.name, line.earlier_combined, line.combined) == ("白玉林", Decimal("0.95"), Decimal("1.05"))
    assert (line.earlier_amount, line.amount) == (Decimal("380.00"), Decimal("40.00"))
    assert (made.number, made.paid_in, made.reason) == (1, date(2024, 4, 1), "第37题改分")
    assert is_as_signed(main)


def test_a_supplement_that_is_counted_again_goes_on_saying_what_it_is_for(
    main: BonusSheet, county: County, people: dict[str, Membership], officer: User
) -> None:
    regrade(people["白玉林"], "95")
    made = supplement(county, officer)

    again = compute_again(sheet=made, reason="基数报错了", by=officer)

    assert again.reason == "第37题改分"
    assert AuditEntry.objects.latest("pk").detail["reason"] == "基数报错了"


def test_nothing_moved_makes_no_supplement(main: BonusSheet, county: County, officer: User) -> None:
    with pytest.raises(BonusRefused):
        supplement(county, officer)

    assert BonusSheet.objects.count() == 1
    assert what_moved(main) == ()


def test_a_supplement_waits_for_the_lock_and_says_what_it_is_for(
    county: County, people: dict[str, Membership], officer: User, boss: User
) -> None:
    sheet = counted(county, officer)
    regrade(people["白玉林"], "95")
    with pytest.raises(BonusRefused):
        supplement(county, officer)
    Attempt.objects.filter(worker=people["白玉林"].user).update(score=Decimal(85))
    locked(sheet, officer, boss)
    regrade(people["白玉林"], "95")

    with pytest.raises(BonusRefused):
        begin_supplement(enterprise=county.enterprise, month=MARCH, reason=" ", by=officer)


def test_a_supplement_goes_the_same_way_and_another_can_follow(
    main: BonusSheet, county: County, people: dict[str, Membership], officer: User, boss: User
) -> None:
    regrade(people["白玉林"], "95")
    first = locked(supplement(county, officer), officer, boss)
    regrade(people["白玉林"], "30")

    second = supplement(county, officer)

    assert first.state == SheetState.LOCKED
    assert (second.number, second.lines.get().earlier_combined, second.lines.get().amount) == (
        2,
        Decimal("1.05"),
        Decimal("-152.00"),
    )


def test_who_loses_his_sitting_loses_his_line(
    main: BonusSheet, county: County, people: dict[str, Membership], officer: User
) -> None:
    Attempt.objects.filter(worker=people["安贵生"].user).update(
        state=AttemptState.VOIDED, void_reason="替考", voided_by=officer, void_approved_by=UserFactory()
    )

    gone = supplement(county, officer).lines.get(name="安贵生")

    assert (gone.combined, gone.earlier_amount, gone.amount) == (Decimal(0), Decimal("420.00"), Decimal("-420.00"))
    assert gone.remark


def test_who_comes_in_late_has_all_of_it_in_the_supplement(
    main: BonusSheet, county: County, exam: Exam, officer: User
) -> None:
    late = member(county.other_team, "晚到的")
    base_of(late, "300", officer)
    sit_for(exam, late, "90")

    line = supplement(county, officer).lines.get()

    assert (line.name, line.earlier_combined, line.amount) == (
        "晚到的",
        Decimal(0),
        Decimal("346.50") + Decimal("1.50"),
    )


def test_a_kept_line_can_be_neither_changed_nor_taken_away(main: BonusSheet) -> None:
    with pytest.raises(AppendOnly):
        main.lines.update(combined=2)
    with pytest.raises(AppendOnly):
        BonusLine.objects.filter(sheet=main).delete()


SCORES = st.none() | st.integers(0, 100).map(Decimal)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scores=st.lists(SCORES, min_size=3, max_size=3))
def test_the_locked_sheet_and_its_supplements_come_to_what_is_counted_now(
    main: BonusSheet, county: County, people: dict[str, Membership], officer: User, scores: list[Decimal | None]
) -> None:
    for place, score in zip(people.values(), scores, strict=True):
        seats = Attempt.objects.filter(worker=place.user)
        if score is None:
            seats.update(state=AttemptState.PREPARED, score=None)
        else:
            seats.update(state=AttemptState.GRADED, score=score, finished_at=main.computed_at)
    if what_moved(main):
        supplement(county, officer)

    now = bonus_sheet(enterprise=county.enterprise, month=MARCH)

    assert brought_in_all(county) == {line.worker: line.amount for line in now.lines}
    BonusSheet.objects.filter(number__gt=0).delete()
