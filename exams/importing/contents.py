"""Which column of a table is what: told by what stands in it, where there are no headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from exams.importing.answers import is_true_false_word, letters_of
from exams.importing.columns import OPTION_FIELDS, Columns
from exams.importing.kinds import kind_in_name, kind_of
from exams.importing.options import has_labels
from organizations.spreadsheets import Sheet

CERTAIN = 0.9  # the share of the rows in which each column must be what it is taken for
SAMPLE_ROWS = 300
STEM_LENGTH = 6  # characters: a column of questions is longer on average
WRITTEN_LIST = re.compile(r"^\[.*\]$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Guess:
    """What the columns seem to be, and how certain that is: 0 to 1."""

    columns: Columns
    certainty: float

    @property
    def is_certain(self) -> bool:
        return self.certainty >= CERTAIN


@dataclass(frozen=True, slots=True)
class Profile:
    """One column: the shares of its cells that are filled, differ, or are kinds, answers, letters, numbers, or options
    in one cell; and how many characters they have on average.
    """

    place: int
    filled: float
    length: float
    different: float
    kinds: float
    answers: float
    letters: float
    numbers: float
    listed: float


def by_content(sheet: Sheet) -> Guess:
    """Return the best guess at a sheet without headings. Below CERTAIN a person has to say it."""
    rows = [row for _number, row in sheet.numbered()[:SAMPLE_ROWS]]
    profiles = [
        _profile(place, [row[place].strip() if place < len(row) else "" for row in rows])
        for place in range(_width(rows))
    ]
    profiles = [each for each in profiles if each.filled]
    fields: dict[str, int] = {}
    kind = next((each for each in profiles if each.kinds >= CERTAIN), None)
    if kind:
        fields["kind"] = kind.place
    rest = [each for each in profiles if each is not kind and not _only_numbers(each)]
    answers = _answer_candidates(rest)
    stem = max(
        (each for each in rest if each not in answers and not each.listed >= CERTAIN), key=_as_stem, default=None
    )
    if stem is None or stem.length < STEM_LENGTH:
        return Guess(Columns(fields), 0.0)
    fields["stem"] = stem.place
    if len(answers) != 1:
        return Guess(Columns(fields, kind=kind_in_name(sheet.name)), 0.0)
    (answer,) = answers
    fields["answer"] = answer.place
    options = _options([each for each in profiles if each not in (kind, stem, answer)], stem.place, answer.place)
    certainty = min(
        stem.filled, stem.different, answer.filled, answer.answers, 1.0 if options or not answer.letters else 0.0
    )
    return Guess(Columns(fields | options, kind=kind_in_name(sheet.name)), certainty)


def holds_questions(sheet: Sheet) -> bool:
    """Whether a sheet that nobody understood might still hold questions: long texts, each different, beside others."""
    rows = [row for _number, row in sheet.numbered()[:SAMPLE_ROWS]]
    profiles = [
        _profile(place, [row[place] if place < len(row) else "" for row in rows]) for place in range(_width(rows))
    ]
    filled = [each for each in profiles if each.filled >= 0.5]
    return len(filled) > 1 and any(each.length >= STEM_LENGTH and each.different >= 0.8 for each in filled)


def _profile(place: int, cells: Sequence[str]) -> Profile:
    filled = [cell for cell in cells if cell]
    if not filled:
        return Profile(place, *([0.0] * 8))

    def share(hits: Sequence[object]) -> float:
        return len(hits) / len(filled)

    letters = [cell for cell in filled if len(cell) <= 16 and letters_of(cell)]
    words = [cell for cell in filled if is_true_false_word(cell) or WRITTEN_LIST.match(cell)]
    return Profile(
        place,
        filled=len(filled) / len(cells),
        length=fmean(map(len, filled)),
        different=share(tuple(set(filled))),
        kinds=share([cell for cell in filled if kind_of(cell)]),
        answers=min(1.0, share([*letters, *words])),
        letters=share(letters),
        numbers=share([cell for cell in filled if cell.isdecimal()]),
        listed=share([cell for cell in filled if has_labels(cell)]),
    )


def _answer_candidates(profiles: Sequence[Profile]) -> list[Profile]:
    """Return the columns that could be the answer; where 正确 and 错误 stand as options beside it, those that vary."""
    found = [each for each in profiles if each.answers >= CERTAIN and each.filled >= CERTAIN]
    least = min((each.different for each in found), default=0.0)
    varied = [each for each in found if each.different > least]
    lettered = [each for each in found if each.letters]
    for better in (lettered, varied):
        if len(found) > 1 and better:
            found = [each for each in found if each in better]
    return found


def _options(rest: Sequence[Profile], stem: int, answer: int) -> dict[str, int]:
    """Return the column with all options, or those that stand for one each: between stem and answer, or behind both."""
    listed = next((each for each in rest if each.listed >= 0.5), None)
    if listed:
        return {"options": listed.place}
    between = [each.place for each in rest if stem < each.place < answer]
    behind = [each.place for each in rest if each.place > max(stem, answer)]
    places = between if len(between) > 1 else behind
    return dict(zip(OPTION_FIELDS, places, strict=False)) if len(places) > 1 else {}


def _only_numbers(profile: Profile) -> bool:
    return profile.numbers >= CERTAIN


def _as_stem(profile: Profile) -> float:
    return profile.length * profile.filled * profile.different


def _width(rows: Sequence[Sequence[str]]) -> int:
    return max(map(len, rows), default=0)
