"""A file of questions: what the common way in needs to know of it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from exams.importing.drafts import QuestionDraft
from exams.models import Category, QuestionImport, QuestionKind
from exams.services.near_held import rows_of_near
from exams.services.question_imports import QuestionPlan, plan_import, write_plan
from organizations.services.file_imports import MOST_SAMPLES, Findings, ImportFlow

if TYPE_CHECKING:
    from organizations.models import User
    from organizations.progress import Report


LINES = frozenset({"文本", "GIFT", "Aiken"})
QUESTIONS_BY_NUMBER = frozenset({"XML", "JSON"})


class QuestionFlow(ImportFlow[QuestionImport, QuestionPlan]):
    """Questions on their way into a bank: new ones, and those it has already."""

    model = QuestionImport

    def get(self, pk: UUID) -> QuestionImport:
        return QuestionImport.objects.select_related("bank__owner").get(pk=pk)

    def plan(self, record: QuestionImport, path: Path) -> QuestionPlan:
        return plan_import(bank=record.bank, path=path, filename=record.filename)

    def findings(self, plan: QuestionPlan) -> Findings:
        text = repr((plan.new, [draft.stem_key for draft in plan.duplicates], plan.bad))
        return Findings(
            digest=hashlib.sha256(text.encode()).hexdigest(),
            counts={"added": len(plan.new), "duplicates": len(plan.duplicates), "near": len(plan.near)},
            samples={
                "added": [_row(draft) for draft in plan.new[:MOST_SAMPLES]],
                "duplicates": [_row(draft) for draft in plan.duplicates[:MOST_SAMPLES]],
                "near": rows_of_near(plan.near[:MOST_SAMPLES]),
            },
            bad=[(_where(row.place), f"{row.reason}（{row.text}）" if row.text else row.reason) for row in plan.bad],
        )

    def write(self, record: QuestionImport, plan: QuestionPlan, *, by: User | None, report: Report) -> None:
        report(0, len(plan.new))
        write_plan(bank=record.bank, plan=plan, origin=record, by=by)
        report(len(plan.new), len(plan.new))


QUESTIONS = QuestionFlow()


def _row(draft: QuestionDraft) -> list[str]:
    return [draft.stem, str(QuestionKind(draft.kind).label), str(Category(draft.category).label), "".join(draft.answer)]


def _where(place: str) -> str:
    """Turn FILE:SHEET:ROW, or what stands there in a text, into what a person looks for in his file."""
    _file, sheet, row = place.rsplit(":", 2)
    if sheet in LINES:
        return _("Line %s") % row
    if sheet in QUESTIONS_BY_NUMBER:
        return _("Question %s") % row
    if sheet == "正文":
        return _("Paragraph %s") % row
    return _("Sheet %(sheet)s, row %(row)s") % {"sheet": sheet, "row": row}
