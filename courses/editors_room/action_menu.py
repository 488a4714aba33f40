"""What the button at the foot of the editor offers, one way for each thing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.ui.components import Component

# What waits for a decision is decided on: publishing it past the review would leave its author without an answer.
PAST_THE_REVIEW = frozenset({"action-publish", "action-cancel-workflow"})
TWICE = "action-restart-workflow"  # our reviews have one step, so that going on is beginning anew
# What the work leads to stands in plain sight, the first of these that is offered; the draft is kept by itself.
NEXT_STEPS = ("approve", "action-publish", "action-submit")


class NextStep(Component):
    """The button in plain sight. It has to be pressed: the Enter key in a field would press a form's first button, so
    that the first one is there for nothing."""

    def __init__(self, item: Component) -> None:
        self.item = item

    def render_html(self, parent_context: Any = None) -> SafeString:
        return format_html('<button type="submit" disabled hidden></button>{}', self.item.render_html(parent_context))

    @property
    def media(self) -> Any:
        return self.item.media


def one_way(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Leave to who decides on a case his decisions, and to its author one way to hand it in again."""
    hidden = {TWICE} | (PAST_THE_REVIEW if any(item.name == "approve" for item in items) else set())
    offered = {item.name: item for item in items if item.name not in hidden}
    step = next((name for name in NEXT_STEPS if name in offered), None)
    first = [NextStep(offered.pop(step))] if step else []
    items[:] = [*first, *offered.values()]
