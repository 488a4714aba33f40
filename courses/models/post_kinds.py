"""Kinds of post: what the same job is called in every enterprise."""

from __future__ import annotations

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

_BETWEEN = re.compile(r"[\s,，、;；]+")


class PostKind(models.Model):
    """A kind of post that cases are written for, with the words by which the rosters' free names are told.

    A post belongs to it when any of the words stands in the post's name: 井下采掘工 belongs to 采掘 by 采掘.
    """

    name = models.CharField(_("name"), max_length=20, unique=True)
    words = models.CharField(
        _("words in the rosters"),
        max_length=200,
        help_text=_("A post whose name holds one of these words belongs here. Spaces between them."),
    )
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    class Meta:
        verbose_name = _("kind of post")
        verbose_name_plural = _("kinds of post")
        ordering: ClassVar = ("place", "pk")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not self.told_by:
            raise ValidationError({"words": _("Without a word no post belongs here.")}, code="no_words")

    @property
    def told_by(self) -> list[str]:
        """The words, one by one."""
        return [word for word in _BETWEEN.split(self.words) if word]

    def holds(self, post: str) -> bool:
        """Whether a post of this name belongs here."""
        return any(word in post for word in self.told_by)
