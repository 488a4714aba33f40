"""What a case is told in: each block has one purpose, and shows itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.here import Here, HereQuestion, as_asked
from courses.pages.media import DocumentBlock, Elsewhere, FilmBlock, Illustration, Slides
from courses.pages.rich_text import PlainRichText


class CourseStep(blocks.StructBlock):
    when = blocks.CharBlock(label=_("When"), max_length=40)
    what = blocks.TextBlock(label=_("What happened"), rows=2)
    key = blocks.BooleanBlock(label=_("The moment of the accident"), required=False)


class Causes(blocks.StructBlock):
    direct = blocks.TextBlock(label=_("Direct cause"), rows=3)
    indirect = blocks.ListBlock(blocks.TextBlock(rows=2, label=_("Cause")), label=_("Indirect causes"), default=[])

    class Meta:
        icon = "help"
        label = _("Causes")
        template = "courses/blocks/causes.html"


class Barrier(blocks.StructBlock):
    name = blocks.CharBlock(label=_("What should have stopped it"), max_length=40)
    failed = blocks.CharBlock(label=_("How it failed"), max_length=120)


class CauseChain(blocks.StructBlock):
    source = blocks.CharBlock(label=_("Where the danger comes from"), max_length=40)
    barriers = blocks.ListBlock(Barrier(), label=_("Barriers"))
    outcome = blocks.CharBlock(label=_("What came of it"), max_length=60)
    is_our_reading = blocks.BooleanBlock(label=_("Our own reading, not the report's"), required=False, default=True)

    class Meta:
        icon = "link"
        label = _("Barriers that failed")
        template = "courses/blocks/cause_chain.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        barriers = [{"title": barrier["name"], "text": barrier["failed"]} for barrier in value["barriers"]]
        return {**super().get_context(value, parent_context), "barriers": barriers}


class Lesson(blocks.StructBlock):
    post = blocks.CharBlock(label=_("For whom"), max_length=40)
    text = blocks.TextBlock(label=_("What to remember"), rows=2)


class CitedLaw(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=60)
    version = blocks.CharBlock(label=_("Version"), max_length=20)
    article = blocks.CharBlock(label=_("Article"), max_length=40)
    says = blocks.TextBlock(label=_("What it demands"), rows=2)


class HereCheck(blocks.StructBlock):
    """A question that everybody answers for his own workplace."""

    question = blocks.CharBlock(label=_("Question"), max_length=120)
    yes = blocks.CharBlock(label=_("Word for yes"), max_length=8, default=Here.YES.label)
    no = blocks.CharBlock(label=_("Word for no"), max_length=8, default=Here.NO.label)
    safe = blocks.ChoiceBlock(
        label=_("The good answer"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        default="no",
        help_text=_("Whoever gives the other, or is not sure, is shown to his safety officer."),
    )


class HereChecks(blocks.ListBlock):
    """Could it happen here? Shown with what the reader last said."""

    class Meta:
        icon = "help"
        label = _("Could it happen here?")
        template = "courses/blocks/here.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(HereCheck(), **kwargs)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        answers = (parent_context or {}).get("here_answers", {})
        asked = [as_asked(question, answers.get(question.text, "")) for question in here_questions(value)]
        return {**super().get_context(value, parent_context), "asked": asked}


def here_questions(checks: Iterable[Any]) -> list[HereQuestion]:
    return [HereQuestion(check["question"], check["yes"], check["no"], check["safe"]) for check in checks]


class CaseBody(blocks.StreamBlock):
    """The body of a case, in whatever order the curator tells it."""

    course = blocks.ListBlock(
        CourseStep(), label=_("Course of events"), icon="list-ol", template="courses/blocks/course.html"
    )
    causes = Causes()
    chain = CauseChain()
    lessons = blocks.ListBlock(Lesson(), label=_("What your post remembers"), template="courses/blocks/lessons.html")
    checks = HereChecks()
    discuss = blocks.ListBlock(
        blocks.CharBlock(max_length=160), label=_("To talk about"), template="courses/blocks/discuss.html"
    )
    laws = blocks.ListBlock(CitedLaw(), label=_("What the law says"), template="courses/blocks/laws.html")
    text = PlainRichText(label=_("Text"), template="courses/blocks/text.html")
    illustration = Illustration()
    film = FilmBlock()
    document = DocumentBlock()
    elsewhere = Elsewhere()


class CaseSource(blocks.StructBlock):
    publisher = blocks.CharBlock(label=_("Publisher"), max_length=80)
    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    date = blocks.CharBlock(label=_("Date"), max_length=20, required=False)
    url = blocks.CharBlock(label=_("Address"), max_length=200, required=False)

    class Meta:
        label = _("Where it comes from")


class LectureBody(blocks.StreamBlock):
    """The text of a lecture, part by part."""

    section = blocks.StructBlock(
        [
            ("heading", blocks.CharBlock(label=_("Heading"), max_length=60)),
            ("text", PlainRichText(label=_("Text"))),
        ],
        label=_("Heading and text"),
        icon="title",
        template="courses/blocks/section.html",
    )
    illustration = Illustration()
    slides = Slides()
    film = FilmBlock()
    document = DocumentBlock()
    elsewhere = Elsewhere()


class LectureCheck(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=160)
    options = blocks.ListBlock(blocks.CharBlock(max_length=80), label=_("Options"), min_num=2, max_num=4)
    answer = blocks.RegexBlock(
        regex=r"^[A-D]$",
        label=_("Right answer"),
        help_text=_("The letter of the right option."),
        error_messages={"invalid": _("One letter from A to D.")},
    )
    explanation = blocks.TextBlock(label=_("Why"), rows=2)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if "ABCD".index(cleaned["answer"]) >= len(cleaned["options"]):
            wrong = ValidationError(_("There is no option with this letter."))
            raise blocks.StructBlockValidationError(block_errors={"answer": wrong})
        return cleaned
