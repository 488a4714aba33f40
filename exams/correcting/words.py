"""What a correction says, as a sentence: for the desk with the letters of the options, for workers without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.template.defaultfilters import floatformat
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from exams.models import QuestionKind, Treatment
from exams.rulings import Ruling

if TYPE_CHECKING:
    from exams.models import Correction, QuestionVersion

BETWEEN_OPTIONS, BETWEEN_ANSWERS = "、", "；"
MOST_TOLD = 300


def ruling_in_words(ruling: Ruling, version: QuestionVersion, *, lettered: bool) -> str:
    """Return the sentence. Everybody's options stand in another order: letters are for who sees the question itself."""
    match ruling.treatment:
        case Treatment.DROP:
            return _("The question counts for nobody; the others bring the full points.")
        case Treatment.GIVE:
            return _("Everybody has the points of this question.")
        case Treatment.POINTS:
            return _("The question is worth %s points.") % floatformat(ruling.points, -2)
    answers = BETWEEN_ANSWERS.join(answer_in_words(answer, version, lettered=lettered) for answer in ruling.answers)
    if ruling.treatment == Treatment.KEY:
        return _("Right is: %s") % answers
    return _("Right too is: %s") % answers


def correction_in_words(correction: Correction) -> str:
    """Return what is answered to workers who doubted the question. It fits an answer; the exam has to be loaded."""
    says = ruling_in_words(Ruling.of(correction), correction.version, lettered=False)
    told = {"exam": correction.exam.title, "says": Truncator(says).chars(MOST_TOLD)}
    return _("This question was put right in “%(exam)s”, and all scores were counted anew. %(says)s") % told


def answer_in_words(answer: Sequence[str], version: QuestionVersion, *, lettered: bool) -> str:
    """Return one answer as it is read: what was written, the steps in their order, the options."""
    if version.kind in (QuestionKind.FILL, QuestionKind.HAZARD):
        return BETWEEN_OPTIONS.join(answer)
    between = " → " if version.kind == QuestionKind.ORDER else BETWEEN_OPTIONS
    return between.join(_options(answer, version, lettered=lettered))


def _options(keys: Iterable[str], version: QuestionVersion, *, lettered: bool) -> Iterable[str]:
    texts = {option["key"]: option["text"] for option in version.options}
    is_judged = version.kind == QuestionKind.TRUE_FALSE
    for key in keys:
        text = texts.get(key, "")
        yield text if text and (is_judged or not lettered) else f"{key} {text}".strip()
