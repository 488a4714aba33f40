"""What a case is told in: each block has one purpose, and shows itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


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


class Illustration(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=120, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "courses/blocks/illustration.html"


class CaseBody(blocks.StreamBlock):
    """The body of a case, in whatever order the curator tells it."""

    illustration = Illustration()
    course = blocks.ListBlock(
        CourseStep(), label=_("Course of events"), icon="list-ol", template="courses/blocks/course.html"
    )
    causes = Causes()
    chain = CauseChain()
    lessons = blocks.ListBlock(Lesson(), label=_("What your post remembers"), template="courses/blocks/lessons.html")
    checks = blocks.ListBlock(
        blocks.CharBlock(max_length=120), label=_("Could it happen here?"), template="courses/blocks/checks.html"
    )
    discuss = blocks.ListBlock(
        blocks.CharBlock(max_length=160), label=_("To talk about"), template="courses/blocks/discuss.html"
    )
    laws = blocks.ListBlock(CitedLaw(), label=_("What the law says"), template="courses/blocks/laws.html")
    text = blocks.RichTextBlock(label=_("Text"), template="courses/blocks/text.html")


class CaseSource(blocks.StructBlock):
    publisher = blocks.CharBlock(label=_("Publisher"), max_length=80)
    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    date = blocks.CharBlock(label=_("Date"), max_length=20, required=False)
    url = blocks.CharBlock(label=_("Address"), max_length=200, required=False)


class LectureBody(blocks.StreamBlock):
    """The text of a lecture, part by part."""

    section = blocks.StructBlock(
        [
            ("heading", blocks.CharBlock(label=_("Heading"), max_length=60)),
            ("text", blocks.RichTextBlock(label=_("Text"))),
        ],
        label=_("Part"),
        icon="title",
        template="courses/blocks/section.html",
    )
    illustration = Illustration()
    document = DocumentChooserBlock(label=_("Document"), template="courses/blocks/document.html")


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
