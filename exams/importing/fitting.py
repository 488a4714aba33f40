"""Whether a question fits into the columns that are to hold it."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from exams.importing.drafts import QuestionDraft, UnreadableRow
from exams.models.questions import QuestionVersion

SHORT_FIELDS = ("unit", "basis_text", "basis_version", "basis_article", "basis_quote")
FINEST = Decimal("0.0001")
GREATEST = Decimal(10**8)  # twelve digits, four of them behind the point
SHOWN = 20


def fitting(draft: QuestionDraft) -> QuestionDraft:
    """Return the draft. Raises UnreadableRow where a text is too long, or a tolerance too fine, to be kept."""
    for name in SHORT_FIELDS:
        text, most = getattr(draft, name), _longest(name)
        if most is not None and len(text) > most:
            raise UnreadableRow(
                _("“%(text)s…” is too long: at most %(most)d characters.") % {"text": text[:SHOWN], "most": most}
            )
    tolerance = Decimal(draft.tolerance or "0")
    if not 0 <= tolerance < GREATEST or tolerance % FINEST:
        raise UnreadableRow(
            _("The tolerance “%s” is too fine or too great: four digits behind the point.") % draft.tolerance
        )
    return draft


def _longest(name: str) -> int | None:
    most: int | None = getattr(QuestionVersion._meta.get_field(name), "max_length", None)
    return most
