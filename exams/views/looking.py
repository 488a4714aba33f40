"""What a page about one exam's results looks at: the exam, and of it the units that the reader sees, or chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from exams.analysis.comparison import Places, seen_places
from exams.models import Attempt
from organizations.models import Unit
from organizations.scopes import Reach, units_in_reach

if TYPE_CHECKING:
    from uuid import UUID

    from exams.models import Exam
    from exams.models.attempts import AttemptQuerySet
    from exams.models.exams import ExamQuerySet
    from organizations.http import SignedInRequest
    from organizations.models.units import UnitQuerySet


@dataclass(frozen=True, slots=True)
class Look:
    """An exam, and the units that the page is about: all that the reader sees, or the one in ?unit= and below it."""

    exam: Exam
    units: UnitQuerySet
    places: Places

    @property
    def unit(self) -> Unit | None:
        return self.places.unit

    @property
    def of_unit(self) -> str:
        """The chosen unit as the next part of an address; empty for all."""
        return f"&unit={self.unit.pk}" if self.unit else ""

    @property
    def attempts(self) -> AttemptQuerySet:
        return Attempt.objects.filter(exam=self.exam, unit__in=self.units)


def look_at(request: SignedInRequest, exams: ExamQuerySet, exam_id: UUID) -> Look:
    """Return what is looked at; an exam that is not among those, or a unit that the reader does not see, is not found.

    Two queries.
    """
    exam: Exam = get_object_or_404(exams, pk=exam_id)
    seen = units_in_reach(request.user, Reach.SEE)
    places, asked = seen_places(seen), request.GET.get("unit", "")
    if not asked:
        return Look(exam, seen, places)
    chosen = places.within(int(asked)) if asked.isdecimal() else None
    if chosen is None or chosen.unit is None:
        raise Http404
    return Look(exam, Unit.objects.within([chosen.unit]), chosen)
