"""What the measurement of results needs: a county, an exam that everybody sat, and the seats of those before it."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.measuring import SEED  # noqa: E402
from exams.importing.drafts import QuestionDraft  # noqa: E402
from exams.models import (  # noqa: E402
    Attempt,
    AttemptState,
    Category,
    Exam,
    ExamState,
    Grading,
    GradingCause,
    Paper,
    PaperPart,
    Question,
    QuestionBank,
    QuestionKind,
    QuestionState,
    SubmittedBy,
)
from exams.services.questions import add_questions, review_questions  # noqa: E402
from organizations.models import Industry, Membership, Post, Role, RoleGrant, Unit, UnitKind, User  # noqa: E402
from organizations.services.units import create_enterprise, create_unit  # noqa: E402

TOWNS, ENTERPRISES, WORKSHOPS, TEAM_SIZE = 5, 4, 3, 50
BANK, ASKED, POINTS, BATCH = 300, 50, Decimal(2), 2000
ABSENT_EVERY = 25


def set_stage(sittings: int, earlier: int) -> Exam:
    """Return the exam, closed, with a grading for everybody who came."""
    bureau = create_unit(parent=None, kind=UnitKind.BUREAU, name="bench", by=None)
    teams = county_of(bureau, -(-sittings // TEAM_SIZE))
    officer = User.objects.create_user("bench-bureau", "bench-bureau-bench", name="县局")
    RoleGrant.objects.create(user=officer, unit=bureau, role=Role.BUREAU_ADMIN)
    people = people_of(teams, sittings)
    paper, answers = _paper(bureau)
    begun = timezone.now() - timedelta(days=2)
    for number in range(earlier, 0, -1):
        before = _exam(bureau, paper, begun - timedelta(days=30 * number))
        Attempt.objects.bulk_create(seats_of(before, people, random.Random(number)), batch_size=BATCH)
    exam = _exam(bureau, paper, begun)
    Attempt.objects.bulk_create(seats_of(exam, people, random.Random(SEED)), batch_size=BATCH)
    _grade(exam, answers)
    return exam


def county_of(bureau: Unit, number: int) -> list[Unit]:
    towns = [create_unit(parent=bureau, kind=UnitKind.TOWN, name=f"镇{n}", by=None) for n in range(TOWNS)]
    industry, workshops = Industry.UNDERGROUND_MINE, list[tuple[Unit, Unit]]()
    for place in range(TOWNS * ENTERPRISES):
        town = towns[place % TOWNS]
        owner = create_enterprise(parent=town, name=f"矿{place}", code=f"MINE{place}", industry=industry, by=None)
        for n in range(WORKSHOPS):
            workshops.append((create_unit(parent=owner, kind=UnitKind.WORKSHOP, name=f"车间{n}", by=None), owner))
    return [
        create_unit(parent=workshops[n % len(workshops)][0], kind=UnitKind.TEAM, name=f"班{n}", by=None)
        for n in range(number)
    ]


def people_of(teams: list[Unit], number: int) -> list[Membership]:
    users = User.objects.bulk_create((User(name=f"工{n}") for n in range(number)), batch_size=BATCH)
    posts = [Post.objects.create(name=f"岗位{n}") for n in range(20)]
    owners = {team.pk: team.enterprise() for team in teams}
    since = timezone.localdate() - timedelta(days=700)
    return Membership.objects.bulk_create(
        (
            Membership(
                user=user,
                unit=team,
                enterprise=owners[team.pk],
                employee_no=str(n),
                post=posts[n % 20],
                started_on=since,
            )
            for n, user in enumerate(users)
            if (team := teams[n // TEAM_SIZE])
        ),
        batch_size=BATCH,
    )


def _paper(bureau: Unit) -> tuple[Paper, dict[int, str]]:
    bank = QuestionBank.objects.create(slug="bench", name="bench", owner=bureau)
    add_questions(bank=bank, drafts=[_draft(n) for n in range(BANK)], by=None)
    review_questions(questions=Question.objects.filter(bank=bank), state=QuestionState.IN_USE, by=None)
    paper = Paper.objects.create(name="bench", owner=bureau)
    PaperPart.objects.create(
        paper=paper, bank=bank, kind=QuestionKind.SINGLE, category=Category.LAW, count=ASKED, points=POINTS
    )
    right = Question.objects.filter(bank=bank).values_list("current", "current__answer")
    return paper, {version: answer[0] for version, answer in right}


def _draft(number: int) -> QuestionDraft:
    return QuestionDraft(
        place="",
        kind=QuestionKind.SINGLE,
        stem=f"第 {number} 题：井下淋水突然变大、发浑的时候，当班的人首先应该怎么做？",
        options=tuple((key, f"{key} 马上停下手里的活，按避灾路线撤到安全的地方") for key in "ABCD"),
        answer=("ABCD"[number % 4],),
        category=list(Category)[number % 4],
    )


def _exam(bureau: Unit, paper: Paper, opens_at: datetime) -> Exam:
    closes_at = opens_at + timedelta(hours=6)
    exam = Exam.objects.create(title="bench", owner=bureau, paper=paper, opens_at=opens_at, closes_at=closes_at)
    exam.audience.set([bureau])
    Exam.objects.filter(pk=exam.pk).update(state=ExamState.CLOSED)
    return exam


def seats_of(exam: Exam, people: list[Membership], chance: random.Random) -> Iterator[Attempt]:
    for number, place in enumerate(people):
        seat = Attempt(
            exam=exam,
            worker_id=place.user_id,
            unit_id=place.unit_id,
            enterprise_id=place.enterprise_id,
            employee_no=place.employee_no,
        )
        if number % ABSENT_EVERY:
            seat.state, seat.submitted_by = AttemptState.GRADED, SubmittedBy.WORKER
            seat.started_at = seat.finished_at = exam.opens_at + timedelta(minutes=30)
            seat.score = Decimal(2 * chance.randrange(25, 51))
            seat.passed = seat.score >= exam.pass_points
        yield seat


def _grade(exam: Exam, answers: dict[int, str]) -> None:
    """Give everybody a paper of his own and marks that bring his score."""
    chance, versions = random.Random(SEED), list(answers)
    seats = Attempt.objects.filter(exam=exam, state=AttemptState.GRADED).order_by("pk")
    keys = list(seats.values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        some = list(seats.filter(pk__in=keys[first : first + BATCH]))
        gradings = []
        for seat in some:
            asked, right = chance.sample(versions, ASKED), int((seat.score or 0) / POINTS)
            seat.paper = [[version, ["A", "B", "C", "D"], str(POINTS)] for version in asked]
            gradings.append(
                _grading(seat, [_mark(v, answers[v], place < right, chance) for place, v in enumerate(asked)])
            )
        Attempt.objects.bulk_update(some, ["paper"], batch_size=200)
        Grading.objects.bulk_create(gradings, batch_size=BATCH)


def _mark(version: int, answer: str, is_right: bool, chance: random.Random) -> dict[str, object]:
    chosen = answer if is_right else chance.choice([key for key in "ABCD" if key != answer])
    return {"version": version, "chosen": [chosen], "points": str(POINTS) if is_right else "0.00"}


def _grading(seat: Attempt, marks: list[dict[str, object]]) -> Grading:
    return Grading(
        attempt=seat,
        cause=GradingCause.SUBMIT,
        score=seat.score or Decimal(0),
        full_points=Decimal(100),
        passed=bool(seat.passed),
        marks=marks,
    )


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    print(set_stage(*map(int, sys.argv[1:])).pk)
