"""Warning lectures: one section a unit, one page a lecture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.paginator import Page, Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Collection
from wagtail.search import index

from courses.material import Demand
from courses.models.records import LearningCategory
from courses.models.sessions import MOST_MINUTES
from courses.pages.blocks import LectureBody
from courses.pages.cases import AccidentCasePage
from courses.pages.files import Attachment
from courses.pages.fixed import FixedPage
from courses.pages.reading import ReadablePage, sections_for
from courses.pages.studied import StudiedPage
from courses.speakers import SpeakerLevel
from organizations.models import Unit, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

PAGE_LENGTH = 20
SECTION_DEPTH = 4  # below the root, the home page and the lectures


class LectureIndexPage(FixedPage, ReadablePage):
    """The lectures of the bureau, the towns and the enterprises; each reader finds those that concern him."""

    max_count = 1
    subpage_types: ClassVar = ["courses.LectureSectionPage"]
    template = "courses/lectures.html"

    class Meta:
        verbose_name = _("lectures")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        lectures = list_lectures(lectures_for(request.user), request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "lectures": lectures}


class LectureSectionPage(FixedPage, ReadablePage):
    """The lectures of one unit; its head writes and publishes here, and nowhere else."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="lecture_section", verbose_name=_("unit"))
    collection = models.ForeignKey(
        Collection,
        on_delete=models.PROTECT,
        related_name="lecture_sections",
        verbose_name=_("its pictures and documents"),
    )

    is_creatable = False  # a section comes with its unit
    parent_page_types: ClassVar = ["courses.LectureIndexPage"]
    subpage_types: ClassVar = ["courses.LecturePage"]
    template = "courses/lectures.html"

    class Meta:
        verbose_name = _("lecture section")

    def is_for(self, reader: User) -> bool:
        return sections_for(reader).filter(pk=self.unit_id).exists()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        lectures = LecturePage.objects.child_of(self).live().order_by("-first_published_at", "pk")
        shown = list_lectures(lectures, request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "lectures": shown}


class LecturePage(StudiedPage):
    """One warning lecture, to be read or, where it has a film, to be watched."""

    speaker = models.CharField(_("speaker"), max_length=60)
    speaker_level = models.CharField(
        _("level of the speaker"), max_length=12, choices=SpeakerLevel, default=SpeakerLevel.ENTERPRISE
    )
    case = models.ForeignKey(
        AccidentCasePage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lectures",
        verbose_name=_("the case it builds on"),
    )
    required_minutes = models.PositiveSmallIntegerField(
        _("minutes it takes"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)],
        help_text=_("So long it has to be read. A film counts by its own length."),
    )
    summary = models.TextField(_("summary"), max_length=300)
    body = StreamField(LectureBody(), verbose_name=_("lecture"), blank=True)
    film = models.ForeignKey(
        Attachment,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"seconds__isnull": False},
        verbose_name=_("film"),
        help_text=_("MP4 (H.264) or WebM."),
    )
    may_skip = models.BooleanField(_("its first viewing may be skipped through"), default=False)

    category = LearningCategory.LECTURE
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar = ["courses.LectureSectionPage"]
    template = "courses/lecture.html"
    search_fields: ClassVar = [
        *StudiedPage.search_fields,
        index.SearchField("speaker"),
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
    ]
    content_panels: ClassVar = [
        *StudiedPage.content_panels,
        FieldRowPanel(["speaker", "speaker_level"]),
        PageChooserPanel("case", "courses.AccidentCasePage"),
        FieldPanel("summary"),
        MultiFieldPanel(["film", "may_skip"], heading=_("Film")),
        FieldPanel("body"),
        FieldPanel("required_minutes"),
        *StudiedPage.study_panels,
    ]
    promote_panels: ClassVar[list[Any]] = []  # its address comes from its title, by itself and free of another's

    class Meta:
        verbose_name = _("warning lecture")
        verbose_name_plural = _("warning lectures")

    def is_for(self, reader: User) -> bool:
        section = LectureSectionPage.objects.filter(path=self.section_path)
        return section.filter(unit__in=sections_for(reader)).exists()

    @property
    def section_path(self) -> str:
        """The path of the section it stands in; no query."""
        return str(self.path)[: SECTION_DEPTH * self.steplen]

    def what_is_wrong(self) -> dict[str, str]:
        if self.film is not None and not self.film.is_film:
            return {"film": str(_("This is no film. Choose an MP4 or a WebM."))}
        if self.film is None and not self.body:
            return {"body": str(_("A lecture needs a text or a film."))}
        return {}

    @property
    def demand(self) -> Demand:
        return Demand(
            self.required_minutes * 60,
            video_seconds=(self.film.seconds or 0) if self.film else 0,
            may_skip=self.may_skip,
            asks=bool(self.checks),
        )

    @property
    def what(self) -> str:
        return str(_("%(speaker)s · about %(minutes)d minutes")) % {
            "speaker": self.speaker,
            "minutes": -(-(self.film.seconds or 0) // 60) if self.film else self.required_minutes,
        }


def lectures_for(reader: User | AnonymousUser) -> QuerySet[LecturePage]:
    """Return the published lectures of every section that concerns the reader, the newest first. One query."""
    sections = LectureSectionPage.objects.filter(unit__in=sections_for(reader)).values("path")
    of_section = Substr("path", 1, SECTION_DEPTH * LecturePage.steplen)
    lectures: QuerySet[LecturePage] = LecturePage.objects.live().alias(section=of_section).filter(section__in=sections)
    return lectures.select_related("film").order_by("-first_published_at", "pk")


@dataclass(frozen=True, slots=True)
class ListedLecture:
    """A lecture in a list, with the unit that gives it."""

    lecture: LecturePage
    unit: Unit

    @property
    def what(self) -> str:
        return f"{self.lecture.what} · {self.unit.shown_name}"


def list_lectures(lectures: QuerySet[LecturePage], page: str | None) -> Page[ListedLecture]:
    """Return one page of these lectures. Three queries."""
    shown: Page[Any] = Paginator(lectures, PAGE_LENGTH).get_page(page)
    found = list(shown.object_list)
    sections = LectureSectionPage.objects.filter(path__in={lecture.section_path for lecture in found})
    units = {section.path: section.unit for section in sections.select_related("unit")}
    shown.object_list = [ListedLecture(lecture, units[lecture.section_path]) for lecture in found]
    return shown
