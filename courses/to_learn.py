"""What somebody has still to learn, and what is worth a look when nothing is asked of him."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from courses.access import assignments_for
from courses.library import taught_pages
from courses.models.post_kinds import PostKind
from courses.models.studies import Study
from courses.pages.cases import AccidentCasePage
from courses.pages.finding import nearest_first, standpoint_of
from courses.pages.lectures import lectures_for
from courses.services.studying import deliver

if TYPE_CHECKING:
    from courses.models.assignments import Assignment
    from courses.pages.studied import StudiedPage
    from organizations.models import User


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that is asked of somebody, and by which task."""

    page: StudiedPage
    assignment: Assignment


def to_learn(user: User) -> list[Wanted]:
    """Return the assigned pages that he has not completed, the nearest due date first, and note that they reached him.

    At most ten queries.
    """
    assignments = assignments_for(user)
    wanted = {item.page_id: each for each in reversed(assignments) for item in reversed(each.items.all())}
    order = list(dict.fromkeys(item.page_id for each in assignments for item in each.items.all()))
    studies = dict(Study.objects.filter(worker=user, page__in=order).values_list("page", "completed_at"))
    pages = taught_pages([page for page in order if studies.get(page) is None])
    fresh = [page.material for page in pages.values() if page.pk not in studies]
    if fresh:
        deliver(worker=user, materials=fresh)
    return [Wanted(pages[page], wanted[page]) for page in order if page in pages]


def worth_a_look(user: User) -> list[StudiedPage]:
    """Return the case nearest to his industry and post, and the newest lecture, of those he has not had.

    At most six queries.
    """
    standpoint = standpoint_of(user, PostKind.objects.all())
    case = nearest_first(_not_had(user, AccidentCasePage.objects.live()), standpoint).first()
    lecture = _not_had(user, lectures_for(user)).first()
    return [page for page in (case, lecture) if page is not None]


def _not_had(user: User, pages: QuerySet[StudiedPage]) -> QuerySet[StudiedPage]:
    return pages.exclude(Exists(Study.objects.complete().filter(worker=user, page=OuterRef("pk"))))
