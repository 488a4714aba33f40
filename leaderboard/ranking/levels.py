"""What is compared, and by what."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Source(TextChoices):
    """Where the points come from."""

    EXAMS = "exams", _("Exams")
    COMPETITIONS = "competitions", _("Competitions")


class By(TextChoices):
    """What is compared with what."""

    INDIVIDUAL = "individual", pgettext_lazy("ranking", "People")
    TEAM = "team", _("Teams")
    WORKSHOP = "workshop", _("Workshops")
    ENTERPRISE = "enterprise", _("Enterprises")
    TOWN = "town", _("Towns")

    @property
    def own(self) -> str | Promise:
        """What one's own line is called."""
        words = {
            By.INDIVIDUAL: pgettext_lazy("ranking", "Me"),
            By.TEAM: _("Mine"),
            By.WORKSHOP: _("My workshop"),
            By.ENTERPRISE: _("My enterprise"),
            By.TOWN: _("My town"),
        }
        return words[self]

    @property
    def is_inside_enterprises(self) -> bool:
        """Whether these are parts of an enterprise: a worker sees those of his own."""
        return self in {By.INDIVIDUAL, By.TEAM, By.WORKSHOP}


class Absent(TextChoices):
    """What becomes of who should have sat and didn't (left open by the notice, domain.md R51)."""

    NOUGHT = "nought", _("counts 0")
    LEFT_OUT = "left_out", _("is left out")

    @property
    def sentence(self) -> str | Promise:
        return _("Who did not come counts 0.") if self == Absent.NOUGHT else _("Who did not come is left out.")
