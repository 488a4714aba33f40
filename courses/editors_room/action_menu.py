"""What the button at the foot of the editor offers, one way for each thing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

# What waits for a decision is decided on: publishing it past the review would leave its author without an answer.
PAST_THE_REVIEW = frozenset({"action-publish", "action-cancel-workflow"})
TWICE = "action-restart-workflow"  # our reviews have one step, so that going on is beginning anew
# What the work leads to stands in plain sight, the first of these that is offered; the draft is kept by itself.
NEXT_STEPS = ("approve", "action-publish", "action-submit")


def one_way(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Leave to who decides on a case his decisions, and to its author one way to hand it in again."""
    hidden = {TWICE} | (PAST_THE_REVIEW if any(item.name == "approve" for item in items) else set())
    items[:] = [item for item in items if item.name not in hidden]
    offered = {item.name: item for item in items}
    for name in NEXT_STEPS:
        if name in offered:
            items.sort(key=lambda item: item.name != name)
            return
