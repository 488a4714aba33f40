"""The library of cases: by industry, post, kind of accident, grade and year, and by what stands in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from courses.models.post_kinds import PostKind
from courses.pages.cases import AccidentCasePage
from courses.pages.finding import FACETS, Facet, Wish, find_cases, standpoint_of
from courses.pages.fixed import FixedPage
from courses.pages.reading import ReadablePage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

PAGE_LENGTH = 20


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


class CaseIndexPage(FixedPage, ReadablePage):
    """The library of cases."""

    max_count = 1
    subpage_types: ClassVar = ["courses.AccidentCasePage", "courses.ProposalsPage"]
    template = "courses/library.html"

    class Meta:
        verbose_name = _("case library")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Filters are links and the search is a GET form: they work without scripts and can be bookmarked."""
        kinds = list(PostKind.objects.all())
        wish = Wish.of(request.GET, kinds)
        standpoint = standpoint_of(request.user, kinds)
        cases = AccidentCasePage.objects.descendant_of(self).live()
        found = find_cases(cases.defer_streamfields(), wish, standpoint)
        return {
            **super().get_context(request, *args, **kwargs),
            "cases": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
            "filters": filters(cases, wish, request.GET, kinds),
            "wish": wish,
            "is_nearest_first": standpoint is not None and not wish.words,
        }


def filters(cases: QuerySet[AccidentCasePage], wish: Wish, asked: QueryDict, kinds: Sequence[PostKind]) -> list[Filter]:
    """Return the filters that have shelves with cases, each shelf in its place. One query."""
    counts = _counts(cases)
    orders = {"post": [kind.name for kind in kinds], "year": sorted(counts["year"], reverse=True)}
    return [
        _filter(facet, counts[facet.key], facet.choices.values if facet.choices else orders[facet.key], wish, asked)
        for facet in FACETS
        if counts[facet.key]
    ]


def _filter(facet: Facet, counts: dict[str, int], order: list[str], wish: Wish, asked: QueryDict) -> Filter:
    shelves = tuple(
        Shelf(value, facet.label_of(value), counts[value], _link(asked, facet, value))
        for value in order
        if value in counts
    )
    chosen = wish.value_of(facet)
    chosen_label = facet.label_of(chosen) if chosen else ""
    return Filter(facet.key, str(facet.label), shelves, chosen, chosen_label, _link(asked, facet, ""))


def _link(asked: QueryDict, facet: Facet, value: str) -> str:
    """Return the address with this filter set so, every other kept, and the first page."""
    query = asked.copy()
    query.pop("page", None)
    query.pop(facet.key, None)
    if value:
        query[facet.key] = value
    return f"?{query.urlencode()}"


def _counts(cases: QuerySet[AccidentCasePage]) -> dict[str, dict[str, int]]:
    """Return how many cases stand on each shelf, by facet and value: one union, a part for each facet."""
    first, *others = (
        cases.order_by()
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
