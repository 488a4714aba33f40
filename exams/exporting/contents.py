"""What a bank holds, as the drafts it could have come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import ngettext

from exams.importing.drafts import QuestionDraft
from exams.models import Question, QuestionKind

OF_QUESTION = ("kind", "category", "difficulty")
OF_VERSION = (
    "stem",
    "explanation",
    "background",
    "unit",
    "basis_text",
    "basis_version",
    "basis_article",
    "basis_quote",
)
TOLD = ("options", "answer", "tolerance", "basis_case_id")


def contents_of(questions: QuerySet[Question]) -> list[QuestionDraft]:
    """Return the questions' current words in the order in which they came in, those of a case with its first.

    Hazards to be found on a picture are not among them, nor are pictures: see `left_out`. Two queries, however many
    they are. No records are made of the rows: with 20,000 questions that takes four times as long.
    """
    found = questions.filter(current__isnull=False).exclude(kind=QuestionKind.HAZARD)
    posts = _posts(found)
    told = (
        "pk",
        "case",
        "case_place",
        *OF_QUESTION,
        "industries",
        *(f"current__{name}" for name in (*OF_VERSION, *TOLD)),
    )
    rows = _in_order(found.order_by("pk").values(*told))
    return [_draft(row, posts.get(row["pk"], ())) for row in rows]


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


def _in_order(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    came_in = list(rows)
    began: dict[int, int] = {}
    for row in came_in:
        began.setdefault(row["case"], row["pk"])
    return sorted(came_in, key=lambda row: (began[row["case"]] if row["case"] else row["pk"], row["case_place"] or 0))


def _posts(questions: QuerySet[Question]) -> Mapping[int, Sequence[str]]:
    """Return the names of the kinds of post that each question is for, in the order of the kinds."""
    posts: dict[int, list[str]] = defaultdict(list)
    marked = Question.post_kinds.through.objects.filter(question__in=questions.order_by().values("pk"))
    for question, name in marked.order_by("postkind__place", "postkind").values_list("question", "postkind__name"):
        posts[question].append(name)
    return posts


def _draft(row: Mapping[str, Any], posts: Sequence[str]) -> QuestionDraft:
    tolerance = row["current__tolerance"]
    return QuestionDraft(
        place="",
        options=tuple((option["key"], option["text"]) for option in row["current__options"]),
        answer=tuple(row["current__answer"]),
        industries=tuple(row["industries"]),
        posts=tuple(posts),
        tolerance="" if tolerance is None else f"{tolerance.normalize():f}",
        basis_case=row["current__basis_case_id"],
        **{name: row[name] for name in OF_QUESTION},
        **{name: row[f"current__{name}"] for name in OF_VERSION},
    )
