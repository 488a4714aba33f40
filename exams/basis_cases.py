"""The case a question rests on, as a file names it: by its number and title, so that no other is taken for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from courses.models import AccidentCasePage
from exams.importing.drafts import QuestionDraft


def case_labels(questions: Iterable[QuestionDraft]) -> dict[int, str]:
    """Return `12 title` by the key of each case that these rest on. One query, none where none rests on a case."""
    keys = {question.basis_case for question in questions} - {None}
    if not keys:
        return {}
    titles = AccidentCasePage.objects.filter(pk__in=keys).values_list("pk", "title")
    return {pk: f"{pk} {title}" for pk, title in titles}


def cases_labelled(labels: Collection[str]) -> dict[str, int]:
    """Return the case of each label whose title is that of a case here: the one of its number, or the only one of that
    title. One query, none without labels.
    """
    if not labels:
        return {}
    titles = {label: label.partition(" ")[2].strip() for label in labels}
    wanted = [*titles.values(), *labels]  # who writes one in by hand writes the title alone
    found: dict[str, list[int]] = defaultdict(list)
    for pk, title in AccidentCasePage.objects.filter(title__in=wanted).values_list("pk", "title"):
        found[title.strip()].append(pk)
    meant = {label: _meant(label, found[titles[label]] or found[label]) for label in labels}
    return {label: pk for label, pk in meant.items() if pk is not None}


def _meant(label: str, keys: list[int]) -> int | None:
    if len(keys) == 1:
        return keys[0]
    return next((key for key in keys if str(key) == label.partition(" ")[0]), None)
