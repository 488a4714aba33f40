"""Learning tasks, and people who have done them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Page

from courses.models import Assignment, LearningCategory, Study
from courses.services.assignments import Audience, assign
from organizations.models import Unit, User
from tests.factories.courses import a_case


def an_assignment(*units: Unit, pages: list[Page] | None = None, **fields: Any) -> Assignment:
    """Return a learning task for these units: one case, unless told otherwise."""
    audience = {name: fields.pop(name) for name in ("industries", "posts") if name in fields}
    return assign(
        **{
            "title": "学透水案例",
            "pages": [page.pk for page in pages or [a_case()]],
            "audience": Audience(units=units, **audience),
            "owner": units[0],
            "by": None,
            **fields,
        }
    )


def has_learned(worker: User, assignment: Assignment) -> None:
    """Let the person have completed every page of it, now."""
    now = timezone.now()
    for item in assignment.items.all():
        Study.objects.update_or_create(
            worker=worker,
            page_id=item.page_id,
            defaults={
                "category": LearningCategory.CASE,
                "opened_at": now,
                "read_at": now,
                "checked_at": now,
                "completed_at": now,
            },
        )
