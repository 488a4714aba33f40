"""What is measured inside one process: the dry run of a correction, and grading everybody anew after it."""

from __future__ import annotations

import json
from collections import Counter
from http import HTTPStatus

import django

from benchmarks.timing import timed

django.setup()

from django.test import Client  # noqa: E402

from exams.models import Attempt, Correction, Exam, Grading, QuestionVersion, Treatment  # noqa: E402
from exams.rulings import Ruling  # noqa: E402
from exams.services.corrections import approve_correction, propose_correction  # noqa: E402
from exams.services.regrading import regrade, try_out  # noqa: E402
from organizations.models import Role, RoleGrant, Unit, User  # noqa: E402


def official(name: str) -> User:
    person = User.objects.create_user(name, None, name=name)
    RoleGrant.objects.create(user=person, unit=Unit.get_first_root_node(), role=Role.BUREAU_ADMIN)
    return person


def look(client: Client, address: str) -> None:
    """Open the page with its first fifty people. Raises ValueError when it is refused."""
    answer = client.get(address, SERVER_NAME="127.0.0.1", secure=True)
    if answer.status_code != HTTPStatus.OK:
        raise ValueError(answer.status_code)


def measure() -> dict[str, object]:
    """Drop the question that most were asked: every score on those papers moves, and with them everybody's place."""
    exam = Exam.objects.get()
    asked = Counter(line[0] for paper in Attempt.objects.values_list("paper", flat=True)[:2000] for line in paper)
    version = QuestionVersion.objects.get(pk=asked.most_common(1)[0][0])
    first, second = official("first"), official("second")
    made = propose_correction(exam=exam, version=version, ruling=Ruling(Treatment.DROP), reason="bench", by=first)
    tried = timed(lambda: try_out(correction=made))
    client = Client()
    client.force_login(second, backend="organizations.backends.PasswordBackend")
    address = f"/desk/exams/{exam.pk}/corrections/{made.pk}/"
    page = [timed(lambda: look(client, address)) for _time in range(2)][-1]  # the first one reads the templates
    approved = approve_correction(correction=made, by=second)
    applied = timed(lambda: regrade(correction=approved))
    before = Grading.objects.count()
    Correction.objects.update(applied_at=None)
    again = timed(lambda: regrade(correction=Correction.objects.get(pk=made.pk)))
    return {
        "sittings": Attempt.objects.count(),
        "dry_run": {**tried, "moved": made.effects.count()},
        "page": page,
        "regrade": {**applied, "changed": made.gradings.count()},
        "regrade_again": {**again, "changed": Grading.objects.count() - before},
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
