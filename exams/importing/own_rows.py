"""One row of our own Excel file: what stands there is meant to the letter; what can't be is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import override

from exams.basis_procedures import not_here
from exams.exporting.lists import names_in, texts_in
from exams.exporting.words import CATEGORY_NAMES, KIND_NAMES
from exams.hazard_grid import Grid, read_hazards
from exams.importing.answers import letters_of, true_false_answer
from exams.importing.drafts import QuestionDraft, UnreadableRow
from exams.importing.fitting import fitting
from exams.importing.options import LETTERS, Options
from exams.importing.subjects import difficulty_of
from exams.models.questions import Category, QuestionKind
from exams.pictures.small import SmallPicture
from organizations.models import Industry

KINDS = {name: kind for kind, name in KIND_NAMES.items()}
CATEGORIES = {"": Category.GENERAL.value} | {name: category for category, name in CATEGORY_NAMES.items()}
WITH_OPTIONS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.ORDER})


def is_filled(cells: Mapping[str, str]) -> bool:
    """Whether a row says anything of a question."""
    return any(cells[field] for field in ("stem", "answer", *LETTERS))


@dataclass(frozen=True, slots=True)
class Known:
    """The keys of the cases and of the procedures that questions rest on, by what the file calls them."""

    cases: Mapping[str, int]
    procedures: Mapping[str, str]


def read_own_row(cells: Mapping[str, str], known: Known, *, place: str) -> QuestionDraft:
    """Return the question that the cells, by field, say.

    Hazards are not read yet: they lie on a picture (`with_hazards`). Raises UnreadableRow.
    """
    kind = KINDS.get(cells["kind"])
    if kind is None:
        raise UnreadableRow(_("Unknown kind “%s”: write 单选题, 多选题, 判断题, 填空题 or 排序题.") % cells["kind"])
    if not cells["stem"]:
        raise UnreadableRow(_("The question is empty."))
    if not cells["answer"]:
        raise UnreadableRow(_("The answer is missing."))
    options = tuple((letter, cells[letter]) for letter in LETTERS if cells[letter])
    draft = _answered(QuestionDraft(place, kind, cells["stem"], options, ()), cells)
    return fitting(
        replace(
            draft,
            category=_category(cells["category"]),
            difficulty=_difficulty(cells["difficulty"]),
            posts=_names(cells["posts"]),
            industries=_industries(cells["industries"]),
            basis_case=_case(cells["basis_case"], known.cases),
            basis_procedure=_procedure(cells["basis_procedure"], known.procedures),
            explanation=cells["explanation"],
            background=cells["background"],
            basis_text=cells["basis_text"],
            basis_version=cells["basis_version"],
            basis_article=cells["basis_article"],
            basis_quote=cells["basis_quote"],
        )
    )


def with_hazards(draft: QuestionDraft, cells: Mapping[str, str]) -> QuestionDraft:
    """Return the draft with the hazards on its picture, one a line of its answer; any other kind as it is.

    Raises UnreadableRow.
    """
    if draft.kind != QuestionKind.HAZARD:
        return draft
    source = next((picture.source for picture in draft.pictures if not picture.place), None)
    if not isinstance(source, SmallPicture):
        raise UnreadableRow(_("Hazards are found on a picture: lay it into the cell of the question."))
    grid = Grid.over(width=source.width, height=source.height)
    return replace(draft, options=grid.options(), answer=read_hazards(cells["answer"], grid))


def _answered(draft: QuestionDraft, cells: Mapping[str, str]) -> QuestionDraft:
    answer = cells["answer"]
    if draft.kind == QuestionKind.FILL:
        return _filled(draft, answer, cells)
    if cells["tolerance"] or cells["unit"]:
        raise UnreadableRow(_("误差 and 单位 are for a number to be filled in: empty these cells."))
    if draft.kind in WITH_OPTIONS:
        return replace(draft, answer=_letters(draft.kind, draft.options, answer))
    if draft.kind == QuestionKind.HAZARD:
        if draft.options:
            raise UnreadableRow(_("Hazards need no options, the squares lie over the picture: empty their cells."))
        return draft
    if draft.options:
        raise UnreadableRow(_("True or false needs no options: empty their cells, or write 单选题 as the kind."))
    options, right = true_false_answer((), answer)
    return replace(draft, options=options, answer=right)


def _filled(draft: QuestionDraft, answer: str, cells: Mapping[str, str]) -> QuestionDraft:
    if draft.options:
        raise UnreadableRow(_("A fill-in question has no options: is it a choice?"))
    try:
        texts = texts_in(answer)
    except ValueError as error:
        raise UnreadableRow(_no_list(answer)) from error
    if not texts:
        raise UnreadableRow(_("The answer is missing."))
    tolerance = cells["tolerance"]
    if tolerance and not (len(texts) == 1 and _is_number(texts[0]) and _is_number(tolerance)):
        raise UnreadableRow(
            _("The answer “%(answer)s” with the tolerance “%(tolerance)s”: both have to be a number, in figures.")
            % {"answer": answer, "tolerance": tolerance}
        )
    return replace(draft, answer=texts, tolerance=tolerance, unit=cells["unit"])


def _letters(kind: str, options: Options, answer: str) -> tuple[str, ...]:
    """Return the right letters: of a choice in order and each once, of steps as they follow each other."""
    keys = [key for key, _text in options]
    missing = [letter for letter in LETTERS[: len(keys)] if letter not in keys]
    if missing:
        raise UnreadableRow(_("Option %s is empty, although others follow.") % "、".join(missing))
    if len(keys) < 2:
        raise UnreadableRow(_("There are fewer than two options."))
    letters = letters_of(answer)
    if not letters or not set(letters) <= set(keys):
        raise UnreadableRow(_("The answer “%s” names no option: write its letter, like B or ACD.") % answer)
    if kind == QuestionKind.ORDER:
        if sorted(letters) != keys:
            raise UnreadableRow(_("The answer “%s” does not name each step once: write it like CABD.") % answer)
        return tuple(letters)
    chosen = tuple(sorted(set(letters)))
    if kind == QuestionKind.SINGLE and len(chosen) != 1:
        raise UnreadableRow(_("A single choice with the answer “%s”: is it a multiple choice?") % answer)
    return chosen


def _category(name: str) -> str:
    if name not in CATEGORIES:
        raise UnreadableRow(
            _("Unknown subject “%(said)s”: write one of %(names)s.")
            % {"said": name, "names": "、".join(CATEGORY_NAMES.values())}
        )
    return CATEGORIES[name]


def _difficulty(said: str) -> int:
    difficulty = difficulty_of(said)
    if difficulty is None:
        raise UnreadableRow(_("Unknown difficulty “%s”: write 易, 中 or 难, or leave it empty.") % said)
    return difficulty


def _industries(cell: str) -> tuple[str, ...]:
    with override("zh-hans"):
        industries = {str(industry.label): industry.value for industry in Industry}
    names = _names(cell)
    for name in names:
        if name not in industries:
            raise UnreadableRow(
                _("Unknown industry “%(said)s”: write one of %(names)s, or leave it empty for all.")
                % {"said": name, "names": "、".join(industries)}
            )
    return tuple(industries[name] for name in names)


def _case(label: str, cases: Mapping[str, int]) -> int | None:
    if label and label not in cases:
        raise UnreadableRow(
            _("The case “%s” is not in the library here: write its title as it stands there, or empty the cell.")
            % label
        )
    return cases.get(label)


def _procedure(label: str, procedures: Mapping[str, str]) -> str:
    if label and label not in procedures:
        raise UnreadableRow(not_here())
    return procedures.get(label, "")


def _names(cell: str) -> tuple[str, ...]:
    try:
        return names_in(cell)
    except ValueError as error:
        raise UnreadableRow(_no_list(cell)) from error


def _no_list(cell: str) -> str:
    return _('“%s” begins like a list but is none: write it like ["甲", "乙"].') % cell


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
