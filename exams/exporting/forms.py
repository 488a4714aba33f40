"""The forms in which a bank can leave, and what none of their files can say."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy, ngettext

from exams.models import Question, QuestionKind


class ExportFormat(TextChoices):
    EXCEL = "xlsx", gettext_lazy("Excel table")
    PAPER = "paper", gettext_lazy("Word, to print")
    KEY = "key", gettext_lazy("Word, to print, with the answers")
    MOODLE = "xml", "Moodle XML"
    GIFT = "gift", "GIFT"


WITHOUT_HAZARDS = frozenset({ExportFormat.MOODLE, ExportFormat.GIFT})
WITHOUT_PICTURES = frozenset({ExportFormat.GIFT})


def left_out(questions: QuerySet[Question]) -> Mapping[ExportFormat, list[str]]:
    """Return for each form, in whole sentences, what of these questions its file does not carry. One query."""
    hazard, pictured = Q(kind=QuestionKind.HAZARD), Q(current__pictures__isnull=False)
    counts = questions.aggregate(
        hazards=Count("pk", filter=hazard, distinct=True),
        pictured=Count("pk", filter=pictured & ~hazard, distinct=True),
    )
    hazards = ngettext(
        "%d question asks for hazards on a picture and is left out.",
        "%d questions ask for hazards on a picture and are left out.",
        counts["hazards"],
    )
    without = ngettext(
        "%d question goes out without its pictures.", "%d questions go out without their pictures.", counts["pictured"]
    )
    said = (
        (hazards, counts["hazards"], WITHOUT_HAZARDS),
        (without, counts["pictured"], WITHOUT_PICTURES),
    )
    return {
        form: [words % count for words, count, concerned in said if count and form in concerned]
        for form in ExportFormat
    }
