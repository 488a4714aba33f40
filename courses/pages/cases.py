"""Accident cases: facts in fields, the story in blocks, the sources beside it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from courses.accident_types import AccidentType
from courses.grades import Grade
from courses.here import Here, HereQuestion
from courses.material import Demand
from courses.models.post_kinds import PostKind
from courses.models.records import LearningCategory
from courses.models.studies import Study
from courses.pages.blocks import CaseBody, CaseSource, here_questions
from courses.pages.case_facts import facts_that_fail
from courses.pages.files import Attachment
from courses.pages.standing_panel import StandingPanel
from courses.pages.studied import StudiedPage
from courses.services.here import answer_here, answers_of
from organizations.models import Industry
from organizations.scopes import Reach, has_any

FASTEST_READER = 0.5  # who reads fast needs half of the usual time; who needs less has not read it


class Confidence(models.TextChoices):
    HIGH = "high", _("The investigation report or an official notice")
    MEDIUM = "medium", _("Reported by the press")


class AccidentCasePage(StudiedPage):
    """One real accident, as far as its sources tell it."""

    short_title = models.CharField(_("short title"), max_length=60)
    occurred_on = models.DateField(_("date of the accident"))
    occurred_time = models.CharField(
        _("time"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^([01]\d|2[0-3]):[0-5]\d$", _("Hours and minutes, like 07:20."))],
    )
    place = models.CharField(_("place"), max_length=80)
    enterprise_name = models.CharField(_("enterprise"), max_length=80)
    industry = models.CharField(_("industry"), max_length=20, choices=Industry)
    accident_type = models.CharField(_("kind of accident"), max_length=10, choices=AccidentType)
    post_kinds = ParentalManyToManyField(
        PostKind,
        verbose_name=_("posts it concerns"),
        blank=True,
        related_name="+",
        help_text=_("Whoever works there finds the case at the top of the library."),
    )
    deaths = models.PositiveIntegerField(_("deaths"), null=True, blank=True)
    deaths_at_least = models.BooleanField(_("found so far, not the final number"), default=False)
    missing = models.PositiveIntegerField(_("missing persons"), null=True, blank=True)
    injured = models.PositiveIntegerField(_("injured"), null=True, blank=True)
    severely_injured = models.PositiveIntegerField(
        _("of them severely"), null=True, blank=True, help_text=_("With acute poisonings. It can raise the grade.")
    )
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
    reading_minutes = models.PositiveSmallIntegerField(
        _("minutes to read"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    summary = models.TextField(_("summary"), max_length=300)
    confidence = models.CharField(_("how sure"), max_length=6, choices=Confidence, default=Confidence.HIGH)
    as_of = models.DateField(_("as of"))
    uncertain = models.TextField(_("what is not known"), blank=True, help_text=_("One line each."))
    body = StreamField(CaseBody(), verbose_name=_("story"), blank=True)
    sources = StreamField([("source", CaseSource())], verbose_name=_("sources"), min_num=1)

    category = LearningCategory.CASE
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar = ["courses.CaseIndexPage", "courses.ProposalSectionPage"]
    template = "courses/case.html"
    search_fields: ClassVar = [
        *StudiedPage.search_fields,
        index.SearchField("title", boost=10),
        index.SearchField("short_title", boost=5),
        index.SearchField("enterprise_name", boost=3),
        index.SearchField("place"),
        index.SearchField("accident_type", boost=3),
        index.SearchField("get_industry_display"),
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
        index.FilterField("industry"),
        index.FilterField("accident_type"),
        index.FilterField("occurred_on"),
        index.FilterField("grade"),
        index.RelatedFields("post_kinds", [index.FilterField("name")]),
    ]
    content_panels: ClassVar = [
        StandingPanel(),
        *StudiedPage.content_panels,
        FieldPanel("short_title"),
        MultiFieldPanel(
            [
                FieldRowPanel(["occurred_on", "occurred_time"]),
                "place",
                "enterprise_name",
                FieldRowPanel(["industry", "accident_type"]),
                FieldPanel("post_kinds", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("What, where, when"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["deaths", "deaths_at_least"]),
                FieldRowPanel(["missing", "injured", "severely_injured"]),
                FieldRowPanel(["loss_wan", "grade"]),
            ],
            heading=_("Harm"),
        ),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("sources"),
        *StudiedPage.study_panels,
        MultiFieldPanel(
            [FieldRowPanel(["confidence", "as_of"]), "uncertain", "reading_minutes"], heading=_("How far to trust it")
        ),
    ]

    class Meta:
        verbose_name = _("accident case")
        verbose_name_plural = _("accident cases")

    def what_is_wrong(self) -> dict[str, str]:
        if not self.body:
            told = _("What happened, and why? A case without its story teaches nothing: add at least one block.")
            return {**facts_that_fail(self), "body": str(told)}
        shut = [file.title for file in self.files if file.is_of_one_unit]
        if not shut:
            return facts_that_fail(self)
        said = _("“%s” lies with one unit's lectures, so others can't open it. Upload it anew for the whole county.")
        return {**facts_that_fail(self), "body": str(said) % "”“".join(shut)}

    @property
    def files(self) -> list[Attachment]:
        """The films and documents that its story offers."""
        films = [block.value["film"] for block in self.body.blocks_by_name("film")]
        documents = [block.value for block in self.body.blocks_by_name("document")]
        return [file for file in (*films, *documents) if file is not None]

    @property
    def here_questions(self) -> list[HereQuestion]:
        """What it asks of the reader's own workplace. No query."""
        return [question for checks in self.body.blocks_by_name("checks") for question in here_questions(checks.value)]

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "courses/case_print.html" if "print" in request.GET else super().get_template(request, *args, **kwargs)

    def is_studied(self, request: HttpRequest) -> bool:
        return super().is_studied(request) and "print" not in request.GET

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if self.is_studied(request) and self.here_questions:
            reader: Any = request.user
            context |= {
                "here_answers": answers_of(worker=reader, page=self.pk),
                "here_kept": "here" in request.POST,
                "sees_answers": has_any(reader, Reach.SEE),
            }
        return context if "print" in request.GET else {**context, "next_case": self.next_case()}

    def _take(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take what the reader says of his own workplace; with scripts each answer comes by itself."""
        reader: Any = request.user
        if "here" not in request.POST or not Study.objects.filter(worker=reader, page=self.pk).exists():
            return super()._take(request, *args, **kwargs)
        said = {question.text: request.POST.get(question.key, "") for question in self.here_questions}
        answers = {question: answer for question, answer in said.items() if answer in Here.values}
        answer_here(worker=reader, page=self.pk, answers=answers)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"kept": len(answers)})
        return self._show(request, *args, **kwargs)

    @property
    def demand(self) -> Demand:
        return Demand(int(self.reading_minutes * 60 * FASTEST_READER), asks=bool(self.checks))

    @property
    def what(self) -> str:
        return str(_("about %d minutes") % self.reading_minutes)

    @property
    def lost(self) -> int | None:
        """The dead and the missing together; None while neither number is known."""
        known = [number for number in (self.deaths, self.missing) if number is not None]
        return sum(known) if known else None

    @property
    def unknowns(self) -> list[str]:
        return [line for line in self.uncertain.splitlines() if line.strip()]

    def next_case(self) -> AccidentCasePage | None:
        """Return what to read after this one: the next older case of the industry, or of any. At most two queries."""
        older = models.Q(occurred_on__lt=self.occurred_on) | models.Q(occurred_on=self.occurred_on, pk__gt=self.pk or 0)
        others = AccidentCasePage.objects.live().filter(older).order_by("-occurred_on", "pk")
        return others.filter(industry=self.industry).first() or others.first()

    def facts(self) -> list[dict[str, Any]]:
        """The numbers a reader sees first, the gravest as leads; what is not known is left out."""
        wide = [
            (_("Deaths"), self.deaths, _("persons at least") if self.deaths_at_least else _("persons"), True),
            (_("Grade"), self.get_grade_display() if self.grade else None, "", True),
            (_("Missing persons"), self.missing, _("persons"), False),
            (_("Injured"), self.injured, _("persons"), False),
            (_("Date"), f"{self.occurred_on:%Y-%m-%d}", self.occurred_time, False),
            (_("Direct loss"), self.loss_wan, _("10,000 yuan"), False),
        ]
        return [
            {"label": str(label), "value": str(value), "unit": str(unit), "lead": lead}
            for label, value, unit, lead in wide
            if value not in (None, "")
        ]
