"""Lectures in person: planned, signed in to in three ways, closed, and written into everybody's record."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from courses.counted_time import Stretch
from courses.coverage import missing_from
from courses.library import taught_pages
from courses.models.anomalies import AnomalyKind
from courses.models.assignments import Assignment
from courses.models.records import LearnedBy, LearningCategory, LearningRecord
from courses.models.sessions import Attendance, EvidenceKind, Session, SessionFile, SignedInBy
from courses.services.anomalies import notice
from courses.services.records import record_learning
from courses.services.studying import attend
from courses.speakers import SpeakerLevel
from courses.uploads import check_evidence
from courses.wall_code import Freshness, freshness, shown_at
from organizations.audit import record
from organizations.errors import Refused
from organizations.models import Membership, Unit, User

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from organizations.models.memberships import MembershipQuerySet

# a leader whose phone finds a signal days later is still believed about a lecture that he sat in
LATE_TICKS = timedelta(days=7)
EARLY_TICKS = timedelta(hours=2)


class StaleCode(Refused):
    """The code was on the wall, but not now."""


class SessionClosed(Refused):
    """Nobody can sign in any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is planned: where, when, who speaks, for which units, on which page, and which task it makes up for."""

    title: str
    units: Collection[Unit]
    speaker: str
    speaker_level: SpeakerLevel | str
    place: str
    begins_at: datetime
    minutes: int
    page: int | None = None
    makes_up_for: Assignment | None = None


@transaction.atomic
def plan_session(*, plan: Plan, owner: Unit, by: User | None) -> Session:
    """Plan a lecture in person. Raises Refused for no units."""
    if not plan.units:
        raise Refused(_("Choose for whom it is."))
    session = Session(
        title=plan.title.strip(),
        owner=owner,
        page_id=plan.page,
        makes_up_for=plan.makes_up_for,
        speaker=plan.speaker,
        speaker_level=plan.speaker_level,
        place=plan.place,
        begins_at=plan.begins_at,
        minutes=plan.minutes,
        planned_by=by,
    )
    session.full_clean()
    session.save()
    session.units.set(plan.units)
    record("session.plan", by=by, subject=session, unit=owner)
    return session


def expected_at(session: Session) -> MembershipQuerySet:
    """Return the places of those who should come: who is missing from the task it makes up for, else everybody."""
    units = Unit.objects.within(session.units.all())
    if session.makes_up_for is not None and session.closed_at is None:
        return missing_from(session.makes_up_for, units)
    places: MembershipQuerySet = Membership.objects.current().filter(unit__in=units)
    return places.select_related("user", "unit", "enterprise", "post").order_by("unit__path", "employee_no")


def sign_in_by_code(*, session: Session, worker: User, code: str, device: str) -> Attendance:
    """Sign the person in by the code on the wall; twice is once.

    Who was not expected, and a phone that signs in several people, are let in and stand on the list of anomalies.
    Raises StaleCode for a code that is no longer on the wall, which is noted too, and SessionClosed.
    """
    found = freshness(session.secret, code, timezone.now())
    if found is not Freshness.FRESH:
        if found is Freshness.STALE:
            said = _("it was on the wall at %s") % date_format(localtime(shown_at(code)), "Y-m-d H:i")
            _notice(AnomalyKind.STALE_CODE, session, worker, said)
        raise StaleCode(_("This code is too old. Scan the one that is on the wall now."))
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if session.closed_at is not None:
            raise SessionClosed(_("The lecture is over and the list is closed. Tell your team leader."))
        if not session.attendances.filter(worker=worker).exists():
            _notice_odd(session, worker, device)
        return _attendance(session, worker, SignedInBy.QR, timezone.now(), device=device)


@transaction.atomic
def tick(*, session: Session, people: Collection[tuple[User, datetime]], how: SignedInBy, by: User) -> set[int]:
    """Say that these people were there, each at his moment; return the keys of all who are signed in now.

    Ticks may come late, even after the list was closed; then they are written into the record at once. Raises Refused
    for a moment before the lecture or in the future, and for a list without its photo.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("makes_up_for").get(pk=session.pk)
    _check_moments(session, [moment for _person, moment in people])
    if how == SignedInBy.LIST and not session.files.filter(kind=EvidenceKind.SIGNED_LIST).exists():
        raise Refused(_("Upload the photo of the signed list first."))
    for person, moment in people:
        _attendance(session, person, how, moment, by=by)
        if session.closed_at is not None:
            write_record(session=session, worker=person)
    return set(session.attendances.values_list("worker", flat=True))


@transaction.atomic
def add_evidence(*, session: Session, kind: EvidenceKind, file: UploadedFile[Any], by: User) -> SessionFile:
    """Keep a photo, a signed list or a document with its digest. Raises BadFile."""
    name = file.name or ""
    check_evidence(file, filename=name, size=file.size or 0)
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    kept = SessionFile.objects.create(
        session=session, kind=kind, file=file, filename=name[:200], digest=digest.hexdigest(), uploaded_by=by
    )
    record("session.evidence", by=by, subject=session, unit=session.owner, file=name, digest=kept.digest)
    return kept


@transaction.atomic
def close_session(*, session: Session, by: User) -> Session:
    """Close the list: nobody signs in by the code any more. The records are written by `write_records`."""
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.closed_at is None:
        if timezone.now() < session.begins_at:
            raise Refused(_("The lecture has not begun yet."))
        session.closed_at = timezone.now()
        session.save(update_fields=["closed_at"])
        record("session.close", by=by, subject=session, unit=session.owner, present=session.attendances.count())
    return session


def write_records(*, session: Session) -> int:
    """Write the record of everybody who was there; harmless when repeated. Returns how many were missing so far."""
    recorded = LearningRecord.objects.filter(session=session).values("worker")
    waiting = session.attendances.exclude(worker__in=recorded).select_related("worker")
    return sum(write_record(session=session, worker=attendance.worker) for attendance in waiting)


@transaction.atomic
def write_record(*, session: Session, worker: User) -> bool:
    """Write one person's record and let him have taken in the pages. Returns whether there was none yet."""
    if LearningRecord.objects.filter(session=session, worker=worker).exists():
        return False
    ended_at = session.begins_at + timedelta(minutes=session.minutes)
    materials = [page.material for page in taught_pages(pages_of(session)).values()]
    record_learning(
        worker=worker,
        stretch=Stretch(session.begins_at, ended_at, session.minutes * 60),
        how=LearnedBy.SESSION,
        category=materials[0].category if materials else LearningCategory.TRAINING,
        title=session.title,
        page=session.page_id,
        session=session,
    )
    for material in materials:
        attend(worker=worker, material=material, at=ended_at)
    return True


def pages_of(session: Session) -> list[int]:
    """Return the pages that who was there has taken in: those of the task it makes up for, else its own."""
    if session.makes_up_for is not None:
        return list(session.makes_up_for.items.values_list("page", flat=True))
    return [session.page_id] if session.page_id else []


def _attendance(
    session: Session, worker: User, how: SignedInBy, at: datetime, *, by: User | None = None, device: str = ""
) -> Attendance:
    place = worker.memberships.current().first()
    attendance, _new = Attendance.objects.get_or_create(
        session=session,
        worker=worker,
        defaults={
            "unit_id": place.unit_id if place else None,
            "how": how,
            "at": at,
            "recorded_by": by,
            "device": device,
        },
    )
    return attendance


def _check_moments(session: Session, moments: Collection[datetime]) -> None:
    earliest, latest = session.begins_at - EARLY_TICKS, timezone.now() + timedelta(minutes=5)
    if any(not earliest <= moment <= latest for moment in moments):
        raise Refused(_("Nobody can have been there before the lecture, or later than now. Check the phone's clock."))
    if session.closed_at is not None and timezone.now() > session.closed_at + LATE_TICKS:
        raise SessionClosed(_("The list was closed a week ago. Bring the signed list to the safety officer."))


def _notice_odd(session: Session, worker: User, device: str) -> None:
    if not expected_at(session).filter(user=worker).exists():
        _notice(AnomalyKind.NOT_EXPECTED, session, worker)
    others = session.attendances.filter(device=device).exclude(worker=worker).count() if device else 0
    if others:
        _notice(AnomalyKind.ONE_DEVICE, session, worker, _("%d had signed in with this phone before") % others)


def _notice(kind: AnomalyKind, session: Session, worker: User, detail: str = "") -> None:
    notice(kind, worker=worker, about=f"session:{session.pk}", detail=detail)
