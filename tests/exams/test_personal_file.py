"""What the personal file says of exams: what was sat, what was missed, what was voided, for which team."""

from __future__ import annotations

import pytest

from exams.models import Attempt, AttemptState, Exam, ExamState
from exams.personal_file import sittings_section
from organizations.filing.dossier import FileSection
from organizations.models import User
from organizations.services.memberships import transfer
from tests.factories.organizations import County, UserFactory, worker_of
from tests.factories.sittings import an_exam, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(county: County) -> User:
    return worker_of(county.team)


def row_of(section: FileSection, exam: Exam) -> dict[str, object]:
    (row,) = (row for row in section.rows if row[0] == exam.title)
    return {column.heading: value for column, value in zip(section.columns, row, strict=True)}


def test_a_sitting_stands_with_score_receipt_and_the_team_of_that_day(county: County, worker: User) -> None:
    exam = an_exam(county.enterprise)
    attempt = sit(exam, worker, right=4)
    transfer(user=worker, to=county.other_team, by=None)

    row = row_of(sittings_section(worker), exam)

    assert (row["成绩"], row["满分"], row["结果"]) == (80, 100, "合格")
    assert row["回执号"] == attempt.receipt
    assert row["交卷时间"] == attempt.finished_at
    assert row["当时单位"] == f"{county.enterprise.name} · {county.team.name}"


def test_who_did_not_pass_is_told_so(county: County, worker: User) -> None:
    exam = an_exam(county.enterprise)
    sit(exam, worker, right=1)

    assert row_of(sittings_section(worker), exam)["结果"] == "不合格"


def test_a_voided_sitting_stays_and_says_why(county: County, worker: User) -> None:
    exam = an_exam(county.enterprise)
    attempt = sit(exam, worker, right=5)
    Attempt.objects.filter(pk=attempt.pk).update(
        state=AttemptState.VOIDED, void_reason="替考", voided_by=UserFactory(), void_approved_by=UserFactory()
    )

    row = row_of(sittings_section(worker), exam)

    assert row["结果"] == "作废：替考"
    assert row["成绩"] == 100


def test_a_seat_counts_as_missed_only_when_the_exam_is_over(county: County, worker: User) -> None:
    exam = an_exam(county.enterprise)
    assert sittings_section(worker).rows == []

    Exam.objects.filter(pk=exam.pk).update(state=ExamState.CLOSED)

    assert row_of(sittings_section(worker), exam)["结果"] == "缺考"


def test_another_workers_sitting_is_not_his(county: County, worker: User) -> None:
    sit(an_exam(county.enterprise), worker_of(county.team), right=5)

    assert sittings_section(worker).rows == []
