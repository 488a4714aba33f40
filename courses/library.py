"""Cases and lectures by their number: what they ask of a reader, and whose they are."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from courses.pages.cases import AccidentCasePage
from courses.pages.lectures import LecturePage, LectureSectionPage

if TYPE_CHECKING:
    from courses.pages.studied import StudiedPage
    from organizations.models import Unit


def taught_pages(pages: Collection[int]) -> dict[int, StudiedPage]:
    """Return the published cases and lectures of these numbers. Two queries."""
    cases = AccidentCasePage.objects.live().filter(pk__in=pages)
    lectures = LecturePage.objects.live().filter(pk__in=pages).select_related("film")
    return {page.pk: page for page in (*cases, *lectures)}


def section_units(pages: Collection[int]) -> dict[int, Unit]:
    """Return for each lecture among these the unit in whose section it stands. Two queries."""
    lectures = list(LecturePage.objects.filter(pk__in=pages))
    sections = LectureSectionPage.objects.filter(path__in={lecture.section_path for lecture in lectures})
    units = {section.path: section.unit for section in sections.select_related("unit")}
    return {lecture.pk: units[lecture.section_path] for lecture in lectures}
