"""What the measurement of the invigilator's page needs: an exam in full swing, and invigilators who are signed in."""

from __future__ import annotations

import json
import random
import sys
from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.stage import set_stage  # noqa: E402
from exams.models import AnswerEvent, Attempt, AttemptState, EventKind  # noqa: E402
from organizations.models import Role, RoleGrant, Unit, UnitKind, User  # noqa: E402

EVENTS, BATCH = 70, 5000  # choices, second thoughts, glances away: what an hour leaves behind


def set_watch(sittings: int, invigilators: int) -> dict[str, object]:
    """Return the exam, tokens of its sittings, and a session of each of its invigilators."""
    exam = set_stage(sittings)
    begun = timezone.now() - timedelta(minutes=40)
    seats = Attempt.objects.filter(exam=exam)
    seats.update(state=AttemptState.IN_PROGRESS, started_at=begun, deadline=begun + timedelta(hours=2))
    chance = random.Random(4)
    batch: list[AnswerEvent] = []
    for attempt in seats.only("pk").iterator():
        batch += _journal(attempt, chance)
        if len(batch) >= BATCH:
            AnswerEvent.objects.bulk_create(batch)
            batch = []
    AnswerEvent.objects.bulk_create(batch)
    enterprise = Unit.objects.get(kind=UnitKind.ENTERPRISE)
    return {"exam": str(exam.pk), "sessions": [_session(enterprise, number) for number in range(invigilators)]}


def _journal(attempt: Attempt, chance: random.Random) -> list[AnswerEvent]:
    device, now = uuid4(), timezone.now()
    events = []
    for seq in range(EVENTS):
        moment = now - timedelta(seconds=chance.randrange(2, 240) + 30 * (EVENTS - seq))
        kind = chance.choices([EventKind.ANSWER, EventKind.LEAVE, EventKind.BACK], [90, 5, 5])[0]
        slot, value = (seq % 50, ["A"]) if kind == EventKind.ANSWER else (None, None)
        fields = {"kind": kind, "slot": slot, "value": value, "chosen_at": moment, "received_at": moment}
        events.append(AnswerEvent(attempt=attempt, device=device, seq=seq, **fields))
    return events


def _session(enterprise: Unit, number: int) -> str:
    officer = User.objects.create_user(f"bench-officer-{number}", "bench-officer-bench", name=f"安全员{number}")
    RoleGrant.objects.create(user=officer, unit=enterprise, role=Role.SAFETY_OFFICER)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = "organizations.backends.PasswordBackend"
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    print(json.dumps(set_watch(int(sys.argv[1]), int(sys.argv[2]))))
