"""What a question can take: whether a ruling says something about it that grading can go by."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from exams.errors import CorrectionRefused
from exams.models import QuestionKind, QuestionVersion, Treatment
from exams.possible import is_possible
from exams.rightness import Key, plain
from exams.rulings import Ruling

MOST_POINTS = Decimal(100)
ONE_RIGHT = frozenset({QuestionKind.SINGLE, QuestionKind.TRUE_FALSE})


def check_ruling(version: QuestionVersion, ruling: Ruling, in_force: Ruling | None) -> None:
    """Raise CorrectionRefused for answers that nobody could give, or points out of range, and where nothing changes."""
    if ruling.treatment in (Treatment.KEY, Treatment.ALSO):
        _check_answers(version, ruling)
    if ruling.treatment == Treatment.POINTS and not (ruling.points and 0 < ruling.points <= MOST_POINTS):
        raise CorrectionRefused(_("Say how many points it is worth: more than 0, at most 100."))
    if ruling == (in_force or _as_asked(version)):
        raise CorrectionRefused(_("This question counts like that already."))


def _check_answers(version: QuestionVersion, ruling: Ruling) -> None:
    if version.kind == QuestionKind.HAZARD:
        raise CorrectionRefused(_("Where hazards are sought on a picture, give everybody the points or drop it."))
    if not ruling.answers:
        raise CorrectionRefused(_("Choose the answer that is right."))
    keys = [option["key"] for option in version.options]
    for answer in ruling.answers:
        if not any(answer) or not is_possible(keys, list(answer)):
            raise CorrectionRefused(_("“%s” is no answer that somebody could have given.") % "".join(answer))
        _check_shape(version, answer)
    if ruling.treatment == Treatment.KEY and version.kind in ONE_RIGHT and len(ruling.answers) > 1:
        raise CorrectionRefused(_("One answer alone can be right here. For two choose “A further answer counts too”."))
    key = Key.of(version)
    if ruling.treatment == Treatment.ALSO and any(key.accepts(answer) for answer in ruling.answers):
        raise CorrectionRefused(_("This answer is right already. Choose the further one."))


def _as_asked(version: QuestionVersion) -> Ruling:
    """Return what the question says itself."""
    is_written = version.kind == QuestionKind.FILL
    right = tuple((text,) for text in version.answer) if is_written else (tuple(version.answer),)
    return Ruling(Treatment.KEY, right)


def _check_shape(version: QuestionVersion, answer: Sequence[str]) -> None:
    if version.kind in ONE_RIGHT and len(answer) != 1:
        raise CorrectionRefused(_("Choose one answer."))
    if version.kind == QuestionKind.ORDER and len(answer) != len(version.options):
        raise CorrectionRefused(_("Put all the steps in order: each letter once."))
    if version.tolerance is not None and not _is_number(answer[0]):
        raise CorrectionRefused(_("“%s” is no number, and this question asks for one.") % answer[0])


def _is_number(text: str) -> bool:
    try:
        return Decimal(plain(text)).is_finite()
    except InvalidOperation:
        return False
