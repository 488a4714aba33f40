"""Pictures, films, documents and ways to elsewhere, as parts of a case or a lecture."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from courses.hosts import link_outside, refusal, refused_links


class Illustration(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=120, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "courses/blocks/illustration.html"


class Slides(blocks.ListBlock):
    """A series of pictures, one below the other, numbered: what was shown on the wall."""

    class Meta:
        icon = "image"
        label = _("Slides")
        template = "courses/blocks/slides.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ImageChooserBlock(label=_("Picture")), **kwargs)


class DocumentBlock(DocumentChooserBlock):
    """A document to take home: slides, the notice, a form."""

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "courses/blocks/document.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned is not None and cleaned.is_film:
            raise ValidationError(_("This is a film. Choose it under “Film”."), code="film")
        return cleaned


class FilmChooser(DocumentChooserBlock):
    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned is not None and not cleaned.is_film:
            raise ValidationError(_("This is no film. Choose an MP4 or a WebM."), code="no_film")
        return cleaned


class FilmBlock(blocks.StructBlock):
    """A film between the paragraphs. It can be skipped and does not count; that is for a lecture's own film."""

    film = FilmChooser(label=_("film"), help_text=_("MP4 (H.264) or WebM."))
    caption = blocks.CharBlock(label=_("Caption"), max_length=120, required=False)

    class Meta:
        icon = "media"
        label = _("Film")
        template = "courses/blocks/film.html"


class Elsewhere(blocks.StructBlock):
    """The way to a film or a page on another host that the bureau allowed. A link, never embedded."""

    title = blocks.CharBlock(label=_("What is to be seen there"), max_length=60)
    url = blocks.CharBlock(
        label=_("Address"),
        max_length=300,
        help_text=_("Copied whole, beginning with https://. The bureau says which hosts are allowed."),
    )

    class Meta:
        icon = "link-external"
        label = _("Link to elsewhere")
        template = "courses/blocks/elsewhere.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if (wrong := self._wrong(str(cleaned["url"] or ""))) is not None:
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(wrong, code="host")})
        return cleaned

    def _wrong(self, url: str) -> str | None:
        if not url:  # an unfinished draft
            return None
        if not url.startswith("https://"):
            return str(_("Copy the address whole: it begins with https://."))
        return next((refusal(link) for link in refused_links([url])), None)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        link = link_outside(str(value["url"]))
        return {**super().get_context(value, parent_context), "host": link.host if link else ""}
