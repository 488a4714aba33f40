"""The list of anomalies as a page shows it: each with what it means, what it is about, and whom else it touches."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from wagtail.models import Page

from courses.access import anomalies_in_reach, sessions_in_reach
from courses.anomalies.words import WORDS, Words
from courses.models.anomalies import Anomaly, AnomalyKind
from courses.models.sessions import Attendance
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from organizations.models import User


@dataclass(frozen=True, slots=True)
class Subject:
    """What an anomaly is about, and where to look at it; no address where the reader may not."""

    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class SamePhone:
    """Who else signed in to that session with that phone: those in the reader's reach by name, the others counted."""

    names: tuple[str, ...] = ()
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class AnomalyLine:
    """One line of the list."""

    anomaly: Anomaly
    words: Words
    subject: Subject
    same_phone: SamePhone
    may_judge: bool


def anomaly_lines(anomalies: Iterable[Anomaly], reader: User) -> list[AnomalyLine]:
    """Return the lines of these. The number of queries does not grow with them."""
    listed = list(anomalies)
    to_judge = anomalies_in_reach(reader, Reach.TEACH).filter(pk__in=[each.pk for each in listed]).open()
    judgeable = set(to_judge.exclude(worker=reader).values_list("pk", flat=True))
    subjects, phones = _subjects(listed, reader), _same_phones(listed, reader)
    return [
        AnomalyLine(
            anomaly=each,
            words=WORDS[each.kind],
            subject=subjects.get(each.about) or _day_of(each),
            same_phone=phones.get(each.pk, SamePhone()),
            may_judge=each.pk in judgeable,
        )
        for each in listed
    ]


def _day_of(anomaly: Anomaly) -> Subject:
    """Return the person's records of the day, where it is about a day."""
    kind, found, _key = anomaly.about.partition(":")
    if found:
        return Subject()
    return Subject(kind, f"{reverse('courses:hours_of_person', args=(anomaly.worker_id,))}?day={kind}")


def _subjects(anomalies: Sequence[Anomaly], reader: User) -> dict[str, Subject]:
    """Return pages and sessions by what the anomalies call them. Two queries and the reader's reach."""
    pages = Page.objects.filter(pk__in=_keys(anomalies, "page")).values_list("pk", "title")
    sessions = sessions_in_reach(reader).filter(pk__in=_keys(anomalies, "session")).values_list("pk", "title")
    return {
        **{f"page:{key}": Subject(title) for key, title in pages},
        **{f"session:{key}": Subject(title, reverse("courses:session", args=(key,))) for key, title in sessions},
    }


def _keys(anomalies: Iterable[Anomaly], kind: str) -> list[str]:
    named = (anomaly.about.partition(":") for anomaly in anomalies)
    return [key for name, _colon, key in named if name == kind]


def _same_phones(anomalies: Sequence[Anomaly], reader: User) -> dict[int, SamePhone]:
    """Return who shared the phone of whom. Two queries, and one for the reader's reach."""
    asked = {(UUID(key), each.worker_id): each.pk for each in anomalies for key in _keys_of_one_device(each)}
    if not asked:
        return {}
    sessions, workers = {session for session, _worker in asked}, {worker for _session, worker in asked}
    signed = Attendance.objects.filter(session__in=sessions).exclude(device="")
    theirs = signed.filter(worker__in=workers).values_list("session", "worker", "device")
    phones = {(session, worker): device for session, worker, device in theirs}
    seen = set(units_in_reach(reader, Reach.SEE).values_list("pk", flat=True))
    shared = defaultdict[tuple[UUID, str], list[tuple[int, str, bool]]](list)
    people = signed.filter(device__in=set(phones.values())).order_by("at", "pk")
    for session, device, worker, name, unit in people.values_list(
        "session", "device", "worker", "worker__name", "unit"
    ):
        shared[session, device].append((worker, name, unit in seen))
    return {
        anomaly: _others(shared[session, phones[session, worker]], worker)
        for (session, worker), anomaly in asked.items()
        if (session, worker) in phones
    }


def _keys_of_one_device(anomaly: Anomaly) -> list[str]:
    return _keys([anomaly], "session") if anomaly.kind == AnomalyKind.ONE_DEVICE else []


def _others(people: Iterable[tuple[int, str, bool]], worker: int) -> SamePhone:
    others = [(name, in_sight) for key, name, in_sight in people if key != worker]
    names = tuple(name for name, in_sight in others if in_sight)
    return SamePhone(names, elsewhere=len(others) - len(names))
