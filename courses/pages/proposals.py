"""Cases that enterprises propose: a section for each, where its people write and hand in, and nobody else looks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.pages.fixed import FixedPage
from courses.pages.reading import ReadablePage
from organizations.models import Unit, User


class FolderPage(FixedPage, ReadablePage):
    """A page that only keeps others together: it has no address, and nobody reads it."""

    is_creatable = False
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        abstract = True

    def is_for(self, reader: User) -> bool:
        return False

    def get_url_parts(self, request: HttpRequest | None = None) -> None:
        return None


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
