"""The steps of a competition's parts out of the procedure in force of a post."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import ProcedureVersion
from courses.procedures.access import procedures_in_reach
from courses.procedures.checklist import checklist_of
from courses.procedures.steps import draft_of
from leaderboard.services.drafts import ChecklistRow

if TYPE_CHECKING:
    from leaderboard.models import Competition
    from organizations.models import User


class VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """One of the versions in force that the person sees."""

    def label_from_instance(self, version: ProcedureVersion) -> str:
        procedure = version.procedure
        return f"{procedure.enterprise.shown_name} · {procedure.name} · {version.number}"


def procedure_field(user: User, competition: Competition) -> VersionField:
    """Return the choice; in a competition for one post, of that post alone."""
    versions = ProcedureVersion.objects.in_force().filter(procedure__in=procedures_in_reach(user))
    if competition.post_id:
        versions = versions.filter(procedure__post=competition.post_id)
    return VersionField(
        versions.select_related("procedure__enterprise").order_by("procedure__enterprise__path", "procedure__name"),
        label=_("Take the steps from the procedure in force"),
        required=False,
        help_text=_(
            "Every part whose box of steps is empty gets the steps of this procedure, to a full hundred points; "
            "critical steps count double. You can change them afterwards."
        ),
    )


def rows_of(version: ProcedureVersion) -> list[ChecklistRow]:
    """Return the steps of the version as they are marked. One query."""
    marked = checklist_of([draft_of(step) for step in version.steps.all()])
    return [ChecklistRow(step.text, Decimal(step.points), step.is_critical) for step in marked]
