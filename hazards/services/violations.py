"""Writing down a violation, putting it right, taking it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exams.pictures.small import small_picture
from hazards.models import Measure, Violation, ViolationWithdrawal
from organizations.audit import record
from organizations.errors import Refused
from organizations.models import Membership

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from courses.models import ProcedureStep
    from organizations.models import Unit, User

OLDEST = timedelta(days=366)


class ViolationRefused(Refused):
    """What was to be written down can't be so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What happened, as somebody writes it down. `photo` is kept small and without what the camera noted."""

    unit: Unit
    kind: str
    source: str
    happened_at: datetime
    place: str
    what: str
    step: ProcedureStep | None = None
    rule: str = ""
    person: User | None = None
    measures: Collection[str] = ()
    photo: UploadedFile[bytes] | None = None


@transaction.atomic
def record_violation(*, facts: Facts, by: User | None) -> Violation:
    """Write it down for the unit of that day.

    Raises ViolationRefused for a day to come or long gone, without words or a unit of an enterprise, for a person who
    was not in that unit, for a step of another enterprise; BadFile for a photo; ValidationError.
    """
    violation = _kept(facts, Violation(recorded_by=by))
    record("violation.record", by=by, subject=violation, unit=violation.unit, kind=violation.kind)
    return violation


@transaction.atomic
def correct_violation(*, violation: Violation, facts: Facts, reason: str, by: User) -> Violation:
    """Another row stands in the place of this one, with its photo unless there is another; this one stays readable.

    Raises what record_violation raises, and ViolationRefused without a reason and for one that no longer stands.
    """
    _check_standing(violation, reason)
    new = Violation(recorded_by=by, corrects=violation, reason=reason.strip(), photo=violation.photo.name)
    kept = _kept(facts, new)
    record("violation.correct", by=by, subject=kept, unit=kept.unit, corrects=str(violation.pk), reason=kept.reason)
    return kept


@transaction.atomic
def withdraw_violation(*, violation: Violation, reason: str, by: User) -> ViolationWithdrawal:
    """It counts no more and stays readable. Raises ViolationRefused without a reason, or when it no longer stands."""
    _check_standing(violation, reason)
    withdrawal = ViolationWithdrawal(violation=violation, reason=reason.strip(), by=by)
    withdrawal.full_clean()
    withdrawal.save()
    record("violation.withdraw", by=by, subject=violation, unit=violation.unit, reason=withdrawal.reason)
    return withdrawal


def _check_standing(violation: Violation, reason: str) -> None:
    Violation.objects.select_for_update(of=("self",)).get(pk=violation.pk)
    if not reason.strip():
        raise ViolationRefused(_("Write down why: it is read by whoever looks at this later."))
    if not Violation.objects.standing().filter(pk=violation.pk).exists():
        raise ViolationRefused(_("It was put right or taken back already. Look at the newest entry."))


def _kept(facts: Facts, violation: Violation) -> Violation:
    violation.enterprise = _enterprise_of(facts.unit)
    violation.unit, violation.person, violation.step = facts.unit, facts.person, facts.step
    violation.kind, violation.source, violation.happened_at = facts.kind, facts.source, facts.happened_at
    violation.place, violation.what, violation.rule = facts.place.strip(), facts.what.strip(), facts.rule.strip()
    violation.measures = [measure for measure in Measure.values if measure in facts.measures]
    _check(violation)
    if facts.photo is not None:
        small = small_picture(facts.photo.read(), filename=facts.photo.name or _("photo"))
        violation.photo = ContentFile(small.content, name="photo.webp")
    violation.full_clean(exclude=["photo"])
    violation.save()
    return violation


def _enterprise_of(unit: Unit) -> Unit:
    enterprise = unit.enterprise()
    if enterprise is None:
        raise ViolationRefused(_("Choose a team, a workshop or the enterprise."))
    return enterprise


def _check(violation: Violation) -> None:
    check_moment(violation.happened_at)
    if not violation.what:
        raise ViolationRefused(_("Write down what happened, in a few words."))
    step, person = violation.step, violation.person
    if step is not None and step.version.procedure.enterprise_id != violation.enterprise.pk:
        raise ViolationRefused(_("This step belongs to a procedure of another enterprise."))
    if person is not None and not _was_there(person, violation):
        day = date_format(timezone.localtime(violation.happened_at), "n月j日")
        words = {"name": person.name, "day": day, "unit": violation.unit.name}
        raise ViolationRefused(_("%(name)s was not in %(unit)s on %(day)s: choose the unit where he was.") % words)


def check_moment(moment: datetime) -> None:
    """Raise ViolationRefused for a moment to come, or for one more than a year ago."""
    if moment > timezone.now():
        raise ViolationRefused(_("This moment lies in the future: correct the day or the time."))
    if moment < timezone.now() - OLDEST:
        raise ViolationRefused(_("This is more than a year ago: look at the year again."))


def _was_there(person: User, violation: Violation) -> bool:
    day = timezone.localtime(violation.happened_at).date()
    return Membership.objects.on(day).filter(user=person, unit=violation.unit).exists()
