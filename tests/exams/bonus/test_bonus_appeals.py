"""A worker says that his line is wrong, and is answered before anybody signs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exams.errors import BonusRefused, NotApproved
from exams.models import AppealOutcome, Attempt, BonusAppeal, BonusSheet, SheetState, SignedAs
from exams.services.bonus_appeals import answer_appeal, say_appeal
from exams.services.bonus_sheets import compute_again, publish_sheet
from organizations.models import Membership, User
from tests.factories.bonus import a_team_of_three, after_the_window, counted, march_exam, officer_of, sign, sit_for
from tests.factories.organizations import County, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(county: County, people: dict[str, Membership], officer: User) -> BonusSheet:
    return publish_sheet(sheet=counted(county, officer), by=officer)


def appeal_of(sheet: BonusSheet, worker: User, text: str = "第37题的答案不对") -> BonusAppeal:
    return say_appeal(line=sheet.lines.get(worker=worker), text=text, by=worker)


@pytest.fixture
def appeal(sheet: BonusSheet, people: dict[str, Membership]) -> BonusAppeal:
    return appeal_of(sheet, people["白玉林"].user)


def test_nobody_signs_while_an_appeal_waits(sheet: BonusSheet, appeal: BonusAppeal, officer: User) -> None:
    with pytest.raises(BonusRefused):
        sign(sheet, SignedAs.OFFICER, officer)

    answer_appeal(appeal=appeal, outcome=AppealOutcome.REJECTED, answer="题目核对过，答案没错。", by=officer)

    assert sign(sheet, SignedAs.OFFICER, officer).sheet.state == SheetState.SIGNED


def test_an_upheld_appeal_wants_a_new_count_before_anybody_signs(
    sheet: BonusSheet, appeal: BonusAppeal, officer: User, people: dict[str, Membership]
) -> None:
    answer_appeal(appeal=appeal, outcome=AppealOutcome.UPHELD, answer="题目错了，已改分。", by=officer)
    with pytest.raises(BonusRefused):
        sign(sheet, SignedAs.OFFICER, officer)
    Attempt.objects.filter(worker=people["白玉林"].user).update(score=Decimal(95))

    publish_sheet(sheet=compute_again(sheet=sheet, reason="第37题改分", by=officer), by=officer)

    assert sign(sheet, SignedAs.OFFICER, officer).sheet.lines.get(name="白玉林").score == Decimal(95)


def test_an_appeal_needs_words_and_an_answer_needs_a_reason(
    sheet: BonusSheet, people: dict[str, Membership], officer: User, appeal: BonusAppeal
) -> None:
    with pytest.raises(BonusRefused):
        answer_appeal(appeal=appeal, outcome=AppealOutcome.REJECTED, answer=" ", by=officer)

    appeal.refresh_from_db()
    assert appeal.answered_at is None


def test_one_appeal_at_a_time_and_another_after_the_answer(
    sheet: BonusSheet, appeal: BonusAppeal, officer: User, people: dict[str, Membership]
) -> None:
    worker = people["白玉林"].user
    with pytest.raises(BonusRefused):
        appeal_of(sheet, worker)
    answer_appeal(appeal=appeal, outcome=AppealOutcome.REJECTED, answer="没错。", by=officer)

    assert appeal_of(sheet, worker, "还有别的").pk


def test_an_appeal_comes_in_time_against_ones_own_line(sheet: BonusSheet, people: dict[str, Membership]) -> None:
    line = sheet.lines.get(worker=people["白玉林"].user)
    with pytest.raises(BonusRefused):
        say_appeal(line=line, text="他的不对", by=people["安贵生"].user)
    with after_the_window(sheet), pytest.raises(BonusRefused):
        say_appeal(line=line, text="晚了", by=people["白玉林"].user)


def test_a_sheet_that_is_taken_back_takes_no_appeals(
    sheet: BonusSheet, people: dict[str, Membership], officer: User
) -> None:
    sheet = compute_again(sheet=sheet, reason="漏了一人", by=officer)

    with pytest.raises(BonusRefused):
        appeal_of(sheet, people["白玉林"].user)


def test_an_answer_is_given_once_and_never_to_oneself(county: County, officer: User) -> None:
    place = MembershipFactory(user=officer, unit=county.team)
    exam = march_exam(county)
    a_team_of_three(county, exam)
    sit_for(exam, place, "70")
    sheet = publish_sheet(sheet=counted(county, officer), by=officer)
    appeal = appeal_of(sheet, officer)
    other = officer_of(county)

    with pytest.raises(NotApproved):
        answer_appeal(appeal=appeal, outcome=AppealOutcome.UPHELD, answer="给自己", by=officer)
    answer_appeal(appeal=appeal, outcome=AppealOutcome.REJECTED, answer="不对", by=other)
    with pytest.raises(BonusRefused):
        answer_appeal(appeal=appeal, outcome=AppealOutcome.UPHELD, answer="又对了", by=other)
