"""A checklist as it is typed: a line a step, its points in front, a * before critical steps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leaderboard.models import ChecklistItem
from leaderboard.services.drafts import ChecklistRow

LINE = re.compile(r"(?P<critical>[*＊]?)\s*(?P<points>\d{1,3}(?:\.\d{1,2})?)\s*(?:分)?[\s、：:]\s*(?P<text>\S.*)")
LONGEST = 200


def read_checklist(typed: str) -> list[ChecklistRow]:
    """Return the steps: "10 戴好安全帽", "*20 停电挂牌". Raises ValidationError naming every line that isn't one."""
    lines = [(number, line.strip()) for number, line in enumerate(typed.splitlines(), start=1) if line.strip()]
    found = [(number, LINE.fullmatch(line)) for number, line in lines]
    bad = [_line_fault(number) for number, match in found if match is None or not _is_good(match)]
    if bad:
        raise ValidationError(bad)
    return [
        ChecklistRow(match["text"], Decimal(match["points"]), bool(match["critical"]))
        for _number, match in found
        if match is not None
    ]


def _is_good(match: re.Match[str]) -> bool:
    return Decimal(match["points"]) > 0 and len(match["text"]) <= LONGEST


def _line_fault(number: int) -> str:
    return _("Line %d: write the points, a space, then what has to be done, as in “10 戴好安全帽”.") % number


def write_checklist(items: Iterable[ChecklistItem]) -> str:
    """Return the steps as they are typed."""
    return "\n".join(f"{'*' * item.is_critical}{item.points.normalize():f} {item.text}" for item in items)
