"""Procedures as a file: what the common way in needs to know of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from courses.models import ProcedureImport
from courses.procedures.documents import read_tables
from courses.procedures.plan import Planned, ProcedurePlan, plan_procedures, posts_held
from courses.procedures.steps import StepDraft, draft_of
from courses.procedures.tables import read_steps
from courses.services.procedures import begin_procedure, begin_version, keep_draft
from organizations.services.file_imports import MOST_SAMPLES, Findings, ImportFlow

if TYPE_CHECKING:
    from courses.models import ProcedureVersion
    from organizations.models import User
    from organizations.progress import Report


class ProcedureFlow(ImportFlow[ProcedureImport, ProcedurePlan]):
    """An enterprise's procedures: which are begun, of which the draft is written."""

    model = ProcedureImport

    def get(self, pk: UUID) -> ProcedureImport:
        return ProcedureImport.objects.select_related("enterprise").get(pk=pk)

    def plan(self, record: ProcedureImport, path: Path) -> ProcedurePlan:
        posts = [post.name for post in posts_held(record.enterprise).values()]
        tables = read_tables(path, filename=record.filename, posts=posts)
        return plan_procedures(enterprise=record.enterprise, read=read_steps(tables, filename=record.filename))

    def findings(self, plan: ProcedurePlan) -> Findings:
        counts = {"begun": len(plan.begun), "drafted": len(plan.drafted), "unchanged": plan.unchanged}
        samples = {"begun": _shown(plan.begun), "drafted": _shown(plan.drafted)}
        return Findings(plan.digest, counts, samples, [(bad.place, bad.reason) for bad in plan.bad])

    def write(self, record: ProcedureImport, plan: ProcedurePlan, *, by: User | None, report: Report) -> None:
        planned = (*plan.begun, *plan.drafted)
        for done, each in enumerate(planned, 1):
            version = _draft(record, each, by)
            changes = version.changes
            if version.number > 1 and not changes:
                changes = _("Written anew from the file %s") % record.filename[:100]
            keep_draft(version=version, steps=_with_pictures(each, version), changes=changes, by=by)
            report(done, len(planned))


PROCEDURES = ProcedureFlow()


def _draft(record: ProcedureImport, planned: Planned, by: User | None) -> ProcedureVersion:
    if planned.procedure is None:
        begun = begin_procedure(enterprise=record.enterprise, post=planned.post, by=by)
        return begun.versions.get()
    return planned.draft or begin_version(procedure=planned.procedure, by=by)


def _with_pictures(planned: Planned, version: ProcedureVersion) -> list[StepDraft]:
    """Return the steps; one whose words for what to do stay keeps its picture."""
    pictures = {step.action: draft_of(step).picture for step in version.steps.all()}
    return [replace(step, picture=pictures.get(step.action)) for step in planned.steps]


def _shown(planned: Sequence[Planned]) -> list[list[str]]:
    return [
        [
            each.post.name,
            str(len(each.steps)),
            str(sum(step.is_critical for step in each.steps)),
            each.steps[0].action,
        ]
        for each in planned[:MOST_SAMPLES]
    ]
