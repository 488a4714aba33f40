"""A correction is proposed by one person and decided by another, on a dry run that is up to date."""

from __future__ import annotations

import pytest

from exams.errors import CorrectionRefused, NotApproved
from exams.models import Correction, Exam, Grading, QuestionVersion, Treatment
from exams.rulings import Ruling
from exams.services.corrections import (
    approve_correction,
    ask_again,
    propose_correction,
    refuse_correction,
)
from exams.services.regrading import regrade, try_out
from organizations.models import AuditEntry, Role, User
from tests.factories.corrections import REASON, another_key, corrected, other_points, over, proposed, version_asked
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import County, staff
from tests.factories.sittings import a_worker, an_exam, sit

GIVE, DROP = Ruling(Treatment.GIVE), Ruling(Treatment.DROP)


@pytest.fixture
def second(county: County) -> User:
    return staff(Role.BUREAU_ADMIN, county.bureau)


@pytest.fixture
def version(county: County, exam: Exam, worker: User) -> QuestionVersion:
    """What the last question of a sitting was that had three right."""
    asked = version_asked(sit(exam, worker, right=3), 4)
    over(exam)
    return asked


def test_nothing_moves_before_a_second_person_has_approved(
    exam: Exam, version: QuestionVersion, officer_user: User, second: User
) -> None:
    made = proposed(exam, version, GIVE, officer_user)

    assert Grading.objects.count() == 1
    with pytest.raises(NotApproved):
        approve_correction(correction=made, by=officer_user)
    regrade(correction=made)
    assert Grading.objects.count() == 1

    approve_correction(correction=made, by=second)
    with pytest.raises(CorrectionRefused):
        approve_correction(correction=made, by=second)


def test_a_refusal_says_why_and_the_next_proposal_may_come(
    exam: Exam, version: QuestionVersion, officer_user: User, second: User
) -> None:
    made = proposed(exam, version, GIVE, officer_user)
    with pytest.raises(CorrectionRefused):
        propose_correction(exam=exam, version=version, ruling=DROP, reason=REASON, by=second)
    with pytest.raises(CorrectionRefused):
        refuse_correction(correction=made, reason=" ", by=second)
    with pytest.raises(NotApproved):
        refuse_correction(correction=made, reason="规程写得清楚。", by=officer_user)

    refused = refuse_correction(correction=made, reason="规程写得清楚。", by=second)

    assert (refused.decision, refused.decided_because) == ("refused", "规程写得清楚。")
    propose_correction(exam=exam, version=version, ruling=DROP, reason=REASON, by=second)
    told = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"correction.propose", "correction.refuse"} <= told


def test_while_people_sit_nothing_is_corrected(county: County, worker: User, officer_user: User) -> None:
    running = an_exam(county.enterprise)
    asked = version_asked(sit(running, worker, right=3), 0)

    with pytest.raises(CorrectionRefused):
        propose_correction(exam=running, version=asked, ruling=GIVE, reason=REASON, by=officer_user)


def test_a_question_that_nobody_was_asked_is_not_corrected(exam: Exam, officer_user: User) -> None:
    over(exam)
    other = QuestionFactory().current

    with pytest.raises(CorrectionRefused):
        propose_correction(exam=exam, version=other, ruling=GIVE, reason=REASON, by=officer_user)


@pytest.mark.parametrize(
    "ruling",
    [
        Ruling(Treatment.KEY),
        another_key("Z"),
        another_key("A"),  # it is the key
        another_key("A", "B"),  # of a single choice
        Ruling(Treatment.KEY, (("B",), ("C",))),
        Ruling(Treatment.ALSO, (("A",),)),
        other_points("0"),
        other_points("100.01"),
        Ruling(Treatment.POINTS),
    ],
)
def test_what_the_question_cannot_take_is_refused(
    exam: Exam, version: QuestionVersion, officer_user: User, ruling: Ruling
) -> None:
    with pytest.raises(CorrectionRefused):
        propose_correction(exam=exam, version=version, ruling=ruling, reason=REASON, by=officer_user)


@pytest.mark.parametrize("reason", ["", "  ", "长" * 301])
def test_without_a_reason_of_some_length_nothing_is_proposed(
    exam: Exam, version: QuestionVersion, officer_user: User, reason: str
) -> None:
    with pytest.raises(CorrectionRefused):
        propose_correction(exam=exam, version=version, ruling=GIVE, reason=reason, by=officer_user)


def test_nobody_approves_without_a_dry_run_or_on_an_old_one(
    exam: Exam, version: QuestionVersion, worker: User, officer_user: User, second: User
) -> None:
    made = propose_correction(exam=exam, version=version, ruling=GIVE, reason=REASON, by=officer_user)
    with pytest.raises(CorrectionRefused):
        approve_correction(correction=made, by=second)
    try_out(correction=made)
    newest = Grading.objects.get()
    newest.pk = None
    newest.save()  # late answers have come in

    with pytest.raises(CorrectionRefused):
        approve_correction(correction=made, by=second)

    made.refresh_from_db()
    ask_again(correction=made, by=second)
    try_out(correction=made)
    approve_correction(correction=made, by=second)


def test_a_dry_run_is_old_when_another_correction_has_come(
    county: County, exam: Exam, officer_user: User, second: User
) -> None:
    sat = sit(exam, a_worker(county.team), right=1)
    over(exam)
    first, other = (version_asked(sat, slot) for slot in (3, 4))
    waiting = proposed(exam, first, GIVE, officer_user)
    applying = approve_correction(correction=proposed(exam, other, GIVE, officer_user), by=second)

    for _state in ("under way", "done"):
        with pytest.raises(CorrectionRefused):
            approve_correction(correction=waiting, by=second)
        regrade(correction=applying)

    try_out(correction=waiting)
    approve_correction(correction=waiting, by=second)


def test_a_later_correction_takes_the_place_of_the_earlier_which_stays_on_record(
    exam: Exam, version: QuestionVersion, officer_user: User, second: User
) -> None:
    earlier = corrected(exam, version, GIVE, officer_user, second)
    with pytest.raises(CorrectionRefused):
        propose_correction(exam=exam, version=version, ruling=GIVE, reason=REASON, by=officer_user)

    back = corrected(exam, version, another_key("A"), officer_user, second)

    earlier.refresh_from_db()
    assert earlier.replaced_at is not None
    assert list(Correction.objects.in_force()) == [back]
    assert list(Grading.objects.order_by("pk").values_list("score", flat=True)) == [60, 80, 60]


def test_an_exam_keeps_at_least_one_question_that_counts_for_each(
    exam: Exam, worker: User, officer_user: User, second: User
) -> None:
    sat = sit(exam, worker, right=5)
    over(exam)
    for slot in range(4):
        corrected(exam, version_asked(sat, slot), DROP, officer_user, second)
    last = proposed(exam, version_asked(sat, 4), DROP, officer_user)

    assert last.empty == 1
    with pytest.raises(CorrectionRefused):
        approve_correction(correction=last, by=second)
