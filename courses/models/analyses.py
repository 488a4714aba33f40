"""What a lecture in person came to: the analysis of the case that the notice asks for (R12)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.sessions import Session
from organizations.models.append_only import AppendOnlyModel

LONGEST = 2000


class SessionAnalysis(AppendOnlyModel):
    """What the people in the hall worked out. Writing it again adds another; the newest holds."""

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="analyses", verbose_name=_("session in person")
    )
    pattern = models.TextField(_("What is typical of such accidents"), max_length=LONGEST)
    causes = models.TextField(_("Why it happened"), max_length=LONGEST)
    lessons = models.TextField(_("What we learn from it"), max_length=LONGEST)
    comparison = models.TextField(_("Where it is like this with us"), max_length=LONGEST)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("analysis of a session")
        verbose_name_plural = _("analyses of sessions")
        ordering = ("-written_at", "-pk")

    def __str__(self) -> str:
        return f"{self.session_id} · {self.written_at}"

    def parts(self) -> list[tuple[str, str]]:
        """Return the four parts as (heading, text)."""
        fields = [field for field in self._meta.concrete_fields if isinstance(field, models.TextField)]
        return [(str(field.verbose_name), str(field.value_from_object(self))) for field in fields]
