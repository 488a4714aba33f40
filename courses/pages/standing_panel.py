"""The lines at the head of a case's editor: whose case it is, and what its author was told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel
from wagtail.models import WorkflowState

from courses.pages.proposals import proposing_unit


class StandingPanel(Panel):
    """Which enterprise proposes a case and who wrote it, and what the review wants changed. Else it is not there."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/standing.html"

        def is_shown(self) -> bool:
            self.unit = proposing_unit(self.instance)
            self.asked = self._asked()
            return self.unit is not None or bool(self.asked)

        def _asked(self) -> str:
            state = self.instance.current_workflow_state if self.instance.pk else None
            if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
                return ""
            return str(state.current_task_state.comment)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {"unit": self.unit, "author": self.instance.owner, "asked": self.asked}
