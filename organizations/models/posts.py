"""The jobs people do."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Post(models.Model):
    """A job that workers do, as the rosters name it: 井下采掘工, 炉前工."""

    name = models.CharField(_("name"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
