"""What the measurement of learning needs: a county at work, a full library, a task that most have done, open pages."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from itertools import cycle, islice
from uuid import uuid4

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from courses.accident_types import AccidentType  # noqa: E402
from courses.models import AccidentCasePage, Assignment, CaseIndexPage, LearningCategory, PostKind, Study  # noqa: E402
from courses.services.assignments import Audience, assign  # noqa: E402
from courses.study_token import study_token  # noqa: E402
from home.demo.library import build_library  # noqa: E402
from home.demo.units import build_units  # noqa: E402
from organizations.hashers import PinHasher  # noqa: E402
from organizations.models import Industry, Membership, Post, Unit, UnitKind, User  # noqa: E402

CODE, PIN, VIEWERS, BATCH = "BENCH", "246813", 1000, 5000
WORKSHOPS, TEAMS, TEAM_SIZE = 5, 4, 50
EACH = WORKSHOPS * TEAMS * TEAM_SIZE
POSTS = ("井下采掘工", "爆破工", "矿车司机", "电焊工", "炉前工", "起重机司机", "班长", "安全员", "会计", "电工")
LEARNED_OF_TEN = 8


def set_stage(cases: int, workers: int) -> dict[str, object]:
    """Return the task of all and the tokens of open pages; whoever signs in has a number from 1 at the code BENCH."""
    bureau = Unit.objects.get(pk=build_units().pk)  # read anew: it knows now how many are below it
    build_library(bureau)
    _write_cases(cases)
    _people(_teams(bureau, -(-workers // EACH)), workers)
    case = AccidentCasePage.objects.live().earliest("pk")
    task = assign(title="bench", pages=[case.pk], audience=Audience(units=[bureau]), owner=bureau, by=None)
    return {"task": str(task.pk), "tokens": _studies(task, case)}


def _write_cases(count: int) -> None:
    """The demonstration's cases, again and again, of every industry, kind, year and post."""
    library, real = CaseIndexPage.objects.get(), list(AccidentCasePage.objects.live())
    industries, kinds = cycle(Industry.values), cycle(AccidentType.values)
    harm = ("deaths", "missing", "injured", "severely_injured", "loss_wan", "grade")
    facts = (*harm, "short_title", "place", "enterprise_name", "summary", "as_of", "sources", "body")
    for number, case in enumerate(islice(cycle(real), count - len(real))):
        library = CaseIndexPage.objects.get(pk=library.pk) if number % 100 == 0 else library
        page = AccidentCasePage(
            **{name: getattr(case, name) for name in facts},
            title=f"{case.title}（{number}）",
            slug=f"bench-{number}",
            industry=next(industries),
            accident_type=next(kinds),
            occurred_on=date(2024, 1, 1) - timedelta(days=number * 4),
        )
        library.add_child(instance=page)
    through, posts = AccidentCasePage.post_kinds.through, cycle(PostKind.objects.all())
    fresh = AccidentCasePage.objects.filter(slug__startswith="bench-")
    through.objects.bulk_create(
        through(accidentcasepage_id=page.pk, postkind_id=kind.pk) for page in fresh for kind in islice(posts, 3)
    )


def _teams(bureau: Unit, enterprises: int) -> list[tuple[Unit, Unit]]:
    """Return new teams with their enterprises; the first enterprise has the code that phones sign in with."""
    town = bureau.get_children().first()
    first = town.get_children_count()
    made = []
    for number in range(enterprises):
        enterprise = _below(town, first + number, UnitKind.ENTERPRISE)
        enterprise.code = CODE if number == 0 else f"B{number:05d}"
        enterprise.industry = Industry.values[number % len(Industry.values)]
        shops = [_below(enterprise, place, UnitKind.WORKSHOP, TEAMS) for place in range(WORKSHOPS)]
        made.append((enterprise, shops, [_below(shop, n, UnitKind.TEAM) for shop in shops for n in range(TEAMS)]))
    Unit.objects.bulk_create(unit for enterprise, shops, teams in made for unit in (enterprise, *shops, *teams))
    Unit.objects.filter(pk=town.pk).update(numchild=first + enterprises)
    return [(team, enterprise) for enterprise, _shops, teams in made for team in teams]


def _below(parent: Unit, place: int, kind: UnitKind, children: int = 0) -> Unit:
    path = Unit._get_path(parent.path, parent.depth + 1, place + 1)
    below = WORKSHOPS if kind == UnitKind.ENTERPRISE else children
    return Unit(path=path, depth=parent.depth + 1, numchild=below, kind=kind, name=f"{kind}{place}")


def _people(teams: list[tuple[Unit, Unit]], workers: int) -> None:
    pin, today = make_password(PIN, hasher=PinHasher.algorithm), timezone.localdate()
    posts = cycle([Post.objects.get_or_create(name=name)[0] for name in POSTS])
    places = islice((place for place in teams for _person in range(TEAM_SIZE)), workers)
    for start in range(0, workers, BATCH):
        batch = list(islice(places, BATCH))
        people = User.objects.bulk_create(User(name=f"工{start + n}", pin=pin) for n in range(len(batch)))
        Membership.objects.bulk_create(
            Membership(
                user=person,
                unit=team,
                enterprise=enterprise,
                employee_no=str(start + n + 1),
                post=next(posts),
                started_on=today,
            )
            for n, (person, (team, enterprise)) in enumerate(zip(people, batch, strict=True))
        )


def _studies(task: Assignment, case: AccidentCasePage) -> list[str]:
    """Eight of ten have completed the task; return tokens of the pages that the first viewers have open."""
    now = timezone.now()
    workers = Membership.objects.exclude(enterprise__is_demo=True).order_by("pk").values_list("user", flat=True)
    rows = (
        Study(
            worker_id=worker,
            page_id=case.pk,
            category=LearningCategory.CASE,
            opened_at=now,
            opening=uuid4() if number < VIEWERS else None,
            opening_began_at=now if number < VIEWERS else None,
            beat_at=now,
            read_at=now if number >= VIEWERS else None,
            completed_at=now if number >= VIEWERS else None,
        )
        for number, worker in enumerate(workers)
        if number % 10 < LEARNED_OF_TEN
    )
    while batch := list(islice(rows, BATCH)):
        Study.objects.bulk_create(batch)
    return [study_token(study, case.demand) for study in Study.objects.filter(opening__isnull=False)]


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    print(json.dumps(set_stage(*map(int, sys.argv[1:]))))
