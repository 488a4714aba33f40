"""What the measurement of the big screens needs: a competition of forty teams that is half marked, an exam, screens."""

from __future__ import annotations

import json
import random
import statistics
import sys
from datetime import timedelta
from decimal import Decimal
from time import perf_counter
from uuid import uuid4

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.signing import get_cookie_signer  # noqa: E402
from django.utils import timezone, translation  # noqa: E402

from benchmarks.stage import set_stage  # noqa: E402
from benchmarks.timing import counted  # noqa: E402
from exams.models import Attempt, AttemptState, Exam  # noqa: E402
from leaderboard.models import Competition, EventKind, Part, PartKind, ScreenDevice  # noqa: E402
from leaderboard.screens.contents import contents_of  # noqa: E402
from leaderboard.screens.sharing import Sheet, made_now  # noqa: E402
from leaderboard.screens.watching import COOKIE, SALT  # noqa: E402
from leaderboard.services.drafts import ChecklistRow, PartPlan, StagePlan, keep_competition  # noqa: E402
from leaderboard.services.entering import enter_team  # noqa: E402
from leaderboard.services.judges import appoint_judge  # noqa: E402
from leaderboard.services.marking import Filled, take_sheet  # noqa: E402
from leaderboard.services.running import open_entries, start_competition  # noqa: E402
from organizations.models import Membership, Role, RoleGrant, Unit, UnitKind, User  # noqa: E402

JUDGES, ROUNDS = 5, 9
STEPS = tuple(ChecklistRow(f"第{number}步", Decimal(10)) for number in range(1, 11))
PARTS = (PartPlan(PartKind.ORAL, Decimal(40), rows=STEPS), PartPlan(PartKind.PRACTICAL, Decimal(60), rows=STEPS))


def set_screens(screens: int, seats: int) -> dict[str, object]:
    """Return a cookie for each screen, and what making the picture that they share takes."""
    cache.clear()  # what an earlier database left
    exam = set_stage(seats)
    half = Attempt.objects.filter(exam=exam).values_list("pk", flat=True)[: seats // 2]
    now = timezone.now()
    Attempt.objects.filter(pk__in=list(half)).update(
        state=AttemptState.IN_PROGRESS, started_at=now, deadline=now + timedelta(hours=1)
    )
    competition = _competition(exam.owner)
    devices = _devices(screens, competition, exam)
    sheet, milliseconds, queries = _picture(devices[0])
    signer = get_cookie_signer(salt=COOKIE + SALT)
    return {
        "cookies": [signer.sign(str(device.pk)) for device in devices],
        "tag": sheet.tag,
        "picture_ms": milliseconds,
        "picture_bytes": len(sheet.body),
        "packed_bytes": len(sheet.packed),
        "queries": queries,
    }


def _competition(owner: Unit) -> Competition:
    chance = random.Random(8)
    draft = Competition(
        owner=owner, title="bench", kind=EventKind.TEAM, entries_until=timezone.now() + timedelta(days=1)
    )
    plan = StagePlan("决赛", PARTS)
    competition = open_entries(competition=keep_competition(competition=draft, stages=(plan,), by=None), by=None)
    for team in Unit.objects.filter(kind=UnitKind.TEAM):
        people = [place.user for place in Membership.objects.current().filter(unit=team).select_related("user")[:3]]
        enter_team(competition=competition, team=team, members=people, by=None)
    for number in range(JUDGES):
        judge = User.objects.create_user(f"bench-judge-{number}", "bench-judge-bench", name=f"裁判{number}")
        RoleGrant.objects.create(user=judge, unit=owner, role=Role.JUDGE)
        appoint_judge(competition=competition, user=judge, by=None)
    competition = start_competition(competition=competition, by=None)
    for part in Part.objects.filter(stage__competition=competition).prefetch_related("items"):
        for entrant in list(competition.entrants.all())[: 30 if part.kind == PartKind.ORAL else 20]:
            for judge in User.objects.filter(judging__competition=competition):
                marks = {item.pk: Decimal(chance.randrange(60, 100)) / 10 for item in part.items.all()}
                take_sheet(by=judge, entrant=entrant, part=part, filled=Filled(uuid4(), marks))
    return competition


def _devices(screens: int, competition: Competition, exam: Exam) -> list[ScreenDevice]:
    officer = User.objects.create_user("bench-officer", "bench-officer-bench", name="安全员")
    now = timezone.now()
    shown = {"unit": competition.owner, "competition": competition, "exam": exam, "name": "屏"}
    return ScreenDevice.objects.bulk_create(
        ScreenDevice(code="222222", approved_at=now, approved_by=officer, **shown) for _screen in range(screens)
    )


def _picture(device: ScreenDevice) -> tuple[Sheet, float, int]:
    """Return the picture, milliseconds of the middle of some rounds, and queries of the last."""
    times, sheet, queries = [], None, [0]
    with translation.override("zh-hans"):
        for _round in range(ROUNDS):
            started = perf_counter()
            with counted() as queries:
                sheet = made_now(contents_of(device))
            times.append(perf_counter() - started)
    if sheet is None:
        raise ValueError(ROUNDS)
    return sheet, round(statistics.median(times) * 1000, 1), queries[0]


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    print(json.dumps(set_screens(int(sys.argv[1]), int(sys.argv[2]))))
