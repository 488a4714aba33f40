"""Writing down a violation: what is refused, what stays, and what a correction leaves behind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone, translation

from hazards.models import Measure, Violation
from hazards.services.violations import ViolationRefused, correct_violation, record_violation, withdraw_violation
from organizations.archives import BadFile
from organizations.models import AuditEntry, Membership, Role
from organizations.models.append_only import AppendOnly
from tests.factories.hazards import a_photo, a_violation, facts
from tests.factories.organizations import County, staff, worker_of
from tests.factories.procedures import in_force

pytestmark = pytest.mark.django_db


def test_it_stands_for_the_unit_and_enterprise_of_that_day(county: County) -> None:
    worker = worker_of(county.team)
    violation = a_violation(county.team, person=worker, measures=[Measure.STEPS, Measure.MENDED])
    Membership.objects.filter(user=worker).update(unit=county.other_team)

    kept = Violation.objects.get(pk=violation.pk)
    assert (kept.unit, kept.enterprise) == (county.team, county.enterprise)
    assert kept.measures == ["mended", "steps"]
    assert AuditEntry.objects.filter(action="violation.record").count() == 1


def test_a_violation_never_changes_and_never_goes(county: County) -> None:
    violation = a_violation(county.team)

    with pytest.raises(AppendOnly):
        violation.save()
    with pytest.raises(AppendOnly):
        violation.delete()


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"happened_at": timezone.now() + timedelta(days=400)}, "future"),
        ({"happened_at": timezone.now() - timedelta(days=500)}, "a year ago"),
        ({"what": "  "}, "Write down what happened"),
    ],
    ids=["a day to come", "another year", "no words"],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(county: County, other: dict[str, Any], says: str) -> None:
    with translation.override("en"), pytest.raises(ViolationRefused, match=says):
        a_violation(county.team, **other)

    assert not Violation.objects.exists()


def test_a_town_is_no_unit_that_violates(county: County) -> None:
    with pytest.raises(ViolationRefused):
        a_violation(county.town)


def test_somebody_who_was_elsewhere_that_day_is_refused(county: County) -> None:
    elsewhere = worker_of(county.other_team)
    left = worker_of(county.team)
    Membership.objects.filter(user=left).update(ended_on=date(2024, 1, 1))

    for person in (elsewhere, left):
        with pytest.raises(ViolationRefused):
            a_violation(county.team, person=person)


def test_the_step_of_another_enterprises_procedure_is_refused(county: County) -> None:
    own = in_force(county.enterprise, county.team).steps.get(is_critical=True)
    foreign = in_force(county.neighbour, county.neighbour_team).steps.get(is_critical=True)

    assert a_violation(county.team, step=own).step == own
    with pytest.raises(ViolationRefused):
        a_violation(county.team, step=foreign)


def test_a_photo_is_kept_small_and_private(county: County) -> None:
    violation = a_violation(county.team, photo=a_photo())

    assert str(violation.photo.name).startswith(f"violations/{violation.pk}/")
    assert violation.photo.read(4) == b"RIFF"


def test_what_is_no_photo_or_too_large_is_refused_by_its_name(county: County, settings: LazySettings) -> None:
    with pytest.raises(BadFile, match=r"账单\.png"):
        a_violation(county.team, photo=a_photo(b"%PDF-1.7", name="账单.png"))
    settings.PICTURE_MAX_BYTES = 100
    with pytest.raises(BadFile, match=r"现场\.png"):
        a_violation(county.team, photo=a_photo())

    assert not Violation.objects.exists()


def test_a_correction_takes_its_place_and_what_stood_there_stays(county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    first = a_violation(county.team, photo=a_photo())

    second = correct_violation(
        violation=first, facts=facts(county.other_team, what="另一个班干的"), reason="看错了班", by=officer
    )

    assert list(Violation.objects.standing()) == [second]
    assert (second.corrects, second.photo.name) == (first, first.photo.name)
    assert Violation.objects.get(pk=first.pk).what == "空顶下打眼"


def test_what_was_taken_back_counts_no_more(county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    violation = a_violation(county.team)

    withdraw_violation(violation=violation, reason="经查当时在检修，已停电挂牌", by=officer)

    assert not Violation.objects.standing().exists()


def test_without_a_reason_nothing_is_put_right_or_taken_back(county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    violation = a_violation(county.team)

    with pytest.raises(ViolationRefused):
        withdraw_violation(violation=violation, reason=" ", by=officer)
    with pytest.raises(ViolationRefused):
        correct_violation(violation=violation, facts=facts(county.team), reason="", by=officer)

    assert list(Violation.objects.standing()) == [violation]


def test_what_no_longer_stands_is_put_right_no_second_time(county: County) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    violation = a_violation(county.team)
    withdraw_violation(violation=violation, reason="记错了", by=officer)

    with pytest.raises(ViolationRefused):
        correct_violation(violation=violation, facts=facts(county.team), reason="再改", by=officer)
    with pytest.raises(ViolationRefused):
        withdraw_violation(violation=violation, reason="再撤", by=officer)


def test_nobody_need_be_named(county: County) -> None:
    assert record_violation(facts=facts(county.workshop), by=None).person is None
