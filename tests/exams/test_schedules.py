"""What happens by the clock is really called."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import Schedule

from exams.models import DailyTen
from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db


def test_the_sweep_and_the_closing_are_on_the_clock() -> None:
    schedule = Schedule.objects.get(name="exams: every minute")

    assert import_string(schedule.func)() == {"swept": 0, "closed": 0}
    assert schedule.minutes == 1


def test_the_tens_of_days_long_gone_are_forgotten_at_night() -> None:
    today = timezone.localdate()
    for ago in (0, 30, 31):
        DailyTen.objects.create(worker=UserFactory(), day=today - timedelta(days=ago))
    schedule = Schedule.objects.get(name="exams: every night")

    assert import_string(schedule.func)() == {"tens": 1, "pictures": 0, "phones": 0, "bonus": 0}
    assert DailyTen.objects.count() == 2
    assert schedule.schedule_type == Schedule.DAILY
