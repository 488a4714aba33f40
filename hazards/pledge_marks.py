"""Which lines of a pledge are others than in the text that a person signed before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.procedures.differences import differences
from courses.procedures.steps import StepDraft
from hazards.models import PledgeText

if TYPE_CHECKING:
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class MarkedPledge:
    """`lines` are (text, mark), the mark `new`, `changed` or `same`; `gone` stood in the text signed before."""

    lines: list[tuple[str, str]]
    gone: list[str]
    signed_before: int | None  # the number of that text


def marked(pledge: PledgeText, reader: User) -> MarkedPledge:
    """Return the text beside the last earlier one that the reader signed; no marks where he signed none. One query."""
    earlier = PledgeText.objects.filter(
        enterprise=pledge.enterprise_id, number__lt=pledge.number, signatures__worker=reader
    ).first()
    if earlier is None:
        return MarkedPledge([(line, "same") for line in pledge.lines], [], None)
    # a line is compared as a step that says only what to do
    before, now = ([StepDraft(action=line) for line in text.lines] for text in (earlier, pledge))
    changes = differences(before, now)
    lines = [(now[change.now - 1].action, change.kind.value) for change in changes if change.now]
    gone = [before[change.before - 1].action for change in changes if change.before and not change.now]
    return MarkedPledge(lines, gone, earlier.number)
