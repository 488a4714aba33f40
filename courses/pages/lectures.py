"""Warning lectures: one section an office, one page a lecture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.fields import StreamField

from courses.pages.blocks import LectureBody, LectureCheck
from courses.pages.cases import AccidentCasePage
from courses.pages.reading import ReadablePage, sections_for
from organizations.models import Unit, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class SpeakerLevel(models.TextChoices):
    BUREAU = "bureau", _("Leader of the bureau")
    TOWN = "town", _("Head of a town centre")
    ENTERPRISE = "enterprise", _("Head of an enterprise")
    OTHER = "other", _("Somebody else")


class LectureIndexPage(ReadablePage):
    """The lectures of the bureau, the towns and the enterprises; each reader finds those that concern him."""

    max_count = 1
    subpage_types: ClassVar = ["courses.LectureSectionPage"]
    template = "courses/lectures.html"

    class Meta:
        verbose_name = _("lectures")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "lectures": lectures_for(request.user)}


class LectureSectionPage(ReadablePage):
    """The lectures of one unit; its head writes and publishes here, and nowhere else."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="lecture_section", verbose_name=_("unit"))

    parent_page_types: ClassVar = ["courses.LectureIndexPage"]
    subpage_types: ClassVar = ["courses.LecturePage"]
    template = "courses/lectures.html"

    class Meta:
        verbose_name = _("lecture section")

    def is_for(self, reader: User) -> bool:
        return sections_for(reader).filter(pk=self.unit_id).exists()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        lectures = LecturePage.objects.child_of(self).live().order_by("-first_published_at")
        return {**super().get_context(request, *args, **kwargs), "lectures": lectures}


class LecturePage(ReadablePage):
    """One warning lecture, to be read and soon to be watched."""

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
    required_minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=15)
    summary = models.TextField(_("summary"), max_length=300)
    body = StreamField(LectureBody(), verbose_name=_("lecture"))
    checks = StreamField([("check", LectureCheck())], verbose_name=_("three questions"), blank=True, max_num=3)

    parent_page_types: ClassVar = ["courses.LectureSectionPage"]
    template = "courses/lecture.html"
    content_panels: ClassVar = [
        *ReadablePage.content_panels,
        FieldRowPanel(["speaker", "speaker_level"]),
        PageChooserPanel("case", "courses.AccidentCasePage"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("checks"),
        FieldPanel("required_minutes"),
    ]

    class Meta:
        verbose_name = _("warning lecture")
        verbose_name_plural = _("warning lectures")

    def is_for(self, reader: User) -> bool:
        section: LectureSectionPage = self.get_parent().specific
        return section.is_for(reader)

    @property
    def what(self) -> str:
        return str(_("%(speaker)s · about %(minutes)d minutes")) % {
            "speaker": self.speaker,
            "minutes": self.required_minutes,
        }


def lectures_for(reader: User | AnonymousUser) -> models.QuerySet[LecturePage]:
    """Return the published lectures of every section that concerns the reader, the newest first."""
    sections = LectureSectionPage.objects.filter(unit__in=sections_for(reader))
    below = models.Q(pk__in=[])
    for path in sections.values_list("path", flat=True):
        below |= models.Q(path__startswith=path)
    return LecturePage.objects.filter(below).live().order_by("-first_published_at", "pk")
