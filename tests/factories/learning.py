"""Learning tasks, and people who have done them."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from courses.hours.counted_time import Stretch
from courses.models import Assignment, LearnedBy, LearningCategory, LearningRecord, Session, Study
from courses.services.assignments import Audience, assign
from courses.services.records import record_learning
from courses.services.sessions import Plan, plan_session
from courses.speakers import SpeakerLevel
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


def a_session(*units: Unit, **fields: Any) -> Session:
    """Return a lecture in person for these units that began an hour ago and is over."""
    plan = {
        "title": "现场讲透水",
        "units": units,
        "speaker": "矿长",
        "speaker_level": SpeakerLevel.ENTERPRISE,
        "place": "大会议室",
        "begins_at": timezone.now() - timedelta(minutes=60),
        "minutes": 45,
        **fields,
    }
    return plan_session(plan=Plan(**plan), owner=units[0], by=None)


def a_photo(name: str = "signed.png") -> SimpleUploadedFile:
    """Return a small photo as a phone uploads it."""
    buffer = BytesIO()
    Image.new("RGB", (40, 30), "white").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue())


def learned(worker: User, *, hours: float, began_at: datetime, **fields: Any) -> LearningRecord:
    """Let the person have learned so long from that moment on: safety training, unless told otherwise."""
    seconds = int(hours * 3600)
    kept = record_learning(
        worker=worker,
        stretch=Stretch(began_at, began_at + timedelta(seconds=seconds), seconds),
        **{"how": LearnedBy.PAGE, "category": LearningCategory.TRAINING, "title": "安全培训", **fields},
    )
    assert kept is not None
    return kept
