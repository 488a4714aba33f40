"""Pairs of questions in one bank that are much alike: sought once for each edition of the bank, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.cache import cache
from django.db.models import Count, Max

from exams.models import LeftPair, Question, QuestionBank, QuestionState
from exams.near import pairs
from organizations.progress import reporter

if TYPE_CHECKING:
    from exams.models.questions import QuestionQuerySet

MOST = 5000
KEPT_SECONDS = 7 * 24 * 3600
LONGEST_SECONDS = 15 * 60  # a search that has not ended by then has died
FAILED_SECONDS = 60


@dataclass(frozen=True, slots=True)
class NearPair:
    """The keys of two questions, the lower one first, and how alike they are, from 0 to 1."""

    one: int
    other: int
    likeness: float

    @property
    def keys(self) -> tuple[int, int]:
        return self.one, self.other


@dataclass(frozen=True, slots=True)
class FoundPairs:
    """The pairs of one edition, the most alike first; `retired` are the questions that were left out."""

    pairs: tuple[NearPair, ...]
    retired: frozenset[int]


def pairs_of(bank: QuestionBank) -> tuple[NearPair, ...] | None:
    """Return the pairs of which neither is retired, and that nobody left as they are; None while they are sought.

    What is retired or left since drops out by itself; a search is due when the bank has other words in it, when a
    question is back from retirement, and when all that were kept are dealt with. Three queries.
    """
    found: FoundPairs | None = cache.get(_key(bank))
    if found is None:
        return None
    retired = set(_retired(bank).values_list("pk", flat=True))
    left = _left(bank)
    near = tuple(pair for pair in found.pairs if not retired & {pair.one, pair.other} and pair.keys not in left)
    is_stale = not found.retired <= retired or (not near and len(found.pairs) == MOST)
    return None if is_stale else near


def claim_search(bank: QuestionBank) -> bool:
    """Whether the caller has to begin the search: of all who ask at once, one has."""
    return cache.add(f"near-sought:{bank.pk}", True, LONGEST_SECONDS)


def has_failed(bank: QuestionBank) -> bool:
    """Whether the last search ended badly, within a minute."""
    return bool(cache.get(f"near-failed:{bank.pk}"))


def find_pairs(bank: QuestionBank) -> None:
    """Seek the pairs and keep them; whoever watches sees how far it is. Safe to repeat."""
    key = _key(bank)
    try:
        retired = frozenset(_retired(bank).values_list("pk", flat=True))
        rows = Question.objects.filter(bank=bank, current__isnull=False).order_by("pk")
        held = [row for row in rows.values_list("pk", "current__stem") if row[0] not in retired]
        places = {pk: place for place, (pk, _stem) in enumerate(held)}
        left = {(places[one], places[other]) for one, other in _left(bank) if one in places and other in places}
        found = pairs([stem for _pk, stem in held], most=MOST, left=left, report=reporter(search_id(bank)))
        near = tuple(NearPair(held[pair.one][0], held[pair.other][0], pair.likeness) for pair in found)
        cache.set(key, FoundPairs(near, retired), KEPT_SECONDS)
    except Exception:
        cache.set(f"near-failed:{bank.pk}", True, FAILED_SECONDS)
        raise
    finally:
        cache.delete(f"near-sought:{bank.pk}")


def search_id(bank: QuestionBank) -> UUID:
    """Return under which name the search says how far it is."""
    return uuid5(NAMESPACE_OID, f"near:{bank.pk}")


def _retired(bank: QuestionBank) -> QuestionQuerySet:
    retired: QuestionQuerySet = Question.objects.filter(bank=bank, state=QuestionState.RETIRED)
    return retired


def _left(bank: QuestionBank) -> set[tuple[int, int]]:
    """Return the keys of the questions that were left as they are, the lower one first. One query."""
    keys = LeftPair.objects.standing_in(bank).values_list("one__question", "other__question")
    return {(min(pair), max(pair)) for pair in keys}


def _key(bank: QuestionBank) -> str:
    """Return the name of the bank's edition: every new or changed question has a version newer than all before."""
    edition = Question.objects.filter(bank=bank).aggregate(held=Count("pk"), newest=Max("current"))
    return f"near:{bank.pk}:{edition['held']}:{edition['newest']}"
