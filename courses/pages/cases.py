"""Accident cases: facts in fields, the story in blocks, the sources beside it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from courses.accident_types import AccidentType, Grade
from courses.grades import grade_by_harm
from courses.pages.blocks import CaseBody, CaseSource
from courses.pages.reading import ReadablePage
from organizations.models import Industry

PAGE_LENGTH = 20


class Confidence(models.TextChoices):
    HIGH = "high", _("The investigation report or an official notice")
    MEDIUM = "medium", _("Reported by the press")


class CaseIndexPage(ReadablePage):
    """The library of cases."""

    max_count = 1
    subpage_types: ClassVar = ["courses.AccidentCasePage"]
    template = "courses/library.html"

    class Meta:
        verbose_name = _("case library")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Filters and search are plain links and a GET form: they work without scripts and can be bookmarked."""
        industry, kind = request.GET.get("industry", ""), request.GET.get("type", "")
        words = request.GET.get("q", "").strip()[:60]
        cases = find_cases(AccidentCasePage.objects.child_of(self).live(), industry=industry, kind=kind, words=words)
        return {
            **super().get_context(request, *args, **kwargs),
            "cases": Paginator(cases, PAGE_LENGTH).get_page(request.GET.get("page")),
            "industries": Industry.choices,
            "types": AccidentType.choices,
            "industry": industry,
            "type": kind,
            "words": words,
            "is_filtered": bool(industry or kind or words),
        }


class AccidentCasePage(ReadablePage):
    """One real accident, as far as its sources tell it."""

    short_title = models.CharField(_("short title"), max_length=60)
    occurred_on = models.DateField(_("date of the accident"))
    occurred_time = models.CharField(_("time"), max_length=5, blank=True)
    place = models.CharField(_("place"), max_length=80)
    enterprise_name = models.CharField(_("enterprise"), max_length=80)
    industry = models.CharField(_("industry"), max_length=20, choices=Industry)
    accident_type = models.CharField(_("kind of accident"), max_length=10, choices=AccidentType)
    deaths = models.PositiveIntegerField(_("deaths"), null=True, blank=True)
    deaths_at_least = models.BooleanField(_("found so far, not the final number"), default=False)
    missing = models.PositiveIntegerField(_("missing"), null=True, blank=True)
    injured = models.PositiveIntegerField(_("injured"), null=True, blank=True)
    loss_wan = models.DecimalField(
        _("direct loss (10,000 yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    grade = models.CharField(
        _("grade"),
        max_length=4,
        choices=Grade,
        blank=True,
        help_text=_("By Order 493 Art. 3; empty where the known numbers can't decide it."),
    )
    reading_minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=5)
    summary = models.TextField(_("summary"), max_length=300)
    confidence = models.CharField(_("how sure"), max_length=6, choices=Confidence, default=Confidence.HIGH)
    as_of = models.DateField(_("as of"))
    uncertain = models.TextField(_("what is not known"), blank=True, help_text=_("One line each."))
    body = StreamField(CaseBody(), verbose_name=_("story"), blank=True)
    sources = StreamField([("source", CaseSource())], verbose_name=_("sources"), blank=True)

    parent_page_types: ClassVar = ["courses.CaseIndexPage"]
    template = "courses/case.html"
    content_panels: ClassVar = [
        *ReadablePage.content_panels,
        FieldPanel("short_title"),
        MultiFieldPanel(
            [
                FieldRowPanel(["occurred_on", "occurred_time"]),
                "place",
                "enterprise_name",
                FieldRowPanel(["industry", "accident_type"]),
            ],
            heading=_("What, where, when"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["deaths", "deaths_at_least"]),
                FieldRowPanel(["missing", "injured"]),
                FieldRowPanel(["loss_wan", "grade"]),
            ],
            heading=_("Harm"),
        ),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("sources"),
        MultiFieldPanel(
            [FieldRowPanel(["confidence", "as_of"]), "uncertain", "reading_minutes"], heading=_("How far to trust it")
        ),
    ]

    class Meta:
        verbose_name = _("accident case")
        verbose_name_plural = _("accident cases")

    def clean(self) -> None:
        super().clean()
        computed = grade_by_harm(deaths=self.deaths, missing=self.missing, loss_wan=self.loss_wan)
        if self.grade and computed and self.grade != computed:
            raise ValidationError(
                {"grade": _("By the numbers it is “%s” (Order 493 Art. 3). Correct one of them.") % computed},
                code="grade_contradicts",
            )

    @property
    def what(self) -> str:
        return str(_("about %d minutes") % self.reading_minutes)

    @property
    def unknowns(self) -> list[str]:
        return [line for line in self.uncertain.splitlines() if line.strip()]

    def facts(self) -> list[dict[str, str]]:
        """The numbers a reader sees first; what is not known is left out."""
        wide = [
            (_("Deaths"), self.deaths, _("persons at least") if self.deaths_at_least else _("persons")),
            (_("Missing"), self.missing, _("persons")),
            (_("Injured"), self.injured, _("persons")),
            (_("Grade"), self.get_grade_display() if self.grade else None, ""),
            (_("Date"), f"{self.occurred_on:%Y-%m-%d}", self.occurred_time),
            (_("Direct loss"), self.loss_wan, _("10,000 yuan")),
        ]
        return [
            {"label": str(label), "value": str(value), "unit": str(unit)}
            for label, value, unit in wide
            if value not in (None, "")
        ]


def find_cases(
    cases: QuerySet[AccidentCasePage], *, industry: str = "", kind: str = "", words: str = ""
) -> QuerySet[AccidentCasePage]:
    """Return the cases that match, the newest accident first. Every word has to stand somewhere in the facts.

    A word is looked for inside others: 粉尘爆炸 is found in 铝镁粉尘爆炸事故, on SQLite and on PostgreSQL alike.
    """
    if industry:
        cases = cases.filter(industry=industry)
    if kind:
        cases = cases.filter(accident_type=kind)
    for word in words.split():
        fields = ("title", "short_title", "summary", "enterprise_name", "place", "accident_type")
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        cases = cases.filter(anywhere)
    return cases.order_by("-occurred_on", "pk")
