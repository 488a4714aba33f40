"""What happens by the clock is really called."""

import pytest
from django.utils.module_loading import import_string
from django_q.models import Schedule

pytestmark = pytest.mark.django_db


def test_the_sweep_and_the_closing_are_on_the_clock() -> None:
    schedule = Schedule.objects.get(name="exams: every minute")

    assert import_string(schedule.func)() == {"swept": 0, "closed": 0}
    assert schedule.minutes == 1
