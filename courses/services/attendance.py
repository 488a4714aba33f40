"""Who was at a lecture in person: signed in in three ways, struck where it was a mistake, written into the records."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.hours.counted_time import Stretch
from courses.library import taught_pages
from courses.models.anomalies import AnomalyKind
from courses.models.records import LearnedBy, LearningCategory, LearningRecord
from courses.models.sessions import Attendance, AttendanceStrike, EvidenceKind, Session, SignedInBy
from courses.services.anomalies import notice
from courses.services.records import correct_record, record_learning
from courses.services.sessions import ended, expected_at, pages_of
from courses.services.studying import attend, miss
from courses.wall_code import Freshness, freshness, shown_at
from organizations.audit import record
from organizations.errors import Refused
from organizations.models import User

# a leader whose phone finds a signal days later is still believed about a lecture that he sat in
LATE_TICKS = timedelta(days=7)
EARLY_TICKS = timedelta(hours=2)


class StaleCode(Refused):
    """The code was on the wall, but not now."""


class SessionClosed(Refused):
    """Nobody can sign in any more."""


def sign_in_by_code(*, session: Session, worker: User, code: str, device: str) -> Attendance:
    """Sign the person in by the code on the wall; twice is once.

    Who was not expected, and a phone that signs in several people, are let in and stand on the list of anomalies.
    Raises StaleCode for a code that is no longer on the wall, which is noted too, and SessionClosed.
    """
    found = freshness(session.secret, code, timezone.now())
    if found is not Freshness.FRESH:
        if found is Freshness.STALE:
            said = _("it was on the wall at %s") % date_format(timezone.localtime(shown_at(code)), "Y-m-d H:i")
            _notice(AnomalyKind.STALE_CODE, session, worker, said)
        raise StaleCode(_("This code is too old. Scan the one that is on the wall now."))
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if session.closed_at is not None:
            raise SessionClosed(_("The lecture is over and the list is closed. Tell your team leader."))
        if not session.attendances.standing().filter(worker=worker).exists():
            _notice_odd(session, worker, device)
        attendance, _is_new = _attendance(session, worker, SignedInBy.QR, timezone.now(), device=device)
        return attendance


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
        attendance, is_new = _attendance(session, person, how, moment, by=by)
        if is_new and session.closed_at is not None:
            write_record(session=session, worker=person)
            if attendance.number:
                _let_count_again(session, person, by)
    return set(session.attendances.standing().values_list("worker", flat=True))


@transaction.atomic
def strike_attendance(*, attendance: Attendance, reason: str, by: User) -> AttendanceStrike:
    """Say that somebody was not there after all; twice is once.

    What the session let him have taken in he has not, unless he learned it otherwise. His record stays, and none of its
    seconds count any more. Raises Refused for no reason.
    """
    if not reason.strip():
        raise Refused(_("Say why it is struck."))
    session = (
        Session.objects.select_for_update(of=("self",)).select_related("makes_up_for").get(pk=attendance.session_id)
    )
    strike, is_new = AttendanceStrike.objects.get_or_create(
        attendance=attendance, defaults={"reason": reason.strip(), "struck_by": by}
    )
    if is_new:
        for wrong in _records_of(session, attendance.worker):
            correct_record(wrong=wrong, counted_seconds=0, reason=reason, by=by)
        miss(worker=attendance.worker, pages=pages_of(session), at=ended(session))
        record("session.strike", by=by, subject=session, unit=attendance.unit, reason=reason.strip())
    return strike


def write_records(*, session: Session) -> int:
    """Write the record of everybody who was there; harmless when repeated. Returns how many were missing so far."""
    recorded = LearningRecord.objects.filter(session=session).values("worker")
    waiting = session.attendances.standing().exclude(worker__in=recorded).select_related("worker")
    return sum(write_record(session=session, worker=attendance.worker) for attendance in waiting)


@transaction.atomic
def write_record(*, session: Session, worker: User) -> bool:
    """Write one person's record and let him have taken in the pages. Returns whether there was none yet."""
    ended_at = ended(session)
    materials = [page.material for page in taught_pages(pages_of(session)).values()]
    is_new = not LearningRecord.objects.filter(session=session, worker=worker).exists()
    if is_new:
        record_learning(
            worker=worker,
            stretch=Stretch(session.begins_at, ended_at, int((ended_at - session.begins_at).total_seconds())),
            how=LearnedBy.SESSION,
            category=materials[0].category if materials else LearningCategory.TRAINING,
            title=session.title,
            page=session.page_id,
            session=session,
        )
    for material in materials:
        attend(worker=worker, material=material, at=ended_at)
    return is_new


def _let_count_again(session: Session, worker: User, by: User) -> None:
    """He was struck, his record with him, and is ticked anew."""
    for kept in _records_of(session, worker):
        if kept.corrections.exists():
            reason = _("Was there after all")
            correct_record(wrong=kept, counted_seconds=kept.counted_seconds, reason=reason, by=by)


def _records_of(session: Session, worker: User) -> list[LearningRecord]:
    return list(LearningRecord.objects.filter(session=session, worker=worker, corrects=None))


def _attendance(
    session: Session, worker: User, how: SignedInBy, at: datetime, *, by: User | None = None, device: str = ""
) -> tuple[Attendance, bool]:
    place = worker.memberships.current().first()
    struck = AttendanceStrike.objects.filter(attendance__session=session, attendance__worker=worker)
    return Attendance.objects.get_or_create(
        session=session,
        worker=worker,
        number=struck.count(),
        defaults={
            "unit_id": place.unit_id if place else None,
            "how": how,
            "at": at,
            "recorded_by": by,
            "device": device,
        },
    )


def _check_moments(session: Session, moments: Collection[datetime]) -> None:
    earliest, latest = session.begins_at - EARLY_TICKS, timezone.now() + timedelta(minutes=5)
    if any(not earliest <= moment <= latest for moment in moments):
        raise Refused(_("Nobody can have been there before the lecture, or later than now. Check the phone's clock."))
    if session.closed_at is not None and timezone.now() > session.closed_at + LATE_TICKS:
        raise SessionClosed(_("The list was closed a week ago. Bring the signed list to the safety officer."))


def _notice_odd(session: Session, worker: User, device: str) -> None:
    if not expected_at(session).filter(user=worker).exists():
        _notice(AnomalyKind.NOT_EXPECTED, session, worker)
    others = session.attendances.standing().filter(device=device).exclude(worker=worker).count() if device else 0
    if others:
        _notice(AnomalyKind.ONE_DEVICE, session, worker, _("%d had signed in with this phone before") % others)


def _notice(kind: AnomalyKind, session: Session, worker: User, detail: str = "") -> None:
    notice(kind, worker=worker, about=f"session:{session.pk}", detail=detail)
