"""`python -m tests.chaos.stage 200 8`: an open exam for so many workers, signed in, with so many seconds of grace.

Prints {"exam": id, "sessions": [session key of each worker]}.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from exams.services.papers import prepare_papers  # noqa: E402
from tests.factories.exams import ExamFactory  # noqa: E402
from tests.factories.mixed_papers import a_mixed_paper  # noqa: E402
from tests.factories.organizations import EnterpriseFactory, TeamFactory, phone_of  # noqa: E402
from tests.factories.sittings import a_worker  # noqa: E402


@transaction.atomic
def set_stage(workers: int, grace: int) -> dict[str, object]:
    mine = EnterpriseFactory()
    team = TeamFactory(parent=mine)
    people = [a_worker(team) for _number in range(workers)]
    exam = ExamFactory(owner=mine, paper=a_mixed_paper(mine, of_each=2), grace_seconds=grace)
    prepare_papers(exam=exam)
    return {"exam": str(exam.pk), "sessions": [phone_of(one).cookies["sessionid"].value for one in people]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(set_stage(int(sys.argv[1]), int(sys.argv[2]))))
