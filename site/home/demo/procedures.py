"""The demonstration's procedures: one in force in its second version and mostly signed, one that waits for the head."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from courses.models import Picture, Procedure, ProcedureVersion, VersionState
from courses.procedures.access import signers_of
from courses.rights.sections import make_section
from courses.services.procedure_readings import note_read, sign
from courses.services.procedure_reviews import let_pass, submit
from courses.services.procedures import begin_procedure, begin_version, keep_draft
from home.demo.county import FIRST, WORKER_NO
from home.demo.drawing.signs import helmet_on
from home.demo.procedure_data import (
    BLAST_POST,
    BLASTING,
    SUPPORT_CHANGES,
    SUPPORT_FIRST,
    SUPPORT_POST,
    SUPPORT_SECOND,
)
from organizations.models import Post, Role, RoleGrant, Unit, User

if TYPE_CHECKING:
    from collections.abc import Sequence

    from courses.procedures.steps import StepDraft

SIGNED_OF_TEN = 7
HOLDERS = {
    VersionState.WORKSHOP: Role.TEAM_LEADER,
    VersionState.OFFICER: Role.SAFETY_OFFICER,
    VersionState.APPROVAL: Role.ENTERPRISE_HEAD,
}


def build_procedures() -> None:
    """Two procedures of the first enterprise exist afterwards; the worker whose sign-in is printed has to sign."""
    enterprise = Unit.objects.get(code=FIRST.code)
    if Procedure.objects.filter(enterprise=enterprise).exists():
        return
    first = _written(_begun(enterprise, SUPPORT_POST), SUPPORT_FIRST)
    _through(first, enterprise, until=VersionState.IN_FORCE)
    by = _holder(Role.SAFETY_OFFICER, enterprise)
    steps = [replace(SUPPORT_SECOND[0], picture=_helmet_sign(enterprise).pk), *SUPPORT_SECOND[1:]]
    second = _written(begin_version(procedure=first.procedure, by=by), steps, changes=SUPPORT_CHANGES)
    _signed(_through(second, enterprise, until=VersionState.IN_FORCE), Random(4))  # noqa: S311  (invented signatures)
    _through(_written(_begun(enterprise, BLAST_POST), BLASTING), enterprise, until=VersionState.APPROVAL)


def _helmet_sign(enterprise: Unit) -> Picture:
    """The sign that stands where the helmet is put on, among the enterprise's own pictures."""
    file = BytesIO()
    helmet_on().save(file, "PNG")
    content = ContentFile(file.getvalue(), name="sign.png")
    collection = make_section(enterprise).collection
    return Picture.objects.create(
        title="必须戴安全帽", alt="蓝色圆形，里面是戴着安全帽的人头", file=content, collection=collection
    )


def _begun(enterprise: Unit, post: str) -> ProcedureVersion:
    by = _holder(Role.SAFETY_OFFICER, enterprise)
    name = f"{post}岗位安全操作规程"
    procedure = begin_procedure(enterprise=enterprise, post=Post.objects.get(name=post), name=name, by=by)
    return procedure.versions.get()


def _written(version: ProcedureVersion, steps: Sequence[StepDraft], changes: str = "") -> ProcedureVersion:
    by = _holder(Role.SAFETY_OFFICER, version.procedure.enterprise)
    return keep_draft(version=version, steps=steps, changes=changes, by=by)


def _through(version: ProcedureVersion, enterprise: Unit, *, until: VersionState) -> ProcedureVersion:
    version = submit(version=version, by=_holder(Role.SAFETY_OFFICER, enterprise))
    while version.state != until:
        stage = VersionState(version.state)
        version = let_pass(version=version, stage=stage, by=_holder(HOLDERS[stage], enterprise))
    return version


def _signed(version: ProcedureVersion, rng: Random) -> None:
    for place in signers_of(version.procedure).select_related("user").order_by("employee_no"):
        if place.employee_no == WORKER_NO:
            continue
        if rng.randrange(10) < SIGNED_OF_TEN:
            sign(version=version, worker=place.user)
        else:
            note_read(version=version, worker=place.user)


def _holder(role: Role, enterprise: Unit) -> User:
    grants = RoleGrant.objects.current().filter(role=role, unit__path__startswith=enterprise.path)
    return grants.select_related("user").order_by("pk")[0].user
