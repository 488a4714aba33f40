"""The root of the site."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class HomePage(Page):
    """The page below which the case library and the lectures hang; its address shows each person his start page."""

    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    template = "home/start.html"

    class Meta:
        verbose_name = _("home page")
