"""The list of an exam's anomalies as a page shows it: whom each is about, what it says, and who may judge it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Value, When

from exams.anomalies.sentences import BUT, sentences
from exams.circumstances import circumstances, with_circumstances
from exams.models import Attempt, ExamAnomaly, OddKind
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django_stubs_ext import StrOrPromise

    from organizations.models import User
    from organizations.models.anomalies import AnomalyQuerySet


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a line is about, and how he sat it."""

    name: str
    employee_no: str
    circumstances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnomalyLine:
    """One line of the list; `elsewhere` counts the people of it who are not in the reader's units."""

    anomaly: ExamAnomaly
    people: tuple[Person, ...]
    elsewhere: int
    says: list[str]
    but: StrOrPromise
    may_judge: bool

    @property
    def title(self) -> str:
        return self.people[0].name if len(self.people) == 1 and not self.elsewhere else self.anomaly.unit.shown_name


def weightiest_first(anomalies: AnomalyQuerySet[ExamAnomaly]) -> AnomalyQuerySet[ExamAnomaly]:
    """Return them in the order of the kinds, then in that of the tree."""
    places = [When(kind=kind, then=Value(place)) for place, kind in enumerate(OddKind.values)]
    return anomalies.order_by(Case(*places, output_field=IntegerField()), "unit__path", "pk")


def anomaly_lines(anomalies: Iterable[ExamAnomaly], reader: User) -> list[AnomalyLine]:
    """Return the lines of these. The number of queries does not grow with them."""
    listed = list(anomalies)
    keys = {key for each in listed for key in each.evidence["attempts"]}
    seen = with_circumstances(
        Attempt.objects.filter(pk__in=keys, unit__in=units_in_reach(reader, Reach.JUDGE_SITTINGS))
    )
    known = {
        str(attempt.pk): attempt for attempt in seen.select_related("worker").defer("paper").order_by("employee_no")
    }
    return [_line(each, known, reader) for each in listed]


def _line(anomaly: ExamAnomaly, known: Mapping[str, Attempt], reader: User) -> AnomalyLine:
    mine = {key: known[key] for key in anomaly.evidence["attempts"] if key in known}
    people = tuple(
        Person(attempt.worker.name, attempt.employee_no, tuple(circumstances(attempt))) for attempt in mine.values()
    )
    hidden = len(anomaly.evidence["attempts"]) - len(mine)
    names = {key: attempt.worker.name for key, attempt in mine.items()}
    return AnomalyLine(
        anomaly=anomaly,
        people=people,
        elsewhere=anomaly.evidence.get("elsewhere", 0) + hidden,
        says=sentences(anomaly.kind, anomaly.evidence, names),
        but=BUT[anomaly.kind],
        may_judge=anomaly.judged_at is None and all(attempt.worker_id != reader.pk for attempt in mine.values()),
    )
