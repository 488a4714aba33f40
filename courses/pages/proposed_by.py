"""The line in the editor of a case that says who proposes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel

from courses.pages.proposals import proposing_unit


class ProposedByPanel(Panel):
    """Which enterprise proposes a case, and who wrote it. Not there for the bureau's own cases."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/proposed_by.html"

        def is_shown(self) -> bool:
            self.unit = proposing_unit(self.instance)
            return self.unit is not None

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {"unit": self.unit, "author": self.instance.owner}
