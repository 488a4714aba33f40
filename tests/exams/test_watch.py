"""The invigilator's page: right figures, the right people, the same few queries for everybody."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from exams.models import Attempt, EventKind, Exam
from exams.services.annulments import propose_annulment
from exams.services.journal import record_events
from exams.services.presences import note_presence
from exams.services.sittings import start_attempt
from exams.watching import Progress, Standing, progress_of
from organizations.models import Role, Unit
from tests.factories.interventions import an_order, for_one, paused
from tests.factories.organizations import County, MembershipFactory, TeamFactory, UserFactory, desk_of, staff
from tests.factories.sittings import a_worker, an_event, an_exam, answer, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(county: County) -> Exam:
    """In the team one answers, one is not in, one has finished; in the other team one was not heard of for long."""
    names = {"答题的": county.team, "没进的": county.team, "交了的": county.team, "没信号的": county.other_team}
    people = {name: MembershipFactory(unit=unit, user=UserFactory(name=name)).user for name, unit in names.items()}
    exam = an_exam(county.enterprise, opens_in=-timedelta(hours=2))
    with time_machine.travel(timezone.now() - timedelta(minutes=20)):
        answer(start_attempt(exam=exam, worker=people["没信号的"]), right=5)
    running = start_attempt(exam=exam, worker=people["答题的"])
    record_events(attempt_id=running.pk, device=uuid4(), events=[an_event(0, 0, ["A"]), an_event(1, 1, ["B"])])
    sit(exam, people["交了的"], right=4)
    return exam


def page_of(exam: Exam, query: str = "") -> str:
    return f"/desk/exams/{exam.pk}/watch/{query}"


def listed(officer: Client, exam: Exam, query: str = "") -> dict[str, str]:
    people = officer.get(page_of(exam, query)).context["board"].people
    return {person.attempt.worker.name: person.standing.value for person in people}


def test_everybody_stands_where_he_is(officer: Client, exam: Exam) -> None:
    assert listed(officer, exam) == {
        "答题的": Standing.IN,
        "没进的": Standing.NOT_IN,
        "交了的": Standing.FINISHED,
        "没信号的": Standing.OFFLINE,
    }
    page = officer.get(page_of(exam))
    assert page.context["board"].totals == {"finished": 1, "in": 1, "offline": 1, "paused": 0, "not_in": 1}
    assert [line.total for line in page.context["board"].lines] == [3, 1]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?state=offline", {"没信号的"}),
        ("?q=没进", {"没进的"}),
        ("?q=没", {"没进的", "没信号的"}),
        ("?state=nonsense", {"答题的", "没进的", "交了的", "没信号的"}),
        ("?state=paused", set()),
    ],
)
def test_the_list_is_narrowed_by_standing_and_by_name(query: str, names: set[str], officer: Client, exam: Exam) -> None:
    assert set(listed(officer, exam, query)) == names


def test_one_team_can_be_looked_at_alone(officer: Client, exam: Exam, county: County) -> None:
    assert set(listed(officer, exam, f"?unit={county.other_team.pk}")) == {"没信号的"}
    assert officer.get(page_of(exam, f"?unit={county.neighbour.pk}")).status_code == 404


def test_a_phone_that_asks_for_news_is_heard_of(officer: Client, exam: Exam) -> None:
    silent = Attempt.objects.get(exam=exam, worker__name="没信号的")

    note_presence(attempt_id=silent.pk)
    note_presence(attempt_id=silent.pk)

    assert listed(officer, exam)["没信号的"] == Standing.IN


def test_who_is_paused_is_not_called_silent(officer: Client, exam: Exam, county: County) -> None:
    paused(exam, county.other_team)

    assert listed(officer, exam)["没信号的"] == Standing.PAUSED


def test_progress_counts_answers_once_and_forgets_what_was_taken_back(county: County) -> None:
    attempt = start_attempt(exam=an_exam(county.enterprise), worker=a_worker(county.team))
    phone = uuid4()
    events = [an_event(0, 0, ["A"]), an_event(1, 0, ["B"]), an_event(2, 1, ["A"]), an_event(3, 2, ["C"])]
    left = [an_event(4, None, None, kind=EventKind.LEAVE), an_event(5, None, None, kind=EventKind.BACK)]
    record_events(attempt_id=attempt.pk, device=phone, events=[*events, *left])
    assert progress_of([attempt.pk]) == {attempt.pk: Progress(answered=3, leaves=1)}

    record_events(attempt_id=attempt.pk, device=phone, events=[an_event(6, 1, [])])

    assert progress_of([attempt.pk]) == {attempt.pk: Progress(answered=2, leaves=1)}


def test_who_sits_again_is_listed_once_with_the_latest_sitting(officer: Client, exam: Exam) -> None:
    first = Attempt.objects.get(exam=exam, worker__name="交了的")
    Attempt.objects.create(
        exam=exam,
        worker=first.worker,
        number=2,
        unit=first.unit,
        enterprise=first.enterprise,
        employee_no=first.employee_no,
    )

    assert listed(officer, exam)["交了的"] == Standing.NOT_IN
    assert len(listed(officer, exam)) == 4


def test_what_changes_comes_as_json_and_nothing_comes_twice(officer: Client, exam: Exam) -> None:
    first = officer.get(page_of(exam, "live/"))
    [running] = [person for person in first.json()["people"] if person[1] == "in"]

    assert first.json()["totals"] == [1, 1, 1, 0, 1]
    assert running[2:5] == [2, 0, 0]
    assert officer.get(page_of(exam, "live/"), headers={"if-none-match": first["ETag"]}).status_code == 304


def test_a_leader_sees_his_team_only_and_may_do_nothing(county: County, exam: Exam) -> None:
    leader = desk_of(staff(Role.TEAM_LEADER, county.team))

    page = leader.get(page_of(exam))

    assert set(listed(leader, exam)) == {"答题的", "没进的", "交了的"}
    assert "/watch/extra/" not in page.content.decode()


def test_a_neighbours_pause_is_not_told_in_a_common_exam(county: County) -> None:
    a_worker(county.team), a_worker(county.neighbour_team)
    exam = an_exam(county.bureau)
    theirs, everybodys = paused(exam, county.neighbour_team), paused(exam, county.bureau)
    sat = start_attempt(exam=an_exam(county.neighbour), worker=a_worker(county.neighbour_team))
    propose_annulment(order=for_one(sat))
    page = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(page_of(exam))

    assert [pause.pk for pause in page.context["board"].pauses] == [everybodys.pk]
    assert theirs.unit.name not in page.content.decode()
    assert not page.context["proposals"]


def test_a_forgotten_pause_stands_out(officer: Client, county: County, exam: Exam) -> None:
    paused(exam, county.team)
    assert "忘" not in officer.get(page_of(exam)).content.decode()

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
        [found] = officer.get(page_of(exam)).context["pauses"]

    assert found.is_forgotten


@pytest.mark.parametrize("address", ["", "live/"])
def test_the_page_costs_the_same_whatever_the_size(
    address: str, county: County, exam: Exam, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    queries = {"": 14, "live/": 11}[address]
    with django_assert_num_queries(queries):
        client.get(page_of(exam, address))
    for _number in range(8):
        more = TeamFactory(parent=county.workshop)
        _begin(exam, more)
    paused(exam, county.other_team)
    propose_annulment(order=an_order(exam, county.team))

    with django_assert_num_queries(queries + 1):  # whether the reader may know of them
        assert client.get(page_of(exam, address)).status_code == 200


def _begin(exam: Exam, team: Unit) -> None:
    answer(start_attempt(exam=exam, worker=a_worker(team)), right=3)


def test_from_above_a_team_is_named_with_its_enterprise(county: County, officer: Client) -> None:
    exam = an_exam(county.bureau)
    for team in (county.team, county.neighbour_team):
        start_attempt(exam=exam, worker=a_worker(team))
    whole = f"{county.enterprise.name} · {county.team.name}"

    assert whole in desk_of(staff(Role.BUREAU_ADMIN, county.bureau)).get(page_of(exam)).content.decode()
    assert whole not in officer.get(page_of(exam)).content.decode()
