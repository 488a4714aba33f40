"""A word to everybody in the room, and the end before its time."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction
from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django_q.tasks import async_task

from exams.models import AttemptState, Intervention, InterventionKind, SubmittedBy
from exams.services.interventions import Order, carry_out

NOT_OVER = (AttemptState.PREPARED, AttemptState.IN_PROGRESS)


def tell(*, order: Order) -> Intervention:
    """Put the order's words before everybody of the unit who has not finished: at his next save, or within a minute.

    Raises InterventionRefused.
    """
    return carry_out(order, InterventionKind.MESSAGE, lambda now: _tell(order, now))


def end_now(*, order: Order) -> Intervention:
    """Let the time of every sitting under way be up at this moment; what is in the journal is graded in the background.

    What was chosen before counts as it would after any end. Who has not begun can still begin. Raises
    InterventionRefused.
    """
    return carry_out(order, InterventionKind.END, lambda now: _end(order, now))


def _tell(order: Order, now: datetime) -> int:
    line = json.dumps({"at": int(now.timestamp() * 1000), "text": order.reason.strip()}, ensure_ascii=False) + "\n"
    told = Concat(F("told"), Value(line), output_field=TextField())
    return order.sittings().filter(state__in=NOT_OVER).update(told=told)


def _end(order: Order, now: datetime) -> int:
    ended = order.sittings().with_time(now).update(deadline=now, paused_at=None, submitted_by=SubmittedBy.ENDED)
    if ended:
        transaction.on_commit(lambda: async_task("exams.tasks.every_minute"))
    return ended
