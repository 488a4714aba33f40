"""The post's procedure a question rests on, as a file names it: by its enterprise and its title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.models import Procedure
from exams.importing.drafts import BadRow, QuestionDraft

if TYPE_CHECKING:
    from organizations.models import Unit

BETWEEN = " · "
SHOWN = 60


def procedure_labels(questions: Iterable[QuestionDraft]) -> dict[str, str]:
    """Return `enterprise · title` by the key of each procedure that these rest on. One query, none where none does."""
    keys = {question.basis_procedure for question in questions} - {""}
    if not keys:
        return {}
    return {str(each.pk): _label(each) for each in Procedure.objects.filter(pk__in=keys).select_related("enterprise")}


def procedures_labelled(labels: Collection[str]) -> dict[str, str]:
    """Return the key of the procedure of each label: that of its enterprise, or the only one here of that title.

    One query, none without labels.
    """
    if not labels:
        return {}
    titles = {label: label.partition(BETWEEN)[2] for label in labels}
    found: dict[str, list[str]] = defaultdict(list)
    for each in Procedure.objects.filter(name__in=[*titles.values(), *labels]).select_related("enterprise"):
        found[_label(each)].append(str(each.pk))
        found[each.name].append(str(each.pk))
    meant = {label: found[label] or found[titles[label]] for label in labels}
    return {label: keys[0] for label, keys in meant.items() if len(keys) == 1}


def only_own(drafts: Sequence[QuestionDraft], owner: Unit) -> tuple[list[QuestionDraft], list[BadRow]]:
    """Return the questions that a bank of this unit may hold, and those that rest on a procedure outside of it.

    One query, none where none rests on a procedure.
    """
    keys = {draft.basis_procedure for draft in drafts} - {""}
    if not keys:
        return list(drafts), []
    within = Procedure.objects.filter(pk__in=keys, enterprise__path__startswith=owner.path)
    known = {"", *map(str, within.values_list("pk", flat=True))}
    good = [draft for draft in drafts if draft.basis_procedure in known]
    bad = [
        BadRow(draft.place, not_here(), draft.stem[:SHOWN]) for draft in drafts if draft.basis_procedure not in known
    ]
    return good, bad


def not_here() -> str:
    return _(
        "依据规程: there is no such procedure here. Write enterprise · title as they stand here, or empty the cell."
    )


def _label(procedure: Procedure) -> str:
    return f"{procedure.enterprise.name}{BETWEEN}{procedure.name}"
