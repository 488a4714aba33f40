"""The library of cases: by industry, post, kind of accident, grade and year, and by what stands in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from courses.pages.cases import AccidentCasePage
from courses.pages.fixed import FixedPage
from courses.pages.looks import Look
from courses.pages.reading import ReadablePage


class CaseIndexPage(FixedPage, ReadablePage):
    """The library of cases."""

    max_count = 1
    subpage_types: ClassVar = ["courses.AccidentCasePage", "courses.ProposalsPage"]
    template = "courses/library.html"

    class Meta:
        verbose_name = _("case library")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Filters are links and the search is a GET form: they work without scripts and can be bookmarked."""
        look = Look(AccidentCasePage.objects.descendant_of(self).live(), request.GET, request.user)
        return {**super().get_context(request, *args, **kwargs), "look": look}
