"""What a judge's phone asks for and sends."""

from __future__ import annotations

from leaderboard.models import Entrant, Part
from tests.factories.competitions import Running, filled

AS_JSON = {"Accept": "application/json"}


def tasks_of(running: Running) -> str:
    return f"/judging/{running.competition.pk}/"


def sheet_of(entrant: Entrant, part: Part) -> str:
    return f"/judging/sheets/{entrant.pk}/{part.pk}/"


def as_form(part: Part, share: str = "1", **more: object) -> dict[str, object]:
    sheet = filled(part, share)
    points = {f"points-{step}": str(given) for step, given in sheet.marks.items()}
    return {"id": str(sheet.id), "round": 1, "remark": "", **points, **more}
