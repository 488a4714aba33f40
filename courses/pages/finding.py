"""Finding cases: what a reader looks for, and what stands nearest to him when he looks for nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from courses.accident_types import AccidentType
from courses.grades import Grade
from courses.models.post_kinds import PostKind
from courses.pages.cases import AccidentCasePage
from organizations.models import Industry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrPromise

    from organizations.models import User

LONGEST_WORDS = 60
A_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Facet:
    """Something that cases can be narrowed by: its name in the address, where it stands, its choices.

    A facet without choices has those that stand in the cases.
    """

    key: str
    lookup: str
    label: _StrPromise
    value: str | Combinable
    choices: type[models.TextChoices] | None = None

    def label_of(self, value: str) -> str:
        return str(self.choices(value).label) if self.choices else value


FACETS = (
    Facet("industry", "industry", _("Industry"), "industry", Industry),
    Facet("post", "post_kinds__name", _("Post"), "post_kinds__name"),
    Facet("type", "accident_type", _("Kind of accident"), "accident_type", AccidentType),
    Facet("grade", "grade", _("Grade"), "grade", Grade),
    Facet("year", "occurred_on__year", _("Year"), ExtractYear("occurred_on")),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader is looking for: by facet, and in words. A value that doesn't exist is no wish."""

    chosen: tuple[tuple[Facet, str], ...] = ()
    words: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str], kinds: Iterable[PostKind]) -> Wish:
        """Read it from the address of the page."""
        posts = {kind.name for kind in kinds}
        chosen = [(facet, asked.get(facet.key, "")) for facet in FACETS]
        return cls(
            tuple((facet, value) for facet, value in chosen if _exists(facet, value, posts)),
            asked.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS],
        )

    def __bool__(self) -> bool:
        return bool(self.chosen or self.words)

    def value_of(self, facet: Facet) -> str:
        return dict(self.chosen).get(facet, "")


def _exists(facet: Facet, value: str, posts: set[str]) -> bool:
    if facet.choices is not None:
        return value in facet.choices.values
    return bool(A_YEAR.fullmatch(value)) if facet.key == "year" else value in posts


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a reader works: his industry, and the kinds of his post."""

    industry: str
    kinds: tuple[PostKind, ...]


def standpoint_of(reader: User | AnonymousUser, kinds: Iterable[PostKind]) -> Standpoint | None:
    """Return where the reader works; None for who works nowhere, like most staff of the county. One query."""
    if not reader.is_authenticated:
        return None
    place = reader.memberships.current().values_list("enterprise__industry", "post__name").first()
    if place is None:
        return None
    industry, post = place
    return Standpoint(industry, tuple(kind for kind in kinds if post and kind.holds(post)))


def find_cases(cases: QuerySet[AccidentCasePage], wish: Wish, standpoint: Standpoint | None = None) -> Any:
    """Return the cases that fit: by how well they fit where words were given, else the nearest to the reader first."""
    for facet, value in wish.chosen:
        cases = cases.filter(**{facet.lookup: value})
    if wish.words:
        return cases.order_by("-occurred_on", "pk").search(wish.words)  # type: ignore[attr-defined]  # Wagtail's own
    return nearest_first(cases, standpoint)


def nearest_first(cases: QuerySet[AccidentCasePage], standpoint: Standpoint | None) -> QuerySet[AccidentCasePage]:
    """Order the cases: own industry and own post, own industry, own post elsewhere, the rest; the newest first in each.

    In the database. Without a standpoint the newest accident is first of all.
    """
    newest = ("-occurred_on", "pk")
    if standpoint is None:
        return cases.order_by(*newest)
    of_my_post = AccidentCasePage.post_kinds.through.objects.filter(
        accidentcasepage=OuterRef("pk"), postkind__in=standpoint.kinds
    )
    mine, my_industry = Q(Exists(of_my_post)), Q(industry=standpoint.industry)
    away = Case(
        When(my_industry & mine, then=Value(0)),
        When(my_industry, then=Value(1)),
        When(mine, then=Value(2)),
        default=Value(3),
    )
    return cases.alias(away=away).order_by(F("away"), *newest)
