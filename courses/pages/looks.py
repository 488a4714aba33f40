"""One look at the library: what it shows is worked out only where no copy of it is at hand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.cache import cache, caches
from django.core.paginator import Paginator
from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import get_language

from courses.models.post_kinds import PostKind
from courses.pages.cases import AccidentCasePage
from courses.pages.finding import FACETS, Facet, Wish, find_cases, standpoint_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser
    from django.core.paginator import Page
    from django.db.models import QuerySet

    from organizations.models import User

PAGE_LENGTH = 20
EDITION = "courses.library.edition"
COPIES_SECONDS = 3600


def edition() -> str:
    """Return the name of what the library holds now: a copy of an older edition is good for nothing."""
    return str(cache.get_or_set(EDITION, lambda: uuid4().hex, timeout=None))


def new_edition() -> None:
    """Something in the library has changed: no copy of before is shown any more."""
    cache.delete(EDITION)


def shared(name: str, make: Callable[[], Any], *, of: str = "") -> Any:
    """Return what is the same for everybody who looks at an edition (the present one, unless told), worked out once."""
    return caches["copies"].get_or_set(f"{name}|{of or edition()}", make, COPIES_SECONDS)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One of the choices of a filter, with how many cases stand there, and the link that chooses it."""

    key: str
    label: str
    cases: int
    href: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow the library: its shelves, the one that is chosen, and the link that lets go of it."""

    key: str
    label: str
    shelves: tuple[Shelf, ...]
    chosen: str
    chosen_label: str
    href: str


class Look:
    """What somebody asked of the library, from where he stands. One query, two for the first of an edition."""

    def __init__(self, cases: QuerySet[AccidentCasePage], asked: QueryDict, reader: User | AnonymousUser) -> None:
        self._all = cases
        self._edition = edition()
        self.kinds: list[PostKind] = shared("kinds", lambda: list(PostKind.objects.all()), of=self._edition)
        self.wish = Wish.of(asked, self.kinds)
        self.standpoint = standpoint_of(reader, self.kinds)
        self._page = asked.get("page", "")[:6]

    @property
    def copy(self) -> str:
        """The name under which what this look shows may be kept for whoever looks in the same way from there."""
        stand = [self.standpoint.industry, *(kind.name for kind in self.standpoint.kinds)] if self.standpoint else []
        return "|".join([self._edition, str(get_language()), self.query.urlencode(), *stand])

    @property
    def is_nearest_first(self) -> bool:
        return self.standpoint is not None and not self.wish.words

    @property
    def query(self) -> QueryDict:
        """What is looked for, as an address says it; what no wish was read from is left out."""
        return self._query({**{facet.key: value for facet, value in self.wish.chosen}, "page": self._page})

    def _query(self, chosen: dict[str, str]) -> QueryDict:
        query = QueryDict(mutable=True)
        query.update({**({"q": self.wish.words} if self.wish.words else {}), **chosen})
        return query

    @cached_property
    def cases(self) -> Page[AccidentCasePage]:
        """The page of cases that was asked for. Two queries; on SQLite three, where words were given."""
        found = find_cases(self._all.defer_streamfields(), self.wish, self.standpoint)  # type: ignore[attr-defined]
        return Paginator(found, PAGE_LENGTH).get_page(self._page)

    @cached_property
    def filters(self) -> list[Filter]:
        """The filters that have shelves with cases, each shelf in its place. One query an edition."""
        counts = shared("shelves", self._counts, of=self._edition)
        orders = {"post": [kind.name for kind in self.kinds], "year": sorted(counts["year"], reverse=True)}
        return [
            self._filter(facet, counts[facet.key], facet.choices.values if facet.choices else orders[facet.key])
            for facet in FACETS
            if counts[facet.key]
        ]

    def _filter(self, facet: Facet, counts: dict[str, int], order: list[str]) -> Filter:
        shelves = tuple(
            Shelf(value, facet.label_of(value), counts[value], self._link(facet, value))
            for value in order
            if value in counts
        )
        chosen = self.wish.value_of(facet)
        label = facet.label_of(chosen) if chosen else ""
        return Filter(facet.key, str(facet.label), shelves, chosen, label, self._link(facet, ""))

    def _link(self, facet: Facet, value: str) -> str:
        """Return the address with this filter set so, every other kept, and the first page."""
        others = {other.key: held for other, held in self.wish.chosen if other is not facet}
        return f"?{self._query({**others, **({facet.key: value} if value else {})}).urlencode()}"

    def _counts(self) -> dict[str, dict[str, int]]:
        """Return how many cases stand on each shelf, by facet and value: one union, a part for each facet.

        Everybody sees the same numbers: they are those of the whole library, whatever was looked for.
        """
        first, *others = (
            self._all.order_by()
            .annotate(facet=Value(facet.key), on=Cast(_expression(facet), CharField()))
            .values("facet", "on")
            .annotate(held=Count("pk"))
            .values_list("facet", "on", "held")
            for facet in FACETS
        )
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for facet, value, held in first.union(*others, all=True):
            if value:
                counts[facet][value] = held
        return counts


def _expression(facet: Facet) -> Any:
    return F(facet.value) if isinstance(facet.value, str) else facet.value
