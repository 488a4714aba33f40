"""Procedures as a file: what the common way in needs to know of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from courses.models import Picture, ProcedureImport
from courses.procedures.documents import read_tables
from courses.procedures.plan import Planned, ProcedurePlan, plan_procedures, posts_held
from courses.procedures.preview import columns_shown, procedure_shown, steps_lacking
from courses.procedures.steps import StepDraft
from courses.procedures.tables import read_steps
from courses.rights.sections import make_section
from courses.services.picture_files import gone_if_it_fails
from courses.services.procedures import begin_procedure, begin_version, keep_draft
from organizations.services.file_imports import MOST_SAMPLES, Findings, ImportFlow

if TYPE_CHECKING:
    from wagtail.models import Collection

    from courses.models import ProcedureVersion
    from courses.procedures.pictures import BroughtPicture
    from courses.services.picture_files import Stored
    from organizations.models import User
    from organizations.progress import Report


TITLE, ALT = (Picture._meta.get_field(name).max_length for name in ("title", "alt"))  # characters


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
        counts["lacking"] = steps_lacking((*plan.begun, *plan.drafted))
        samples = {
            "begun": [procedure_shown(each) for each in plan.begun[:MOST_SAMPLES]],
            "drafted": [procedure_shown(each) for each in plan.drafted[:MOST_SAMPLES]],
        }
        bad = [(each.place, each.reason) for each in plan.bad]
        return Findings(plan.digest, counts, samples, bad, more={"columns": columns_shown(plan.tables)})

    def write(self, record: ProcedureImport, plan: ProcedurePlan, *, by: User | None, report: Report) -> None:
        planned = (*plan.begun, *plan.drafted)
        with gone_if_it_fails() as stored:
            for done, each in enumerate(planned, 1):
                version = _draft(record, each, by)
                changes = version.changes
                if version.number > 1 and not changes:
                    changes = _("Written anew from the file %s") % record.filename[:100]
                keep_draft(version=version, steps=_with_pictures(each, version, stored), changes=changes, by=by)
                report(done, len(planned))


PROCEDURES = ProcedureFlow()


def _draft(record: ProcedureImport, planned: Planned, by: User | None) -> ProcedureVersion:
    if planned.procedure is None:
        begun = begin_procedure(enterprise=record.enterprise, post=planned.post, by=by)
        return begun.versions.get()
    return planned.draft or begin_version(procedure=planned.procedure, by=by)


def _with_pictures(planned: Planned, version: ProcedureVersion, stored: Stored) -> list[StepDraft]:
    """Return the steps; one that comes without a picture keeps what it shows while its words for what to do stay."""
    before = {step.action: step.picture_id for step in version.steps.all()}
    kept = _kept([step.brought for step in planned.steps if step.brought], planned, version, stored)
    return [
        replace(step, picture=kept[step.brought.digest] if step.brought else before.get(step.action), brought=None)
        for step in planned.steps
    ]


def _kept(
    brought: Sequence[BroughtPicture], planned: Planned, version: ProcedureVersion, stored: Stored
) -> dict[str, int]:
    """Return the key of each picture by its digest: one of the enterprise's own, or one that is among them now."""
    if not brought:
        return {}
    collection = make_section(version.procedure.enterprise).collection
    pictures = Picture.objects.filter(collection=collection, file_hash__in=[each.digest for each in brought])
    keys = dict(pictures.values_list("file_hash", "pk"))
    for step in planned.steps:
        if (new := step.brought) is not None and new.digest not in keys:
            keys[new.digest] = _new_picture(new, f"{planned.post.name}：{step.action}", collection, stored).pk
    return keys


def _new_picture(brought: BroughtPicture, title: str, collection: Collection, stored: Stored) -> Picture:
    picture = Picture(
        title=title[:TITLE],
        alt=brought.alt[:ALT],
        collection=collection,
        file=ContentFile(brought.content, name="step.webp"),
        file_size=len(brought.content),
        file_hash=brought.digest,
    )
    stored.append(picture.file)
    picture.save()
    return picture
