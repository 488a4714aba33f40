"""Boards are kept at the close: what moves later is another count beside them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import OperationalError
from django.utils import timezone

from exams.models import Attempt, Exam, ExamState
from leaderboard.boards import board_for
from leaderboard.models import NamedPeriod, RankingRules, RankingSnapshot, SnapshotRow
from leaderboard.ranking.levels import Absent, By, Source
from leaderboard.ranking.periods import Period, month_of, of_competition, of_exam, of_span, quarter_of
from leaderboard.ranking.reader import reader_of
from leaderboard.services import ranking_snapshots
from leaderboard.services.ranking_rules import keep_named_period, set_rules
from leaderboard.services.ranking_snapshots import keep_competition, keep_exam, keep_what_ended
from leaderboard.services.running import freeze_results
from organizations.models import Role, User
from tests.factories.competitions import APPEALS_OVER, shown_one
from tests.factories.exams import AttemptFactory, ExamFactory
from tests.factories.organizations import County, MembershipFactory, desk_of, staff

pytestmark = pytest.mark.django_db

FEBRUARY = date(2024, 2, 10)


@pytest.fixture
def officer_of(county: County) -> User:
    return staff(Role.SAFETY_OFFICER, county.enterprise)


def sat(exam: Exam, county: County, *scores: int) -> list[Attempt]:
    """Seat one worker a score, the first in the team, the others in the other."""
    teams = [county.team, *[county.other_team] * len(scores)]
    return [
        AttemptFactory(exam=exam, membership=MembershipFactory(unit=team), graded=True, score=Decimal(score))
        for team, score in zip(teams, scores, strict=False)
    ]


def on(county: County, day: date, **fields: object) -> Exam:
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    exam: Exam = ExamFactory(owner=county.bureau, state=ExamState.CLOSED, opens_at=noon, **fields)
    return exam


def places(user: User, period: Period, by: By = By.TEAM, number: int | None = None) -> list[tuple[int, str, str]]:
    board = board_for(reader=reader_of(user, period), period=period, by=by, number=number)
    assert board is not None
    return [(row.place, row.name, row.move_text) for row in board.rows]


def test_a_kept_board_doesnt_move_until_it_is_counted_again(county: County, officer_of: User) -> None:
    exam = ExamFactory(over=True, owner=county.bureau)
    first, _second = sat(exam, county, 90, 80)
    team, other = county.team.name, county.other_team.name
    keep_exam(exam=exam)

    Attempt.objects.filter(pk=first.pk).update(score=10)
    assert [name for _place, name, _move in places(officer_of, of_exam(exam))] == [team, other]

    keep_exam(exam=exam, reason="更正了一道题")
    assert [name for _place, name, _move in places(officer_of, of_exam(exam))] == [other, team]
    assert [name for _place, name, _move in places(officer_of, of_exam(exam), number=1)] == [team, other]


def test_nothing_is_kept_twice_without_a_reason(county: County) -> None:
    exam = ExamFactory(over=True, owner=county.bureau)
    sat(exam, county, 90)

    assert keep_exam(exam=exam) > 0
    assert keep_exam(exam=exam) == 0
    assert keep_exam(exam=ExamFactory(owner=county.bureau)) == 0


def test_a_board_on_which_nothing_moved_is_not_kept_again(county: County) -> None:
    exam = ExamFactory(over=True, owner=county.bureau)
    sat(exam, county, 90, 80)
    elsewhere = AttemptFactory(
        exam=exam, membership=MembershipFactory(unit=county.neighbour_team), graded=True, score=Decimal(60)
    )
    keep_exam(exam=exam)

    Attempt.objects.filter(pk=elsewhere.pk).update(score=50)
    keep_exam(exam=exam, reason="更正了一道题")

    again = set(RankingSnapshot.objects.filter(number=2).values_list("arena", flat=True))
    assert county.enterprise.pk not in again
    assert {county.neighbour.pk, county.bureau.pk} <= again
    assert keep_exam(exam=exam, reason="更正了一道题") == 0


def test_keeping_that_broke_off_goes_on_where_it_was(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    sat(on(county, FEBRUARY), county, 90, 80)

    def broken(snapshot: RankingSnapshot, rows: list[SnapshotRow], period: Period) -> bool:
        if RankingSnapshot.objects.count() == 4:
            raise OperationalError
        return written(snapshot, rows, period)

    written = ranking_snapshots._write
    monkeypatch.setattr(ranking_snapshots, "_write", broken)
    with pytest.raises(OperationalError):
        keep_what_ended(today=date(2024, 3, 1))
    monkeypatch.undo()

    keep_what_ended(today=date(2024, 3, 1))

    kept = RankingSnapshot.objects.filter(period="2024-02", source=Source.EXAMS)
    assert {(snapshot.by, snapshot.arena_id) for snapshot in kept} >= {(by, county.bureau.pk) for by in By}
    assert set(kept.values_list("number", flat=True)) == {1}


def test_who_was_overtaken_while_counting_compares_anew(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    exam = ExamFactory(over=True, owner=county.bureau)
    first, _second = sat(exam, county, 90, 80)
    keep_exam(exam=exam)
    Attempt.objects.filter(pk=first.pk).update(score=10)
    written = ranking_snapshots._write

    def overtaken(snapshot: RankingSnapshot, rows: list[SnapshotRow], period: Period) -> bool:
        monkeypatch.undo()
        keep_exam(exam=exam, reason="作废了一份卷")
        return written(snapshot, rows, period)

    monkeypatch.setattr(ranking_snapshots, "_write", overtaken)
    keep_exam(exam=exam, reason="更正了一道题")

    board = RankingSnapshot.objects.filter(exam=exam, by=By.TEAM, arena=county.enterprise)
    assert [(each.number, each.reason) for each in board.order_by("number")] == [(1, ""), (2, "作废了一份卷")]


def test_what_moved_since_the_exam_before_stands_on_the_board(county: County, officer_of: User) -> None:
    earlier = on(county, FEBRUARY)
    sat(earlier, county, 90, 80)
    keep_exam(exam=earlier)
    later = on(county, FEBRUARY + timedelta(days=9))
    sat(later, county, 70, 80)
    keep_exam(exam=later)

    [best, last] = places(officer_of, of_exam(later))

    assert best[:2] == (1, county.other_team.name)
    assert "1" in best[2]
    assert "1" in last[2]
    assert [move for _place, _name, move in places(officer_of, of_exam(earlier))] == ["", ""]


def test_a_month_counts_what_was_closed_in_it_by_the_clock_here(county: County, officer_of: User) -> None:
    sat(on(county, date(2024, 2, 29)), county, 90, 80)
    sat(on(county, date(2024, 3, 1)), county, 10, 20)
    month = month_of(Source.EXAMS, FEBRUARY)

    assert [name for _place, name, _move in places(officer_of, month)] == [county.team.name, county.other_team.name]
    assert quarter_of(Source.EXAMS, FEBRUARY).key == "2024-q1"
    assert len(places(officer_of, quarter_of(Source.EXAMS, FEBRUARY))) == 2


def test_months_quarters_and_spans_that_ended_are_kept_once(county: County) -> None:
    sat(on(county, FEBRUARY), county, 90, 80)
    span = NamedPeriod.objects.create(
        bureau=county.bureau, name="大练兵", first_day=FEBRUARY, last_day=FEBRUARY + timedelta(days=5)
    )

    assert keep_what_ended(today=date(2024, 3, 1)) > 0
    assert keep_what_ended(today=date(2024, 3, 2)) == 0
    keys = set(RankingSnapshot.objects.values_list("period", flat=True))
    assert keys == {"2024-02", "2023-q4", of_span(Source.EXAMS, span).key}


def test_an_exam_that_counts_late_brings_a_new_count_of_its_month(county: County, officer_of: User) -> None:
    sat(on(county, FEBRUARY), county, 90, 80)
    keep_what_ended(today=date(2024, 3, 1))

    exam = on(county, FEBRUARY)
    sat(exam, county, 70)
    keep_exam(exam=exam)

    numbers = RankingSnapshot.objects.filter(period="2024-02", by=By.TEAM, arena=county.enterprise, source=Source.EXAMS)
    assert [snapshot.number for snapshot in numbers.order_by("number")] == [1, 2]
    assert exam.title in numbers.get(number=2).reason


def test_what_an_enterprise_held_for_itself_moves_nothing_between_enterprises(county: County, officer_of: User) -> None:
    own = on(county, FEBRUARY)
    Exam.objects.filter(pk=own.pk).update(owner=county.enterprise)
    sat(own, county, 90, 80)
    month = month_of(Source.EXAMS, FEBRUARY)

    assert len(places(officer_of, month, By.TEAM)) == 2
    assert places(officer_of, month, By.ENTERPRISE) == []


def test_a_snapshot_keeps_the_rules_that_it_was_counted_by(county: County, officer_of: User) -> None:
    exam = ExamFactory(over=True, owner=county.bureau)
    sat(exam, county, 90, 80)
    AttemptFactory(exam=exam, membership=MembershipFactory(unit=county.team))
    keep_exam(exam=exam)
    set_rules(rules=RankingRules(bureau=county.bureau, absent=Absent.LEFT_OUT, steadying=0), by=None)

    assert places(officer_of, of_exam(exam))[0][1] == county.other_team.name
    keep_exam(exam=exam, reason="办法改了")
    assert places(officer_of, of_exam(exam))[0][1] == county.team.name


def test_a_span_that_ends_before_it_begins_is_refused(county: County) -> None:
    admin = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    days = {"name": "大练兵", "first_day": "2024-03-05", "last_day": "2024-03-01"}

    page = admin.post("/admin/named-periods/new/", days)

    assert page.status_code == 200
    assert not NamedPeriod.objects.exists()
    admin.post("/admin/named-periods/new/", {**days, "last_day": "2024-03-31"})
    assert NamedPeriod.objects.get().bureau == county.bureau
    assert keep_named_period(period=NamedPeriod.objects.get(), by=None).name == "大练兵"


def test_the_bureau_sets_the_rules_and_the_version_before_stays(county: County) -> None:
    admin = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    admin.post("/admin/ranking-rules/new/", {"absent": "left_out", "steadying": "8", "named_places": "5"})
    admin.post("/admin/ranking-rules/new/", {"absent": "nought", "steadying": "3", "named_places": "20"})

    assert [rules.steadying for rules in RankingRules.objects.order_by("pk")] == [8, 3]


def test_a_final_competition_is_kept_and_ranked(
    county: County, officer_of: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = shown_one(county.enterprise, county.team, "1", "0.5")
    monkeypatch.setattr(timezone, "now", lambda now=timezone.now: now() + APPEALS_OVER)
    competition = freeze_results(competition=running.competition, by=None)

    assert keep_competition(competition=competition) > 0
    found = places(officer_of, of_competition(competition), By.INDIVIDUAL)
    assert [place for place, _name, _move in found] == [1, 2]
    assert {name for _place, name, _move in found} == {entrant.name for entrant in running.entrants}
