"""Bringing a file of questions into a bank: checked and shown first, then written as a whole."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db import transaction

from exams.basis_procedures import only_own
from exams.importing.drafts import BadRow, QuestionDraft, keyed
from exams.importing.formats import read_questions
from exams.importing.mapping import Mapping
from exams.models import Question, QuestionBank, QuestionImport
from exams.services.near_held import NearHeld, near_held
from exams.services.near_within import NearWithin, near_within
from exams.services.questions import add_questions

if TYPE_CHECKING:
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class QuestionPlan:
    """What a file would do to a bank: questions that are new, that the bank or the file has already, and bad rows.

    `near` are those of the new ones that are much like one in the bank, `within` those that are much like one another;
    they come in all the same.
    """

    new: tuple[QuestionDraft, ...]
    duplicates: tuple[QuestionDraft, ...]
    bad: tuple[BadRow, ...]
    near: tuple[NearHeld, ...] = ()
    within: tuple[NearWithin, ...] = ()


Mended = MappingOf[str, QuestionDraft | None]
NOTHING: Mended = MappingProxyType({})


def plan_import(
    *, bank: QuestionBank, path: Path, filename: str, mapping: Mapping | None = None, mended: Mended = NOTHING
) -> QuestionPlan:
    """Read the file and hold it against the bank; nothing is written.

    `mended` has by the key of a bad row (drafts.keyed) the question in its place, or None where it is left out; by the
    key of a good one None where that is left out.

    Raises BadFile, UnknownColumns where a person has to say which column of a table is what, and BadMapping.
    """
    read, bad = read_questions(path, filename=filename, mapping=mapping)
    own, elsewhere = only_own(read, bank.owner)
    drafts, bad = _with_mended(own, [*bad, *elsewhere], mended)
    taken = set(Question.objects.filter(bank=bank).values_list("stem_key", flat=True))
    new, duplicates = _without_duplicates(drafts, taken)
    near, within = near_held(bank=bank, drafts=new), near_within(new)
    return QuestionPlan(tuple(new), tuple(duplicates), tuple(bad), tuple(near), tuple(within))


def _with_mended(
    drafts: Sequence[QuestionDraft], bad: Sequence[BadRow], mended: Mended
) -> tuple[list[QuestionDraft], list[BadRow]]:
    left_out = {key for key, draft in mended.items() if draft is None}
    drafts = [draft for draft in drafts if draft.key not in left_out] if left_out else list(drafts)
    rows = keyed(bad)
    instead = [mended.get(row.key) for row in rows]
    return [*drafts, *(draft for draft in instead if draft)], [row for row in rows if row.key not in mended]


def _without_duplicates(
    drafts: Sequence[QuestionDraft], taken: set[str]
) -> tuple[list[QuestionDraft], list[QuestionDraft]]:
    new: list[QuestionDraft] = []
    duplicates: list[QuestionDraft] = []
    seen = set(taken)
    for draft in drafts:
        (duplicates if draft.stem_key in seen else new).append(draft)
        seen.add(draft.stem_key)
    return new, duplicates


@transaction.atomic
def write_plan(
    *, bank: QuestionBank, plan: QuestionPlan, origin: QuestionImport | None = None, by: User | None
) -> list[Question]:
    """Write what is new of the plan, all of it or nothing; a second import of the same file changes nothing.

    The bank is locked meanwhile, and what somebody else brought in since the plan was made is left out.
    """
    bank = QuestionBank.objects.select_for_update(of=("self",)).select_related("owner").get(pk=bank.pk)
    taken = set(Question.objects.filter(bank=bank).values_list("stem_key", flat=True))
    new, _duplicates = _without_duplicates(plan.new, taken)
    return add_questions(bank=bank, drafts=new, origin=origin, by=by)
