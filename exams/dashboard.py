"""What the first page of the admin says of questions that wait for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from exams.access import doubts_to_answer, parked_to_review


class QuestionsWaitingPanel(Component):
    """Parked questions to be looked at again, and doubts of workers to be answered."""

    name = "questions_waiting"
    template_name = "exams/admin/questions_waiting.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        user = parent_context["request"].user
        return {"parked": parked_to_review(user).count(), "doubts": doubts_to_answer(user).count()}


def add_questions_waiting(request: HttpRequest, panels: list[Any]) -> None:
    """Add what waits to the panels of the first page."""
    panels.append(QuestionsWaitingPanel())
