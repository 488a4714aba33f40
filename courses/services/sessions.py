"""Lectures in person: planned, proved by what was photographed, closed. Who was there: see attendance.py."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.coverage.counting import missing_from
from courses.models.analyses import SessionAnalysis
from courses.models.assignments import Assignment
from courses.models.sessions import EvidenceKind, Session, SessionFile
from courses.speakers import SpeakerLevel
from courses.uploads.checks import check_evidence
from organizations.audit import record
from organizations.errors import Refused
from organizations.models import Membership, Unit, User

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from organizations.models.memberships import MembershipQuerySet


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
    """Return the places of those who should come: everybody, or who had not done the task it makes up for by then."""
    units = Unit.objects.within(session.units.all())
    if session.makes_up_for is not None:
        return missing_from(session.makes_up_for, units, before=session.begins_at)
    places: MembershipQuerySet = Membership.objects.current().filter(unit__in=units)
    return places.select_related("user", "unit", "enterprise", "post").order_by("unit__path", "employee_no")


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
def write_analysis(*, session: Session, parts: Mapping[str, str], by: User) -> SessionAnalysis:
    """Keep what the people in the hall worked out: pattern, causes, lessons, comparison. Raises ValidationError."""
    analysis = SessionAnalysis(session=session, written_by=by, **{name: text.strip() for name, text in parts.items()})
    analysis.full_clean()
    analysis.save()
    record("session.analysis", by=by, subject=session, unit=session.owner)
    return analysis


@transaction.atomic
def close_session(*, session: Session, by: User) -> Session:
    """Close the list: nobody signs in by the code any more. The records are written by `write_records`."""
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.closed_at is None:
        if timezone.now() < session.begins_at:
            raise Refused(_("The lecture has not begun yet."))
        session.closed_at = timezone.now()
        session.save(update_fields=["closed_at"])
        record(
            "session.close", by=by, subject=session, unit=session.owner, present=session.attendances.standing().count()
        )
    return session


def ended(session: Session) -> datetime:
    """Return when it was over: as planned, or when the list was closed before that."""
    planned = session.begins_at + timedelta(minutes=session.minutes)
    return min(planned, session.closed_at) if session.closed_at else planned


def pages_of(session: Session) -> list[int]:
    """Return the pages that who was there has taken in: those of the task it makes up for, else its own."""
    if session.makes_up_for is not None:
        return list(session.makes_up_for.items.values_list("page", flat=True))
    return [session.page_id] if session.page_id else []
