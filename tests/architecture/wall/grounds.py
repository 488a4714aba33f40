"""What stands in the county that the wall goes round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from exams.models import Attempt, Exam
from exams.services.printed_forms import make_forms
from exams.services.sittings import start_attempt
from leaderboard.models import CompetitionAppeal, Evidence, RewardLine, RewardList, Seal
from leaderboard.services.appeals import say_appeal
from leaderboard.services.evidence import add_evidence
from leaderboard.services.running import close_stage, show_results
from leaderboard.services.seals import bring_seal
from organizations.models import User
from tests.factories.competitions import Running, a_running_one, mark_all
from tests.factories.organizations import PIN, County, MembershipFactory, UserFactory
from tests.factories.pictures import a_picture_file
from tests.factories.rewards import a_list, an_approved_list, approver_of, seal_file
from tests.factories.sittings import an_exam, sit

SECRET = "密不外传的职工"


@dataclass(frozen=True)
class Grounds:
    """A county, a worker of it by whom nobody outside may hear, his sitting that runs and the one that is over.

    `on_paper` is an exam that he sits with a pen. In `competition`, his enterprise's own, he has appealed.
    `award` is his, and approved.
    """

    county: County
    worker: User
    under_way: Attempt
    graded: Attempt
    on_paper: Exam
    competition: Running
    competition_appeal: CompetitionAppeal
    competition_evidence: Evidence
    award: RewardLine
    reward_draft: RewardList
    seal: Seal


def grounds_of(county: County) -> Grounds:
    """Let a worker of the county sit two exams."""
    worker = UserFactory(name=SECRET, pin=PIN)
    MembershipFactory(user=worker, unit=county.team, employee_no="0217")
    running, over, on_paper = (an_exam(county.enterprise) for _exam in range(3))
    Exam.objects.filter(pk=over.pk).update(bonus_month=date(2024, 3, 1))
    under_way = start_attempt(exam=running, worker=worker)
    contest = a_running_one(county.enterprise, [worker])
    mark_all(contest, ["0.9"])
    close_stage(stage=contest.competition.stages.get(), by=None)
    show_results(competition=contest.competition, by=None)
    appeal = say_appeal(entrant=contest.entrants[0], part=contest.part(), text="第二步做了", by=worker)
    photo = SimpleUploadedFile("第二步.jpg", a_picture_file())
    evidence = add_evidence(entrant=contest.entrants[0], part=contest.part(), file=photo, by=contest.judges[0])
    graded = sit(over, worker, right=3)
    grounds = Grounds(county, worker, under_way, graded, on_paper, contest, appeal, evidence, *_rewards(county, worker))
    for exam in (over, on_paper):
        make_forms(exam=exam, by=None)
    return grounds


def _rewards(county: County, worker: User) -> tuple[RewardLine, RewardList, Seal]:
    award = an_approved_list(county.enterprise, [worker]).lines.get()
    head = approver_of(county.enterprise)
    seal = bring_seal(unit=county.enterprise, filename="公章.png", content=seal_file(), by=head)
    return award, a_list(county.enterprise), seal
