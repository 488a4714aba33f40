"""A step as it is written, copied, compared and brought in by a file, before and beside the record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from courses.models.procedure_steps import ProcedureStep
    from courses.procedures.pictures import BroughtPicture

MOST_STEPS = 40  # more are two procedures
WORDS: dict[str, StrOrPromise] = {
    "action": _("what to do"),
    "hazard": _("hazard"),
    "standard": _("standard"),
    "forbidden": _("forbidden"),
    "gear": _("protective gear"),
}

NEEDED = ("action", "hazard", "standard")  # R33; a step can be without anything forbidden, and without gear
BAN = re.compile(r"^(?:严禁|禁止)[\s：:，,]*")  # the heading says it already


@dataclass(frozen=True, slots=True)
class StepDraft:
    """One step. `picture` is the key of a Picture, `brought` one that a file brings along and nobody has kept yet."""

    action: str
    hazard: str = ""
    standard: str = ""
    forbidden: str = ""
    gear: str = ""
    is_critical: bool = False
    picture: int | None = None
    brought: BroughtPicture | None = None

    def words(self) -> dict[str, str]:
        """Return what it says, by field."""
        return {field: getattr(self, field) for field in WORDS}


def draft_of(step: ProcedureStep) -> StepDraft:
    """Return the step without its place."""
    words = {field: getattr(step, field) for field in WORDS}
    return StepDraft(**words, is_critical=step.is_critical, picture=step.picture_id)


def lacking_in(step: ProcedureStep | StepDraft) -> list[str]:
    """Return the names of what a step has to say and does not; empty for a whole one."""
    return [str(WORDS[field]) for field in NEEDED if not getattr(step, field).strip()]


def without_ban(forbidden: str) -> str:
    """Return what is forbidden as it stands beside the heading that forbids it: “严禁干打眼” is “干打眼”."""
    return BAN.sub("", forbidden.strip()) or forbidden


def beside_headings(step: StepDraft) -> dict[str, str]:
    """Return what it says, by field, as it stands beside the headings of the fields."""
    return step.words() | {"forbidden": without_ban(step.forbidden)}
