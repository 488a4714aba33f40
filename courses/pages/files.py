"""Our own picture and document models, so that they can grow without a painful migration."""

from __future__ import annotations

from pathlib import PurePath
from secrets import token_hex
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from organizations.private_files import private_storage

PICTURE_FOLDER = "original_images"


class Picture(AbstractImage):
    """A picture of the library: what it shows in words, and where it comes from."""

    alt = models.CharField(
        _("what it shows"), max_length=200, blank=True, help_text=_("Read aloud to who can't see it.")
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "alt", "source")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        """Return a path that nobody can guess: pictures are served by address alone, to those whose page shows it."""
        return f"{PICTURE_FOLDER}/{token_hex(16)}{PurePath(filename).suffix.lower()}"

    @property
    def default_alt_text(self) -> str:
        return self.alt or self.title


class PictureRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class AttachmentQuerySet(DocumentQuerySet):
    def films(self) -> AttachmentQuerySet:
        return self.filter(seconds__isnull=False)


def poster_path(instance: Attachment, filename: str) -> str:
    return f"posters/{token_hex(16)}.webp"


class Attachment(AbstractDocument):
    """A document or a film that a page offers; it is handed out only by the view that asks who wants it.

    A film has its length in `seconds` and a picture of it, both read from the file when it was uploaded.
    """

    file = models.FileField(_("file"), upload_to="documents", storage=private_storage)
    seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True, editable=False)
    poster = models.FileField(upload_to=poster_path, storage=private_storage, blank=True, editable=False)

    objects: ClassVar = AttachmentQuerySet.as_manager()

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    @property
    def is_film(self) -> bool:
        return self.seconds is not None

    @property
    def is_of_one_unit(self) -> bool:
        """Whether it lies with the lectures of one unit, so that people elsewhere can't open it. One query."""
        above = self.collection.get_ancestors(inclusive=True)
        return bool(above.filter(lecture_sections__isnull=False).exists())

    @property
    def minutes(self) -> int:
        """How long a film is, in begun minutes."""
        return -(-(self.seconds or 0) // 60)
