"""Pages that people take in, by the server's clock, with the questions at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from courses.material import Demand, Material
from courses.models.studies import Study
from courses.pages.blocks import LectureCheck
from courses.pages.reading import ReadablePage
from courses.services.studying import NotYetRead, answer_checks, confirm_reading, open_study
from courses.study_token import study_token
from organizations.scopes import Reach, has_any

if TYPE_CHECKING:
    from courses.models.records import LearningCategory


class StudiedPageForm(WagtailAdminPageForm):
    """Wagtail's form of a page, which tells the page whether this is a draft: that may be unfinished."""

    def _post_clean(self) -> None:
        self.instance.is_unfinished = self.is_deferred_validation
        super()._post_clean()


class StudiedPage(ReadablePage):
    """A case or a lecture. Opening it begins to count; a form at its end takes the reader's word and his answers."""

    is_unfinished = False

    checks = StreamField(
        [("check", LectureCheck())], verbose_name=gettext_lazy("three questions"), blank=True, max_num=3
    )

    category: ClassVar[LearningCategory]
    study_panels: ClassVar = [FieldPanel("checks")]
    base_form_class = StudiedPageForm

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if not self.is_unfinished and (wrong := self.what_is_wrong()):
            raise ValidationError(wrong)

    def what_is_wrong(self) -> dict[str, str]:
        """What keeps the page from being published: a sentence for each field that it lies in."""
        raise NotImplementedError

    @property
    def demand(self) -> Demand:
        """What has to be seen of it. No query."""
        raise NotImplementedError

    @property
    def what(self) -> str:
        """How long it takes, and who speaks: a line under its title."""
        raise NotImplementedError

    @property
    def keys(self) -> tuple[str, ...]:
        """The right answers to its questions: A, C, B."""
        return tuple(str(block.value["answer"]) for block in self.checks)

    @property
    def material(self) -> Material:
        return Material(page=self.pk, category=self.category, demand=self.demand, keys=self.keys)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and self.refusal(request) is None:
            return self._take(request, *args, **kwargs)
        return super().serve(request, *args, **kwargs)

    def _take(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take the reader's answers, or his word that he has read it."""
        study = Study.objects.filter(worker=request.user.pk, page=self.pk).first()
        if study is None:
            return redirect(self.url)
        if "answers" in request.POST:
            answers = [request.POST.get(f"check-{number}", "") for number in range(len(self.keys))]
            marks = answer_checks(study_id=study.pk, answers=answers, material=self.material)
            return self._show(request, *args, answers=answers, marks=marks, **kwargs)
        try:
            confirm_reading(study_id=study.pk, demand=self.demand)
        except NotYetRead as refusal:
            messages.info(request, str(refusal))
            return self._show(request, *args, **kwargs)
        messages.success(request, _("Read. It counts."))
        return redirect(self.url)

    def _show(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a form with the page itself: looking at it anew would begin another opening."""
        return super().serve(request, *args, **kwargs)

    def is_studied(self, request: HttpRequest) -> bool:
        """Whether this look at the page is one of a reader, which counts."""
        return request.user.is_authenticated and not getattr(request, "is_preview", False)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context |= {"demand": self.demand, "teaches": has_any(request.user, Reach.TEACH)}
        study = None
        if self.is_studied(request):
            study = self._study(request)
            context |= {"study": study, "token": study_token(study, self.demand), "beat_url": reverse("courses:beat")}
        answers, marks = kwargs.get("answers"), kwargs.get("marks")
        if study is not None and study.checked_at is not None:  # passed: now they explain themselves
            answers, marks = list(self.keys), [True] * len(self.keys)
        return context | {"questions": self._questions(answers, marks)}

    def _study(self, request: HttpRequest) -> Study:
        """A look at the page begins a new opening; an answer goes on with the one that is there."""
        worker: Any = request.user
        if request.method == "POST":
            return Study.objects.get(worker=worker, page=self.pk)
        return open_study(worker=worker, material=self.material)

    def _questions(self, answers: list[str] | None, marks: list[bool] | None) -> list[dict[str, Any]]:
        """The questions as they are shown: with what was answered, and whether it was right."""
        return [
            {
                "name": f"check-{place}",
                "value": block.value,
                "options": [("ABCD"[number], text) for number, text in enumerate(block.value["options"])],
                "answer": answers[place] if answers else "",
                "mark": marks[place] if marks else None,
            }
            for place, block in enumerate(self.checks)
        ]
