"""Cases that enterprises propose: a section for each, where its people write and hand in, and nobody else looks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.pages.fixed import FixedPage
from courses.pages.reading import ReadablePage
from organizations.models import Unit


class FolderPage(FixedPage, ReadablePage):
    """A page that only keeps others together: who comes to its address is sent on to the library."""

    is_creatable = False
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        abstract = True

    def refusal(self, request: HttpRequest) -> HttpResponseBase:
        return super().refusal(request) or redirect("/cases/")


class ProposalsPage(FolderPage):
    """All sections of proposed cases. It stands in the library, so the bureau's people work in every one of them."""

    max_count = 1
    parent_page_types: ClassVar = ["courses.CaseIndexPage"]
    subpage_types: ClassVar = ["courses.ProposalSectionPage"]

    class Meta:
        verbose_name = _("cases proposed by enterprises")


class ProposalSectionPage(FolderPage):
    """The cases that one enterprise proposes. A case stays here when it is published: it shows whose it is."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="proposal_section", verbose_name=_("unit"))

    parent_page_types: ClassVar = ["courses.ProposalsPage"]
    subpage_types: ClassVar = ["courses.AccidentCasePage"]

    class Meta:
        verbose_name = _("cases proposed by an enterprise")


def proposing_unit(page: Page) -> Unit | None:
    """Return the enterprise in whose section a page stands, if it stands in one. One query; none for a new page."""
    above = str(page.path)[: -page.steplen]
    section = ProposalSectionPage.objects.filter(path=above).select_related("unit").first() if above else None
    return section.unit if section else None
