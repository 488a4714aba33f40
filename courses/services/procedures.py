"""Writing procedures: begun for a post, drafted, begun anew from the version in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from courses.models.procedure_steps import ProcedureStep
from courses.models.procedures import Procedure, ProcedureVersion
from courses.procedures.steps import MOST_STEPS, StepDraft, draft_of
from organizations.audit import record
from organizations.errors import Refused

if TYPE_CHECKING:
    from organizations.models import Post, Unit, User


class NotADraft(Refused):
    """Somebody tried to change a version that is in review or published."""


class AlreadyOpen(Refused):
    """A next version has been begun before."""


@transaction.atomic
def begin_procedure(*, enterprise: Unit, post: Post, by: User | None, name: str = "") -> Procedure:
    """The post has a procedure with an empty draft afterwards. Raises ValidationError where it has one already."""
    title = name.strip() or _("Safe working procedure of the %s") % post.name
    procedure = Procedure(enterprise=enterprise, post=post, name=title)
    procedure.full_clean()
    procedure.save()
    ProcedureVersion.objects.create(procedure=procedure, number=1, made_by=by)
    record("procedure.begin", by=by, subject=procedure, unit=enterprise, post=post.name)
    return procedure


@transaction.atomic
def begin_version(*, procedure: Procedure, by: User | None) -> ProcedureVersion:
    """The procedure has a draft with the steps that are in force. Raises AlreadyOpen."""
    procedure = Procedure.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=procedure.pk)
    if procedure.versions.open().exists():
        raise AlreadyOpen(_("A next version has been begun already: go on with that one."))
    last = procedure.versions.aggregate(last=Max("number"))["last"] or 0
    version = ProcedureVersion.objects.create(procedure=procedure, number=last + 1, made_by=by)
    in_force = procedure.versions.in_force().first()
    if in_force is not None:
        _write_steps(version, [draft_of(step) for step in in_force.steps.all()])
    record("procedure.version", by=by, subject=procedure, unit=procedure.enterprise, number=version.number)
    return version


@transaction.atomic
def keep_draft(
    *, version: ProcedureVersion, steps: Sequence[StepDraft], changes: str, by: User | None
) -> ProcedureVersion:
    """The draft has these steps, in this order, and nothing else afterwards; its writer is who wrote last.

    Raises NotADraft, Refused for too many steps, ValidationError for a step without what to do.
    """
    version = locked(version)
    if not version.is_draft:
        raise NotADraft(_("Only a draft can be changed: send this version back first, or begin the next one."))
    if len(steps) > MOST_STEPS:
        raise Refused(_("A procedure has %d steps at most: make two of it.") % MOST_STEPS)
    version.changes, version.made_by = changes.strip(), by
    version.full_clean()
    version.save()
    version.steps.all().delete()
    _write_steps(version, steps)
    unit = version.procedure.enterprise
    record("procedure.draft", by=by, subject=version.procedure, unit=unit, number=version.number, steps=len(steps))
    return version


@transaction.atomic
def rename_procedure(*, procedure: Procedure, name: str, by: User) -> Procedure:
    """Its title is another. Raises ValidationError for none."""
    procedure = Procedure.objects.select_for_update(of=("self",)).select_related("enterprise").get(pk=procedure.pk)
    if procedure.name != name.strip():
        procedure.name = name.strip()
        procedure.full_clean()
        procedure.save(update_fields=["name"])
        record("procedure.rename", by=by, subject=procedure, unit=procedure.enterprise, name=procedure.name)
    return procedure


def locked(version: ProcedureVersion) -> ProcedureVersion:
    """Return the version as it stands now, held for this transaction, with its procedure and enterprise."""
    rows = ProcedureVersion.objects.select_for_update(of=("self",))
    return rows.select_related("procedure__enterprise", "procedure__post", "made_by").get(pk=version.pk)


def _write_steps(version: ProcedureVersion, steps: Sequence[StepDraft]) -> None:
    rows = []
    for place, step in enumerate(steps, 1):
        words = {field: text.strip() for field, text in step.words().items()}
        row = ProcedureStep(
            version=version, place=place, picture_id=step.picture, is_critical=step.is_critical, **words
        )
        row.clean_fields(exclude=["version", "picture"])
        rows.append(row)
    ProcedureStep.objects.bulk_create(rows)
