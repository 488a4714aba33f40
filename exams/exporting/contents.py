"""What a bank holds, as the drafts it could have come from."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils.translation import ngettext

from exams.contents import draft_of
from exams.importing.drafts import QuestionDraft
from exams.models import Question, QuestionKind


def contents_of(questions: QuerySet[Question]) -> list[QuestionDraft]:
    """Return the questions' current words in the order in which they came in. Three queries, however many they are.

    Hazards to be found on a picture are not among them: see `left_out`.
    """
    found = questions.filter(current__isnull=False).exclude(kind=QuestionKind.HAZARD)
    whole = found.select_related("current").prefetch_related("post_kinds", "current__pictures")
    return [draft_of(question) for question in whole.order_by("pk")]


def left_out(questions: QuerySet[Question]) -> list[str]:
    """Return, in whole sentences, what of these questions no file carries. One query."""
    hazard, pictured = Q(kind=QuestionKind.HAZARD), Q(current__pictures__isnull=False)
    counts = questions.aggregate(
        hazards=Count("pk", filter=hazard, distinct=True),
        pictured=Count("pk", filter=pictured & ~hazard, distinct=True),
    )
    hazards = ngettext(
        "%d question asks for hazards on a picture and is left out: no file carries it.",
        "%d questions ask for hazards on a picture and are left out: no file carries them.",
        counts["hazards"],
    )
    without = ngettext(
        "%d question goes out without its pictures.", "%d questions go out without their pictures.", counts["pictured"]
    )
    said = ((hazards, counts["hazards"]), (without, counts["pictured"]))
    return [words % count for words, count in said if count]
