"""What differs between two versions: which steps are new, gone or changed, and in them which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.procedures.steps import WORDS, StepDraft, beside_headings

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ALIKE = 0.5  # of 1: two steps that share less are two steps
ISLAND = 2  # characters that stay between two changes and say nothing by themselves
TOKEN = re.compile(r"[0-9A-Za-z.%]+|.", re.DOTALL)  # a number is another number, not another digit


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went: `kind` is SAME, NEW or GONE."""

    kind: Change
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """One field of a step in pieces. Those that are not NEW are the old text, those that are not GONE the new one."""

    label: StrOrPromise
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != Change.SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class StepChange:
    """One step in both versions; `before` and `now` are its places, None where it is not there.

    `pictures` are the keys of what was shown and of what is shown now, both None where that stayed.
    """

    kind: Change
    before: int | None
    now: int | None
    words: tuple[Words, ...]
    is_critical: bool
    remark: str = ""
    pictures: tuple[int | None, int | None] = (None, None)


def differences(old: Sequence[StepDraft], new: Sequence[StepDraft]) -> list[StepChange]:
    """Return every step of both versions in the order of the new one, those that are gone where they stood."""
    changes: list[StepChange] = []
    last_old, last_new = 0, 0
    for place, other in [*_pairs(old, new), (len(old), len(new))]:
        changes += [_alone(Change.GONE, old[gone], before=gone + 1) for gone in range(last_old, place)]
        changes += [_alone(Change.NEW, new[came], now=came + 1) for came in range(last_new, other)]
        if place < len(old):
            changes.append(_both(old[place], new[other], place + 1, other + 1))
        last_old, last_new = place + 1, other + 1
    return changes


def in_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return both texts in pieces. What stayed only by chance between two changes goes and comes with them."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    stretches = _without_islands(SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes())
    pieces: list[Piece] = []
    for same, (begin, end), (first, last) in stretches:
        gone, came = "".join(before[begin:end]), "".join(after[first:last])
        said = [(Change.SAME, gone)] if same else [(Change.GONE, gone), (Change.NEW, came)]
        pieces += [Piece(kind, text) for kind, text in said if text]
    return tuple(pieces)


Stretch = tuple[bool, tuple[int, int], tuple[int, int]]


def _without_islands(codes: Sequence[tuple[str, int, int, int, int]]) -> list[Stretch]:
    found: list[Stretch] = []
    for place, (tag, begin, end, first, last) in enumerate(codes):
        is_island = 0 < place < len(codes) - 1 and end - begin <= ISLAND
        same = tag == "equal" and not is_island
        start, other = begin, first
        if found and not same and not found[-1][0]:
            _same, (start, _end), (other, _last) = found.pop()
        found.append((same, (start, end), (other, last)))
    return found


def _pairs(old: Sequence[StepDraft], new: Sequence[StepDraft]) -> list[tuple[int, int]]:
    """Return which steps are the same one, both in rising order: the pairing that is most alike in all."""
    alike = [[_likeness(step, other) for other in new] for step in old]
    best = [[0.0] * (len(new) + 1) for _step in range(len(old) + 1)]
    for place in range(len(old) - 1, -1, -1):
        for other in range(len(new) - 1, -1, -1):
            paired = best[place + 1][other + 1] + alike[place][other]
            best[place][other] = max(best[place + 1][other], best[place][other + 1], paired)
    pairs, place, other = [], 0, 0
    while place < len(old) and other < len(new):
        if alike[place][other] and best[place][other] == best[place + 1][other + 1] + alike[place][other]:
            pairs.append((place, other))
            place, other = place + 1, other + 1
        elif best[place][other] == best[place + 1][other]:
            place += 1
        else:
            other += 1
    return pairs


def _likeness(step: StepDraft, other: StepDraft) -> float:
    """From 0 to 1; 0 for less than ALIKE."""
    if step.action == other.action:
        return 1.0 + (step == other)  # of two steps with the same words the untouched one
    matcher = SequenceMatcher(a=step.action, b=other.action, autojunk=False)
    if matcher.quick_ratio() < ALIKE or (ratio := matcher.ratio()) < ALIKE:
        return 0.0
    return ratio


def _both(old: StepDraft, new: StepDraft, before: int, now: int) -> StepChange:
    before_words, now_words = beside_headings(old), beside_headings(new)
    words = [(WORDS[field], before_words[field], text) for field, text in now_words.items()]
    said = tuple(Words(label, in_pieces(was, text)) for label, was, text in words if was or text)
    remark = _remark(old, new)
    changed = remark or any(each.is_changed for each in said)
    kind = Change.CHANGED if changed else Change.SAME
    pictures = (old.picture, new.picture) if old.picture != new.picture else (None, None)
    return StepChange(kind, before, now, said, new.is_critical, remark, pictures)


def _remark(old: StepDraft, new: StepDraft) -> str:
    said = []
    if old.is_critical != new.is_critical:
        said.append(_("now a critical step") if new.is_critical else _("no critical step any more"))
    if old.picture != new.picture:
        came, went = _("a picture has come"), _("the picture has gone")
        said.append(_("another picture") if old.picture and new.picture else came if new.picture else went)
    return "；".join(said)


def _alone(kind: Change, step: StepDraft, *, before: int | None = None, now: int | None = None) -> StepChange:
    words = tuple(Words(WORDS[field], (Piece(kind, text),)) for field, text in beside_headings(step).items() if text)
    pictures = (step.picture, None) if kind == Change.GONE else (None, step.picture)
    return StepChange(kind, before, now, words, step.is_critical, pictures=pictures)
