"""A file of questions: what the common way in needs to know of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from courses.models.post_kinds import PostKind
from exams.contents import answer_words
from exams.importing.drafts import BadRow, QuestionDraft
from exams.importing.mapping import BadMapping
from exams.importing.row_pieces import pieces_of_text
from exams.importing.shown_tables import shown_tables
from exams.importing.tables import UnknownColumns
from exams.models import Category, QuestionImport, QuestionKind
from exams.services.mended_imports import mapping_of, mended_of
from exams.services.near_held import rows_of_near
from exams.services.near_within import rows_of_within
from exams.services.question_imports import QuestionPlan, plan_import, write_plan
from organizations.errors import Refused
from organizations.services.file_imports import MOST_BAD_ROWS, MOST_SAMPLES, Findings, ImportFlow

if TYPE_CHECKING:
    from organizations.models import User
    from organizations.progress import Report


WITHOUT_OPTIONS = frozenset({QuestionKind.TRUE_FALSE, QuestionKind.FILL, QuestionKind.HAZARD})
LINES = frozenset({"文本", "GIFT", "Aiken"})
QUESTIONS_BY_NUMBER = frozenset({"XML", "JSON"})


class QuestionFlow(ImportFlow[QuestionImport, QuestionPlan]):
    """Questions on their way into a bank: new ones, and those it has already."""

    model = QuestionImport

    def get(self, pk: UUID) -> QuestionImport:
        return QuestionImport.objects.select_related("bank__owner").get(pk=pk)

    def look(self, record: QuestionImport, path: Path) -> None:
        if not record.tables:
            record.tables = [table.as_data() for table in shown_tables(path, filename=record.filename)]
            record.save(update_fields=["tables"])

    def report_of(self, refusal: Refused) -> dict[str, Any]:
        return {"asks_for_columns": isinstance(refusal, UnknownColumns | BadMapping)}

    def plan(self, record: QuestionImport, path: Path) -> QuestionPlan:
        mapping, mended = mapping_of(record), mended_of(record)
        return plan_import(bank=record.bank, path=path, filename=record.filename, mapping=mapping, mended=mended)

    def findings(self, plan: QuestionPlan) -> Findings:
        text = repr((plan.new, [draft.stem_key for draft in plan.duplicates], plan.bad))
        return Findings(
            digest=hashlib.sha256(text.encode()).hexdigest(),
            counts={
                "added": len(plan.new),
                "duplicates": len(plan.duplicates),
                "near": len(plan.near),
                "within": len(plan.within),
            },
            samples={
                "added": [_row(draft) for draft in plan.new[:MOST_SAMPLES]],
                "duplicates": [_row(draft) for draft in plan.duplicates[:MOST_SAMPLES]],
                "near": rows_of_near(plan.near[:MOST_SAMPLES]),
                "within": rows_of_within(plan.within[:MOST_SAMPLES]),
            },
            bad=[(where(row.place), f"{row.reason}（{row.text}）" if row.text else row.reason) for row in plan.bad],
            more={
                "rows": [_bad_row(row) for row in plan.bad[:MOST_BAD_ROWS]],
                "unknown_posts": unknown_posts([*plan.new, *plan.duplicates]),
                "unknown_subjects": unknown_subjects(plan.new),
            },
        )

    def write(self, record: QuestionImport, plan: QuestionPlan, *, by: User | None, report: Report) -> None:
        report(0, len(plan.new))
        write_plan(bank=record.bank, plan=plan, origin=record, by=by)
        report(len(plan.new), len(plan.new))


QUESTIONS = QuestionFlow()


def unknown_posts(drafts: Sequence[QuestionDraft]) -> list[list[str]]:
    """Return [where, names of posts that the county doesn't know] of the questions that name any."""
    known = set(PostKind.objects.values_list("name", flat=True))
    found = [(draft, [name for name in draft.posts if name not in known]) for draft in drafts]
    return [[where(draft.place), "、".join(names)] for draft, names in found if names][:MOST_SAMPLES]


def unknown_subjects(drafts: Sequence[QuestionDraft]) -> list[tuple[str, int]]:
    """Return (what the file calls a subject that is none of ours, how many questions), the most frequent first."""
    return Counter(draft.unknown_subject for draft in drafts if draft.unknown_subject).most_common(MOST_SAMPLES)


def _bad_row(row: BadRow) -> dict[str, Any]:
    return {"key": row.key, "pieces": dict(row.pieces or pieces_of_text(row.text)), "is_sheet": row.is_sheet}


def _row(draft: QuestionDraft) -> list[str]:
    """Return the stem, the options one a line, kind, subject, and the answer as letters or in words."""
    options = [] if draft.kind in WITHOUT_OPTIONS else [f"{key}. {text}" for key, text in draft.options]
    kind, subject = str(QuestionKind(draft.kind).label), str(Category(draft.category).label)
    return [draft.stem, "\n".join(options), kind, subject, "".join(draft.answer) if options else answer_words(draft)]


def where(place: str) -> str:
    """Turn FILE:SHEET:ROW, or what stands there in a text, into what a person looks for in his file.

    The key of a bad row will do too.
    """
    _file, sheet, row = place.rsplit(":", 2)
    row = row.partition("#")[0]
    if sheet in LINES:
        return _("Line %s") % row
    if sheet in QUESTIONS_BY_NUMBER:
        return _("Question %s") % row
    if sheet == "正文":
        return _("Paragraph %s") % row
    return _("Sheet %(sheet)s, row %(row)s") % {"sheet": sheet, "row": row}
