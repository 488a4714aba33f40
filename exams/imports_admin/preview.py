"""What a file of questions would do: the figures, each bad row with its way out, and the button."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from exams.differing import marked
from exams.models import QuestionImport, QuestionState
from exams.services.mended_imports import LEFT_OUT
from exams.services.question_files import where
from organizations.imports_admin.base import ImportView
from organizations.models import ImportState

NEAR_TEMPLATE, WITHIN_TEMPLATE = "exams/admin/_near_held.html", "exams/admin/_near_within.html"


class PreviewView(ImportView):
    """One import of questions; where its columns are unknown, the page that asks for them.

    What is much like a question of the bank, or like another of the file, stands beside it; what is written can be
    taken back.
    """

    template_name = "exams/admin/imports/detail.html"
    columns_url_name = ""
    mend_url_name = ""
    object: QuestionImport

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.asks_for_columns and self.object.tables:
            return redirect(self.columns_url_name, pk=self.object.pk)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        context = super().get_context_data(**kwargs)
        brought, to_review = _of_the_bank(record)
        for listing in context["listings"]:
            if shown := SIDE_BY_SIDE.get(listing["template"]):
                listing["rows"] = [shown(row) for row in listing["rows"]]
        return {
            **context,
            "brought": brought,
            "to_review": to_review,
            "review_url": f"{reverse('admin_questions:index')}?origin={record.pk}&state={QuestionState.TO_REVIEW}",
            "again_url": reverse("admin_question_imports:again", args=(record.pk,)),
            "undo_url": reverse("admin_question_imports:undo", args=(record.pk,)),
            "bad_rows": bad_rows(record),
            "settled": [
                {"key": key, "where": where(key), "stem": data.get("stem", ""), "left_out": data.get(LEFT_OUT, "")}
                for key, data in record.mended.items()
            ],
            "unknown_posts": record.report.get("unknown_posts", ()),
            "unknown_subjects": record.report.get("unknown_subjects", ()),
            "columns_url": reverse(self.columns_url_name, args=(record.pk,)) if record.tables else "",
            "mend_url": reverse(self.mend_url_name, args=(record.pk,)),
        }

    def write_all_label(self, counts: dict[str, int]) -> str:
        added = counts.get("added", 0)
        return ngettext("Bring in %d question", "Bring in %d questions", added) % added

    def write_good_label(self, counts: dict[str, int], bad: int) -> str:
        said = {"good": counts.get("added", 0), "bad": bad}
        return gettext("Bring in only the %(good)d good questions; %(bad)d rows are left out") % said


def _of_the_bank(record: QuestionImport) -> tuple[int, int]:
    """Return how many questions of the import the bank has, and how many of them wait to be reviewed. One query."""
    if record.state != ImportState.DONE:
        return 0, 0
    waiting = Count("pk", filter=Q(state=QuestionState.TO_REVIEW))
    found = record.questions.aggregate(brought=Count("pk"), waiting=waiting)
    return found["brought"], found["waiting"]


def bad_rows(record: QuestionImport) -> list[dict[str, Any]]:
    """Return the bad rows of the last check: where and why in words, `key`, `pieces` that were read, `is_sheet`."""
    told = zip(record.report.get("bad", ()), record.report.get("rows", ()), strict=False)
    return [{"where": place, "reason": reason, **row} for (place, reason), row in told]


def new_rows(record: QuestionImport) -> dict[str, str]:
    """Return the stems of the new questions that can be left out because they are much like others, by their keys."""
    samples = record.report.get("samples", {})
    beside_others = {row[-1]: row[1] for row in samples.get("near", ())}
    twins = (twin for row in samples.get("within", ()) for twin in (row[1:4], row[4:7]))
    return beside_others | {key: stem for key, stem, _answer in twins}


def _side_by_side(row: list[str]) -> dict[str, str]:
    likeness, new, new_answer, old, old_answer, key, new_key = row
    new_stem, old_stem = marked(new, old)
    said = {"new": new_stem, "new_answer": new_answer, "old": old_stem, "old_answer": old_answer}
    url = reverse("admin_questions:edit", args=(key,))
    return {**said, "likeness": likeness, "key": new_key, "where": where(new_key), "url": url}


def _within(row: list[str]) -> dict[str, Any]:
    likeness, key, stem, answer, other_key, other_stem, other_answer = row
    one, other = marked(stem, other_stem)
    twins = [
        {"key": key, "where": where(key), "stem": one, "answer": answer},
        {"key": other_key, "where": where(other_key), "stem": other, "answer": other_answer},
    ]
    return {"likeness": likeness, "twins": twins}


SIDE_BY_SIDE = {NEAR_TEMPLATE: _side_by_side, WITHIN_TEMPLATE: _within}
