"""Pictures that questions and their options show."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.banks import QuestionBank
from exams.models.questions import QuestionVersion
from organizations.models.append_only import AppendOnlyModel
from organizations.private_files import private_storage

LONGEST_ALT = 200
FOLDER = "question-pictures"


def picture_path(picture: QuestionPicture, _filename: str) -> str:
    return f"{FOLDER}/{picture.pk}.webp"


class QuestionPicture(AppendOnlyModel):
    """A picture in a bank, small enough for a weak signal: WebP, without what the camera wrote beside it.

    The same bytes are kept once a bank. Private: handed out by a view that asks who wants it. `width` and `height` are
    pixels, `digest` is of the bytes as they are kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="pictures", verbose_name=_("bank"))
    file = models.FileField(_("file"), storage=private_storage, upload_to=picture_path)
    digest = models.CharField("SHA-256", max_length=64)
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))

    class Meta:
        verbose_name = _("picture of a question")
        verbose_name_plural = _("pictures of questions")
        constraints = (models.UniqueConstraint(fields=["bank", "digest"], name="question_picture_once_a_bank"),)

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"


class VersionPicture(AppendOnlyModel):
    """Where a version of a question shows a picture: at `place`, empty for the question itself, or an option's key."""

    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="pictures")
    place = models.CharField(max_length=1, blank=True)
    picture = models.ForeignKey(QuestionPicture, on_delete=models.PROTECT, related_name="uses")
    alt = models.CharField(
        _("what it shows"), max_length=LONGEST_ALT, help_text=_("In words, for who can't see it: it is read aloud.")
    )

    class Meta:
        verbose_name = _("picture in a question")
        verbose_name_plural = _("pictures in questions")
        constraints = (
            models.UniqueConstraint(fields=["version", "place"], name="one_picture_a_place"),
            models.CheckConstraint(condition=~models.Q(alt=""), name="a_picture_is_described"),
        )

    def __str__(self) -> str:
        return self.alt
