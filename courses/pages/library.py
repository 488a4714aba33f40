"""The library of cases: by industry, by kind of accident, by what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from courses.accident_types import AccidentType
from courses.pages.cases import AccidentCasePage
from courses.pages.fixed import FixedPage
from courses.pages.reading import ReadablePage
from organizations.models import Industry

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

PAGE_LENGTH = 20
LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader is looking for. An industry or a kind that doesn't exist is no wish."""

    industry: str = ""
    kind: str = ""
    words: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Wish:
        industry, kind = request.GET.get("industry", ""), request.GET.get("type", "")
        return cls(
            industry if industry in Industry.values else "",
            kind if kind in AccidentType.values else "",
            request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS],
        )

    def __bool__(self) -> bool:
        return bool(self.industry or self.kind or self.words)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One of the choices of a filter, with how many cases stand there."""

    key: str
    label: str | _StrPromise
    cases: int


class CaseIndexPage(FixedPage, ReadablePage):
    """The library of cases."""

    max_count = 1
    subpage_types: ClassVar = ["courses.AccidentCasePage"]
    template = "courses/library.html"

    class Meta:
        verbose_name = _("case library")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Filters are links and the search is a GET form: they work without scripts and can be bookmarked."""
        wish = Wish.of(request)
        cases = AccidentCasePage.objects.child_of(self).live()
        return {
            **super().get_context(request, *args, **kwargs),
            "cases": Paginator(find_cases(cases, wish), PAGE_LENGTH).get_page(request.GET.get("page")),
            "industries": shelves(cases, "industry", Industry),
            "kinds": shelves(cases, "accident_type", AccidentType),
            "wish": wish,
            "chosen_industry": Industry(wish.industry).label if wish.industry else "",
            "chosen_kind": AccidentType(wish.kind).label if wish.kind else "",
        }


def find_cases(cases: QuerySet[AccidentCasePage], wish: Wish) -> Any:
    """Return the cases that fit: by how well they fit where words were given, else the newest accident first."""
    if wish.industry:
        cases = cases.filter(industry=wish.industry)
    if wish.kind:
        cases = cases.filter(accident_type=wish.kind)
    cases = cases.order_by("-occurred_on", "pk")
    return cases.search(wish.words) if wish.words else cases  # type: ignore[attr-defined]  # a Wagtail query set


def shelves(cases: QuerySet[AccidentCasePage], field: str, choices: type[models.TextChoices]) -> list[Shelf]:
    """Return the choices of a field that have cases, in their own order. One query."""
    counts = dict(cases.order_by().values_list(field).annotate(models.Count("pk")))
    return [Shelf(key, label, counts[key]) for key, label in choices.choices if key in counts]
