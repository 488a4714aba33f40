"""What became of a crowd's sittings: asked of the database itself, after everybody has gone."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django

django.setup()

from django.db.models import Count  # noqa: E402

from exams.models import AnswerEvent, Attempt, AttemptState, Grading  # noqa: E402


def check(told: dict[str, list[int]]) -> dict[str, int]:
    """`told`: by attempt, how many events were acknowledged, and the score that an independent count expects."""
    kept = dict(AnswerEvent.objects.values_list("attempt").annotate(Count("pk")))
    gradings = dict(Grading.objects.values_list("attempt").annotate(Count("pk")))
    attempts = {str(attempt.pk): attempt for attempt in Attempt.objects.filter(pk__in=told)}
    graded = {key: each for key, each in attempts.items() if each.state == AttemptState.GRADED}
    return {
        "events_acknowledged": sum(acknowledged for acknowledged, _score in told.values()),
        "acknowledged_but_lost": sum(
            max(0, acknowledged - kept.get(attempts[key].pk, 0)) for key, (acknowledged, _score) in told.items()
        ),
        "graded": len(graded),
        "graded_more_than_once": sum(gradings[each.pk] > 1 for each in graded.values()),
        "wrong_scores": sum(each.score != told[key][1] for key, each in graded.items()),
    }


if __name__ == "__main__":
    print(json.dumps(check(json.loads(Path(sys.argv[1]).read_text()))))
