"""The demonstration's learning: a case pushed to the county, a film, a hall that was half full, a make-up to come."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils import timezone

from courses.models import (
    AccidentCasePage,
    Assignment,
    Attachment,
    LearnedBy,
    LearningCategory,
    LearningRecord,
    LecturePage,
    Session,
    SignedInBy,
    Study,
)
from courses.rights.sections import make_section
from courses.services.assignments import Audience, assign
from courses.services.attendance import tick, write_records
from courses.services.sessions import Plan, close_session, expected_at, plan_session
from courses.speakers import SpeakerLevel
from courses.uploads.films import read_film
from home.demo.content import load_cases
from home.demo.county import FIRST, WORKER_NO
from home.demo.drawings import draw_case
from home.demo.film import film_of
from home.demo.here import answer_for_their_workplace
from organizations.models import Membership, Role, RoleGrant, Unit, User

if TYPE_CHECKING:
    from courses.pages.studied import StudiedPage

PUSHED, LECTURE = "dahongcai-2021", "spark-and-smoke"
PUSH_TITLE, LECTURE_TITLE = "全县学大红才铁矿透水案例", "听本矿主要负责人讲课"
LEARNED_OF_TEN = 8
CAME_OF_TEN = 6


def build_learning(bureau: Unit) -> None:
    """Two learning tasks, partly done, a lecture in person and a make-up exist afterwards. A die says who learned."""
    enterprise = Unit.objects.get(code=FIRST.code)
    case, lecture = AccidentCasePage.objects.get(slug=PUSHED), LecturePage.objects.get(slug=LECTURE)
    _film(lecture)
    today = timezone.localdate()
    if not Assignment.objects.filter(title=PUSH_TITLE).exists():
        everybody = Audience(units=[bureau])
        assign(
            title=PUSH_TITLE,
            pages=[case.pk],
            audience=everybody,
            owner=bureau,
            by=_holder(Role.BUREAU_ADMIN),
            due_on=today + timedelta(days=5),
            is_push=True,
        )
        _learned(case, Random(1))  # noqa: S311  (invented results)
    if not Assignment.objects.filter(title=LECTURE_TITLE).exists():
        assign(
            title=LECTURE_TITLE,
            pages=[lecture.pk],
            audience=Audience(units=[enterprise]),
            owner=enterprise,
            by=_holder(Role.ENTERPRISE_HEAD),
            due_on=today + timedelta(days=10),
        )
    if not Session.objects.exists():
        _hall(enterprise, lecture, Random(2))  # noqa: S311  (invented results)
        _make_up(enterprise, Assignment.objects.get(title=PUSH_TITLE))


def _film(lecture: LecturePage) -> None:
    if lecture.film is not None:
        return
    drawn = next(case for case in load_cases() if lecture.case and case.slug == lecture.case.slug)
    content = film_of(draw_case(drawn))
    found = read_film(ContentFile(content), filename="film.webm", size=len(content))
    film = Attachment(
        title="井口动火示意（无声，警钟绘制）",
        collection=make_section(Unit.objects.get(code=FIRST.code)).collection,
        file=ContentFile(content, name="spark-and-smoke.webm"),
        seconds=found.seconds,
    )
    film.poster = ContentFile(found.poster, name="poster.webp")
    film.save()
    lecture.film = film
    lecture.save_revision().publish()


def _learned(page: AccidentCasePage, rng: Random) -> None:
    """Eight of ten have read it yesterday; the worker whose sign-in is printed has it still before him."""
    now = timezone.now()
    studies, records, readers = [], [], []
    for place in Membership.objects.current().select_related("enterprise").order_by("pk"):
        is_shown = place.enterprise.code == FIRST.code and place.employee_no == WORKER_NO
        began_at = now - timedelta(days=1, minutes=rng.randint(0, 600))
        seconds = rng.randint(180, 420)
        learned = rng.randrange(10) < LEARNED_OF_TEN and not is_shown
        ended_at = began_at + timedelta(seconds=seconds)
        studies.append(_study(place.user_id, page, ended_at, seconds) if learned else _delivered(place.user_id, page))
        if learned:
            readers.append(place)
            records.append(
                LearningRecord(
                    worker_id=place.user_id,
                    unit_id=place.unit_id,
                    page=page,
                    title=page.title,
                    category=page.category,
                    how=LearnedBy.PAGE,
                    began_at=began_at,
                    ended_at=ended_at,
                    seconds=seconds,
                    counted_seconds=seconds,
                )
            )
    Study.objects.bulk_create(studies, ignore_conflicts=True)
    LearningRecord.objects.bulk_create(records)
    answer_for_their_workplace(page, readers, rng)


def _study(worker: int, page: StudiedPage, at: datetime, seconds: int) -> Study:
    return Study(
        worker_id=worker,
        page=page,
        category=page.category,
        seconds=seconds,
        opened_at=at,
        read_at=at,
        checked_at=at if page.checks else None,
        completed_at=at,
    )


def _delivered(worker: int, page: StudiedPage) -> Study:
    return Study(worker_id=worker, page=page, category=LearningCategory.CASE)


def _hall(enterprise: Unit, lecture: LecturePage, rng: Random) -> None:
    head = _holder(Role.ENTERPRISE_HEAD)
    plan = Plan(
        title=f"现场讲课：{lecture.title}",
        units=[enterprise],
        speaker=lecture.speaker,
        speaker_level=SpeakerLevel.ENTERPRISE,
        place="一号会议室",
        begins_at=timezone.now() - timedelta(days=1, hours=2),
        minutes=45,
        page=lecture.pk,
    )
    session = plan_session(plan=plan, owner=enterprise, by=head)
    came = [
        place for place in expected_at(session) if rng.randrange(10) < CAME_OF_TEN and place.employee_no != WORKER_NO
    ]
    people = [(place.user, session.begins_at + timedelta(minutes=rng.randint(-10, 5))) for place in came]
    tick(session=session, people=people, how=SignedInBy.LEADER, by=head)
    close_session(session=session, by=head)
    write_records(session=session)


def _make_up(enterprise: Unit, task: Assignment) -> None:
    """It begins soon: the code for the wall and the leader's list can be tried."""
    head = _holder(Role.ENTERPRISE_HEAD)
    plan = Plan(
        title=f"补课：{task.title}",
        units=[enterprise],
        speaker=head.name,
        speaker_level=SpeakerLevel.ENTERPRISE,
        place="调度室",
        begins_at=timezone.now() + timedelta(minutes=30),
        minutes=30,
        makes_up_for=task,
    )
    plan_session(plan=plan, owner=enterprise, by=head)


def _holder(role: Role) -> User:
    grant = RoleGrant.objects.current().filter(role=role).select_related("user").order_by("pk")[0]
    return grant.user
