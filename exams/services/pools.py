"""Keeping what papers are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exams.drawing.recording import as_data, digest_of, plan_from
from exams.models import DrawnPool

if TYPE_CHECKING:
    from exams.drawing.plans import Plan


def keep_pool(plan: Plan) -> str:
    """Return the digest of what the plan draws from; it is kept from now on. One query, two where it is new."""
    data = as_data(plan)
    digest = digest_of(data)
    if not DrawnPool.objects.filter(pk=digest).exists():
        DrawnPool.objects.bulk_create([DrawnPool(digest=digest, content=data)], ignore_conflicts=True)
    return digest


def plan_of_pool(digest: str) -> Plan:
    """Return a plan that draws from what was kept. One query."""
    return plan_from(DrawnPool.objects.get(pk=digest).content)
