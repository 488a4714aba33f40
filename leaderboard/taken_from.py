"""Which version of which procedure the steps of a competition's parts were taken from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from courses.procedures.access import procedures_in_reach
from leaderboard.models import Part

if TYPE_CHECKING:
    from courses.models import ProcedureVersion
    from leaderboard.models import Competition
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """A version and the parts whose steps came from it; `url` leads there, empty where the reader doesn't see it."""

    parts: tuple[Part, ...]
    version: ProcedureVersion
    url: str


def taken_from(competition: Competition, user: User) -> list[TakenFrom]:
    """Return the versions that steps came from, each once. One query where none did, else at most four."""
    wanted = Part.objects.filter(stage__competition=competition, procedure_version__isnull=False)
    parts = list(wanted.select_related("stage", "procedure_version__procedure").order_by("stage__place", "pk"))
    if not parts:
        return []
    named = {part.procedure_version.procedure_id for part in parts if part.procedure_version}
    seen = set(procedures_in_reach(user).filter(pk__in=named).values_list("pk", flat=True))
    versions = {part.procedure_version: None for part in parts if part.procedure_version}
    return [
        TakenFrom(
            parts=tuple(part for part in parts if part.procedure_version == version),
            version=version,
            url=_address(version) if version.procedure_id in seen else "",
        )
        for version in versions
    ]


def _address(version: ProcedureVersion) -> str:
    return f"{reverse('courses:procedure', args=[version.procedure_id])}?version={version.number}"
