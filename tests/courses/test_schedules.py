"""The courses' work by the clock."""

import pytest
from django.utils.module_loading import import_string
from django_q.models import Schedule

pytestmark = pytest.mark.django_db


def test_silent_openings_are_swept_by_the_clock() -> None:
    schedule = Schedule.objects.get(name="courses: every ten minutes")

    assert import_string(schedule.func)() == 0
