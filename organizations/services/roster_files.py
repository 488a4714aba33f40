"""A roster as a file: what the common way in needs to know of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.models import Membership, RosterImport
from organizations.roster.layout import RosterRow
from organizations.roster.plan import Place, RosterPlan
from organizations.services.file_imports import MOST_SAMPLES, Findings, ImportFlow
from organizations.services.roster_import import plan_file, write_roster

if TYPE_CHECKING:
    from organizations.models import User
    from organizations.progress import Report

KEPT = timedelta(days=30)  # long enough to ask what a file said; names and phones stay no longer than they are needed


class RosterFlow(ImportFlow[RosterImport, RosterPlan]):
    """An enterprise's roster: who is added, moved, changed, gone."""

    model = RosterImport

    def get(self, pk: UUID) -> RosterImport:
        return RosterImport.objects.select_related("enterprise").get(pk=pk)

    def plan(self, record: RosterImport, path: Path) -> RosterPlan:
        return plan_file(
            enterprise=record.enterprise, path=path, filename=record.filename, creates_units=record.creates_units
        )

    def findings(self, plan: RosterPlan) -> Findings:
        return Findings(
            digest=plan.digest,
            counts={
                "added": len(plan.joining),
                "moved": len(plan.moving),
                "changed": len(plan.changing),
                "left": len(plan.leaving),
                "unchanged": plan.unchanged,
                "new_units": len(plan.new_places),
            },
            samples={
                "added": [[row.name, row.employee_no, _place(row)] for row, _who in plan.joining[:MOST_SAMPLES]],
                "moved": [
                    [row.name, row.employee_no, place.unit.name, _place(row)]
                    for row, place in plan.moving[:MOST_SAMPLES]
                ],
                "changed": [
                    [row.name, row.employee_no, _difference(row, place)] for row, place in plan.changing[:MOST_SAMPLES]
                ],
                "left": [
                    [place.user.name, place.employee_no, place.unit.name] for place in plan.leaving[:MOST_SAMPLES]
                ],
                "new_units": [[str(place)] for place in plan.new_places[:MOST_SAMPLES]],
            },
            bad=[(_("Row %d") % row.number, row.reason) for row in plan.bad],
        )

    def write(self, record: RosterImport, plan: RosterPlan, *, by: User | None, report: Report) -> None:
        write_roster(enterprise=record.enterprise, plan=plan, accept_good=True, by=by, report=report)


ROSTER = RosterFlow()


def forget_old_rosters() -> int:
    """The files of rosters older than KEPT are gone, and the people named in their findings; the counts stay.

    Personal data is kept only as long as its purpose needs (个人信息保护法 Art. 19). Returns how many were forgotten.
    """
    old = list(RosterImport.objects.filter(uploaded_at__lt=timezone.now() - KEPT).exclude(file=""))
    for record in old:
        record.file.delete(save=False)
        record.report = {**record.report, "samples": {}, "bad": []}
        record.save(update_fields=["file", "report"])
    return len(old)


def _place(row: RosterRow) -> str:
    return str(Place(row.workshop, row.team))


def _difference(row: RosterRow, place: Membership) -> str:
    """Return what the file says otherwise, as 工号 0213 → 0214; a phone is named but not shown."""
    post = place.post.name if place.post else ""
    pairs = [
        (_("person's name"), place.user.name, row.name),
        (_("employee number"), place.employee_no, row.employee_no),
        (_("post"), post, row.post or post),
        (_("employment"), place.get_employment_display(), _employment(row)),
    ]
    changed = [f"{label} {old or '—'} → {new}" for label, old, new in pairs if old != new]
    if row.phone and row.phone != place.user.phone:
        changed.append(_("phone"))
    return "；".join(changed)


def _employment(row: RosterRow) -> str:
    return str(Membership(employment=row.employment).get_employment_display())
