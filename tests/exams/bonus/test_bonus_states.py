"""A sheet's way: counted, shown, signed by two people, locked; and back, as long as it is not."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from exams.bonus.freezing import is_as_signed
from exams.errors import BonusRefused, NotApproved
from exams.models import Attempt, BonusSheet, Exam, SheetState, SignedAs
from exams.services.bonus_sheets import compute_again, compute_sheet, publish_sheet, send_back
from exams.services.bonus_signing import Drawn, sign_sheet
from organizations.archives import BadFile
from organizations.models import AuditEntry, Membership, User
from tests.factories.bonus import (
    MARCH,
    after_the_window,
    base_of,
    blank,
    counted,
    drawn,
    locked,
    march_exam,
    member,
    sign,
    sit_for,
)
from tests.factories.organizations import County, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(county: County, people: dict[str, Membership], officer: User) -> BonusSheet:
    base_of(people["安贵生"], "400", officer)
    return counted(county, officer)


def regrade(exam: Exam) -> None:
    Attempt.objects.filter(exam=exam, score=85).update(score=Decimal(95))


def test_a_count_keeps_a_line_a_worker_with_what_it_came_from(sheet: BonusSheet) -> None:
    lines = {line.name: line for line in sheet.lines.all()}

    assert [(line.place, line.name) for line in sheet.lines.all()] == [(1, "安贵生"), (2, "白玉林"), (3, "成志强")]
    # the team has (95 + 85 + 0) / 3 = 60, so 0.95; 1.10 × 0.95 = 1.045, half up
    assert (lines["安贵生"].combined, lines["安贵生"].amount) == (Decimal("1.05"), Decimal("420.00"))
    assert (lines["白玉林"].combined, lines["白玉林"].amount) == (Decimal("0.95"), None)
    assert lines["成志强"].combined == Decimal("0.48")
    assert lines["安贵生"].inputs["team"]["mean"] == "60.00"
    assert lines["安贵生"].inputs["product"] == "1.05"
    [team] = sheet.teams.all()
    assert (team.people, team.sat, team.base, team.amount) == (3, 2, Decimal(400), Decimal(420))
    assert is_as_signed(sheet)


def test_what_happens_later_leaves_the_kept_lines_alone(sheet: BonusSheet, exam: Exam) -> None:
    regrade(exam)

    assert sheet.lines.get(name="白玉林").score == Decimal(85)


def test_a_month_is_counted_once_and_then_again(sheet: BonusSheet, county: County, officer: User, exam: Exam) -> None:
    regrade(exam)
    with pytest.raises(BonusRefused):
        compute_sheet(enterprise=county.enterprise, month=MARCH, by=officer)
    before = sheet.digest

    sheet = compute_again(sheet=sheet, reason="", by=officer)

    assert sheet.lines.get(name="白玉林").score == Decimal(95)
    assert sheet.digest != before
    assert AuditEntry.objects.get(action="bonus.recompute").detail["mark"] == sheet.mark


def test_appeals_are_taken_until_six_in_the_evening_three_days_later(sheet: BonusSheet, officer: User) -> None:
    with time_machine.travel(datetime(2024, 4, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        sheet = publish_sheet(sheet=sheet, by=officer)

    assert sheet.appeals_until == datetime(2024, 4, 4, 18, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_sheet_of_a_running_exam_is_shown_to_nobody(county: County, officer: User) -> None:
    sit_for(march_exam(county, over=False), member(county.team), "90")

    with pytest.raises(BonusRefused):
        publish_sheet(sheet=counted(county, officer), by=officer)


def test_a_sheet_that_has_become_wrong_is_neither_shown_nor_signed(
    sheet: BonusSheet, officer: User, exam: Exam
) -> None:
    regrade(exam)
    with pytest.raises(BonusRefused):
        publish_sheet(sheet=sheet, by=officer)
    compute_again(sheet=sheet, reason="", by=officer)
    publish_sheet(sheet=sheet, by=officer)
    Attempt.objects.filter(exam=exam, score=95).update(score=Decimal(70))

    with pytest.raises(BonusRefused):
        sign(sheet, SignedAs.OFFICER, officer)


@pytest.mark.parametrize("days", [0, 31])
def test_the_time_for_appeals_has_bounds(sheet: BonusSheet, officer: User, days: int) -> None:
    with pytest.raises(BonusRefused):
        publish_sheet(sheet=sheet, days=days, by=officer)


def test_a_shown_sheet_is_counted_again_only_with_a_reason_and_then_shown_anew(
    sheet: BonusSheet, officer: User
) -> None:
    publish_sheet(sheet=sheet, by=officer)
    with pytest.raises(BonusRefused):
        compute_again(sheet=sheet, reason=" ", by=officer)

    sheet = compute_again(sheet=sheet, reason="一人请假漏登", by=officer)

    assert (sheet.state, sheet.reason, sheet.appeals_until) == (SheetState.COMPUTED, "一人请假漏登", None)


def test_two_people_sign_one_after_the_other_and_the_second_locks(sheet: BonusSheet, officer: User, boss: User) -> None:
    publish_sheet(sheet=sheet, by=officer)
    with pytest.raises(BonusRefused):
        sign(sheet, SignedAs.HEAD, boss)
    first = sign(sheet, SignedAs.OFFICER, officer)
    sheet.refresh_from_db()
    assert (sheet.state, first.digest) == (SheetState.SIGNED, sheet.digest)

    sign(sheet, SignedAs.HEAD, boss)

    sheet.refresh_from_db()
    assert sheet.state == SheetState.LOCKED
    assert sheet.locked_at is not None
    assert [entry.detail["signed_as"] for entry in AuditEntry.objects.filter(action="bonus.sign").order_by("pk")] == [
        "officer",
        "head",
    ]


def test_the_same_person_never_signs_twice(sheet: BonusSheet, officer: User) -> None:
    publish_sheet(sheet=sheet, by=officer)
    sign(sheet, SignedAs.OFFICER, officer)

    with pytest.raises(NotApproved):
        sign(sheet, SignedAs.HEAD, officer)


def test_nobody_signs_before_the_time_for_appeals_is_over(sheet: BonusSheet, officer: User) -> None:
    publish_sheet(sheet=sheet, by=officer)

    with pytest.raises(BonusRefused):
        sign_sheet(sheet=sheet, signed_as=SignedAs.OFFICER, drawn=drawn(), by=officer)


def test_an_empty_field_is_no_signature_and_a_text_is_no_picture(sheet: BonusSheet, officer: User) -> None:
    publish_sheet(sheet=sheet, by=officer)
    with after_the_window(sheet):
        with pytest.raises(BadFile, match=r"name\.png"):
            sign_sheet(sheet=sheet, signed_as=SignedAs.OFFICER, drawn=Drawn("name.png", b"a text"), by=officer)
        with pytest.raises(BonusRefused):
            sign_sheet(sheet=sheet, signed_as=SignedAs.OFFICER, drawn=blank(), by=officer)
    assert not sheet.signatures.exists()


def test_a_signed_sheet_is_sent_back_before_it_is_counted_again(
    sheet: BonusSheet, officer: User, boss: User, exam: Exam
) -> None:
    publish_sheet(sheet=sheet, by=officer)
    sign(sheet, SignedAs.OFFICER, officer)
    regrade(exam)
    with pytest.raises(BonusRefused):
        compute_again(sheet=sheet, reason="改分", by=officer)
    with pytest.raises(BonusRefused):
        send_back(sheet=sheet, reason="", by=boss)

    send_back(sheet=sheet, reason="有一题改了答案", by=boss)
    sheet = compute_again(sheet=sheet, reason="改分", by=officer)

    assert not sheet.signatures.standing().exists()
    assert sheet.signatures.get().withdrawn_because == "有一题改了答案"
    assert locked(sheet, officer, boss).state == SheetState.LOCKED


def test_a_locked_sheet_never_changes(sheet: BonusSheet, officer: User, boss: User) -> None:
    sheet = locked(sheet, officer, boss)

    with pytest.raises(BonusRefused):
        compute_again(sheet=sheet, reason="改", by=officer)
    with pytest.raises(BonusRefused):
        send_back(sheet=sheet, reason="改", by=boss)
    assert is_as_signed(sheet)


def test_who_touches_a_locked_line_from_below_is_found_out(sheet: BonusSheet, officer: User, boss: User) -> None:
    sheet = locked(sheet, officer, boss)
    super(type(sheet.lines.all()), sheet.lines.all()).update(amount=Decimal(1000))

    assert not is_as_signed(sheet)


def test_a_transfer_after_the_count_leaves_it_as_it_is(
    sheet: BonusSheet, officer: User, people: dict[str, Membership], county: County
) -> None:
    publish_sheet(sheet=sheet, by=officer)
    people["安贵生"].ended_on = timezone.localdate() + timedelta(days=1)
    people["安贵生"].save()
    MembershipFactory(
        user=people["安贵生"].user, unit=county.other_team, started_on=timezone.localdate() + timedelta(days=1)
    )

    sign(sheet, SignedAs.OFFICER, officer)

    sheet.refresh_from_db()
    assert sheet.state == SheetState.SIGNED
