"""The root of the site."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.pages.fixed import FixedPage


class HomePage(FixedPage, Page):
    """The page below which the case library and the lectures hang; its address shows each person his start page."""

    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["courses.CaseIndexPage", "courses.LectureIndexPage"]
    preview_modes: ClassVar[list[tuple[str, str]]] = []  # what stands there is the start page, not this one
    private_page_options: ClassVar[list[str]] = []
    template = "home/start.html"

    class Meta:
        verbose_name = _("home page")
