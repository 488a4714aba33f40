"""The pages that tell of one exam's results, side by side above each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.scopes import Reach, has_any

if TYPE_CHECKING:
    from exams.models import Exam
    from organizations.http import SignedInRequest
    from organizations.models import Unit


def exam_ways(request: SignedInRequest, exam: Exam, unit: Unit | None) -> list[dict[str, object]]:
    """Return the pages that the reader may open, of the unit where one was chosen; the one he is on is the current."""
    pages = {
        "exams:desk_results": _("Results"),
        "exams:exam_units": _("Units compared"),
        "exams:exam_earlier": _("Exam by exam"),
    }
    if has_any(request.user, Reach.JUDGE_SITTINGS):
        pages["exams:exam_questions"] = _("Question by question")
    of_unit = f"?unit={unit.pk}" if unit else ""
    addresses = {reverse(name, args=[exam.pk]): label for name, label in pages.items()}
    return [
        {"label": label, "url": f"{address}{of_unit}", "current": request.path == address}
        for address, label in addresses.items()
    ]
