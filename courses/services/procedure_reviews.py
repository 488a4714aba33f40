"""The way of a version: handed in, looked at by the workshop and the safety officer, put in force by the head (R33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models.procedure_reviews import ProcedureReview, ReviewOutcome
from courses.models.procedures import ProcedureVersion, VersionState
from courses.procedures.access import has_workshop_reviewer
from courses.procedures.reviewers import why_not_he
from courses.procedures.steps import lacking_in
from courses.services.procedures import locked
from courses.signals import procedure_published
from organizations.audit import record
from organizations.errors import Refused

if TYPE_CHECKING:
    from organizations.models import User

NEXT = {
    VersionState.DRAFT: VersionState.WORKSHOP,
    VersionState.WORKSHOP: VersionState.OFFICER,
    VersionState.OFFICER: VersionState.APPROVAL,
    VersionState.APPROVAL: VersionState.IN_FORCE,
}


class NotItsTurn(Refused):
    """The version stands elsewhere by now."""


class SamePerson(Refused):
    """One person can't look at a version twice, and nobody approves his own."""


class NoReason(Refused):
    """Sent back without a word."""


@transaction.atomic
def submit(*, version: ProcedureVersion, by: User) -> ProcedureVersion:
    """The draft lies with the workshop. Raises NotItsTurn, Refused for what is missing in it."""
    version = locked(version)
    if not version.is_draft:
        raise NotItsTurn(_("This version has been handed in already. Look at the page again."))
    if reason := what_is_missing(version):
        raise Refused(reason)
    _move(version, by, action="procedure.submit")
    return version


def what_is_missing(version: ProcedureVersion) -> str:
    """Return why a draft can't be handed in yet, in a sentence; empty when it can. At most six queries."""
    steps = list(version.steps.all())
    if not steps:
        return _("There is no step yet: write the steps first.")
    if gaps := [f"{step.place}（{'、'.join(lacking)}）" for step in steps if (lacking := lacking_in(step))]:
        return _("Each step says what to do, the hazard and the standard; something is missing in step %s.") % (
            "、".join(gaps)
        )
    if version.number > 1 and not version.changes:
        return _("Say in words what has changed: those who signed the last version want to know.")
    if not has_workshop_reviewer(version.procedure):
        return _("Nobody can look at it for the workshop: let one of its team leaders have his role first.")
    return ""


@transaction.atomic
def let_pass(*, version: ProcedureVersion, stage: str, by: User, remark: str = "") -> ProcedureVersion:
    """The version goes on from this stage to the next; from the last it is in force and replaces the one before.

    Raises NotItsTurn, SamePerson (procedures/reviewers.py). `procedure_published` is sent when the transaction is
    committed.
    """
    version = _at(version, stage)
    if reason := why_not_he(version, by):
        raise SamePerson(reason)
    _note(version, ReviewOutcome.PASSED, by, remark)
    if version.state != VersionState.APPROVAL:
        _move(version, by, action="procedure.pass")
        return version
    return _put_in_force(version, by)


@transaction.atomic
def send_back(*, version: ProcedureVersion, stage: str, by: User, reason: str) -> ProcedureVersion:
    """The version is a draft again, with the reason beside it. Raises NotItsTurn, NoReason."""
    version = _at(version, stage)
    if not reason.strip():
        raise NoReason(_("Say what has to be changed."))
    _note(version, ReviewOutcome.RETURNED, by, reason)
    version.state = VersionState.DRAFT
    version.save(update_fields=["state"])
    unit = version.procedure.enterprise
    record("procedure.return", by=by, subject=version.procedure, unit=unit, number=version.number, stage=stage)
    return version


def _at(version: ProcedureVersion, stage: str) -> ProcedureVersion:
    version = locked(version)
    if version.state != stage or not version.is_in_review:
        raise NotItsTurn(_("This version stands elsewhere by now. Look at the page again."))
    return version


def _note(version: ProcedureVersion, outcome: ReviewOutcome, by: User, remark: str) -> None:
    review = ProcedureReview(version=version, stage=version.state, outcome=outcome, remark=remark.strip(), by=by)
    review.full_clean()
    review.save()


def _move(version: ProcedureVersion, by: User, *, action: str) -> None:
    before = version.state
    version.state = NEXT[VersionState(before)]
    version.save(update_fields=["state"])
    unit = version.procedure.enterprise
    record(action, by=by, subject=version.procedure, unit=unit, number=version.number, stage=before)


def _put_in_force(version: ProcedureVersion, by: User) -> ProcedureVersion:
    replaced = version.procedure.versions.in_force().first()
    if replaced is not None:
        replaced.state = VersionState.REPLACED
        replaced.save(update_fields=["state"])
    version.state, version.published_at = VersionState.IN_FORCE, timezone.now()
    version.save(update_fields=["state", "published_at"])
    unit = version.procedure.enterprise
    record("procedure.publish", by=by, subject=version.procedure, unit=unit, number=version.number)
    transaction.on_commit(lambda: procedure_published.send(sender=ProcedureVersion, version=version, replaced=replaced))
    return version
