"""What exams do when something happens below them."""

from typing import Any

from django.dispatch import receiver
from django_q.tasks import async_task

from exams.tasks import keep_seats_in_step
from organizations.signals import memberships_changed


@receiver(memberships_changed)
def keep_seats(sender: type, **kwargs: Any) -> None:
    async_task(keep_seats_in_step)
