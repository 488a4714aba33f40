"""What a dry run found, as the desk shows it: how many move and how, and the people themselves."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.functions import Abs, Coalesce
from django.utils.translation import gettext as _

from exams.models import Correction, CorrectionEffect
from organizations.models import UnitKind
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from organizations.models import User

UP, DOWN = Q(score_after__gt=F("score_before")), Q(score_after__lt=F("score_before"))
PASSES, FAILS = Q(passed_before=False, passed_after=True), Q(passed_before=True, passed_after=False)
PLACE = ~Q(place_before=F("place_after"))
BONUS = Q(coefficient_after__isnull=False)


class Shown(StrEnum):
    """Which of those who move are listed."""

    ALL = "all"
    SCORE = "score"
    PASSED = "passed"
    BONUS = "bonus"


SHOWN: dict[Shown, Q] = {Shown.ALL: Q(), Shown.SCORE: UP | DOWN, Shown.PASSED: PASSES | FAILS, Shown.BONUS: BONUS}


@dataclass(frozen=True, slots=True)
class Sums:
    """How many people a correction moves. `coefficients` counts bonus lines; `yuan` is None where no amount is seen."""

    people: int
    up: int
    down: int
    passes: int
    fails: int
    places: int
    coefficients: int
    yuan: Decimal | None

    @property
    def scores(self) -> int:
        return self.up + self.down

    def figures(self) -> list[dict[str, object]]:
        """Return the line of figures above the list."""
        bonus = _("persons")
        if self.yuan is not None:
            bonus = _("persons, %s yuan in all") % f"{self.yuan:+.2f}"
        return [
            {"label": _("Score rises"), "value": self.up, "unit": _("persons")},
            {"label": _("Score falls"), "value": self.down, "unit": _("persons")},
            {"label": _("Passes now"), "value": self.passes, "unit": _("persons")},
            {"label": _("Passes no more"), "value": self.fails, "unit": _("persons")},
            {"label": _("Rank moves"), "value": self.places, "unit": _("persons")},
            {"label": _("Bonus coefficient moves"), "value": self.coefficients, "unit": bonus},
        ]


def sums_of(correction: Correction, user: User) -> Sums:
    """Return the sums over everybody whom the correction moves in the reader's units. Three queries."""
    effects = _in_reach(correction, user)
    places = Q(place_before__isnull=False) & PLACE
    counted = effects.aggregate(
        people=Count("pk"),
        up=Count("pk", filter=UP),
        down=Count("pk", filter=DOWN),
        passes=Count("pk", filter=PASSES),
        fails=Count("pk", filter=FAILS),
        places=Count("pk", filter=places),
        coefficients=Count("pk", filter=BONUS),
    )
    seen = effects.filter(amount_after__isnull=False, attempt__enterprise__in=enterprises_with_bonus(user))
    yuan = seen.aggregate(yuan=Sum(F("amount_after") - F("amount_before")))["yuan"]
    return Sums(**counted, yuan=yuan)


def effects_shown(correction: Correction, user: User, shown: Shown) -> QuerySet[CorrectionEffect]:
    """Return who moves, in the reader's units: whose pass changes first, then by how far the score goes.

    Whose bonus alone moves is listed only where the reader sees bonus.
    """
    moves_himself = UP | DOWN | PASSES | FAILS | (Q(place_before__isnull=False) & PLACE)
    named = Q(attempt__enterprise__in=enterprises_with_bonus(user))
    asked = SHOWN[shown] & (named if shown == Shown.BONUS else moves_himself | named)
    return (
        _in_reach(correction, user)
        .filter(asked)
        .select_related("attempt__worker", "attempt__unit", "attempt__enterprise")
        .defer("attempt__paper")
        .order_by(
            Case(When(PASSES | FAILS, then=0), default=1),
            Coalesce(Abs(F("score_after") - F("score_before")), Decimal(0)).desc(),
            "attempt__enterprise__path",
            "attempt__unit__path",
            "attempt__employee_no",
            "pk",
        )
    )


def enterprises_with_bonus(user: User) -> set[int]:
    """Return the enterprises whose yuan and coefficients the person may see. One query."""
    return set(units_in_reach(user, Reach.SEE_BONUS).filter(kind=UnitKind.ENTERPRISE).values_list("pk", flat=True))


def _in_reach(correction: Correction, user: User) -> QuerySet[CorrectionEffect]:
    return CorrectionEffect.objects.filter(
        correction=correction, attempt__unit__in=units_in_reach(user, Reach.CORRECT_EXAMS)
    )
