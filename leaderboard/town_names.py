"""A town's unit is its emergency-management centre; where towns are compared, it is called by the town."""

from __future__ import annotations

TOWN_CENTRE = "应急管理中心"


def town_named(name: str) -> str:
    """Return the name without what every town's unit is called behind it."""
    return name.replace(TOWN_CENTRE, "")
