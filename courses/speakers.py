"""At what level a speaker speaks: the notice counts lectures by it (R08-R10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import UnitKind


class SpeakerLevel(models.TextChoices):
    BUREAU = "bureau", _("Leader of the bureau")
    TOWN = "town", _("Head of a town centre")
    ENTERPRISE = "enterprise", _("Head of an enterprise")
    OTHER = "other", _("Somebody else")


def level_at(kind: str) -> SpeakerLevel:
    """Return at what level the leader of a unit of that kind speaks."""
    levels = {UnitKind.BUREAU: SpeakerLevel.BUREAU, UnitKind.TOWN: SpeakerLevel.TOWN}
    return levels.get(UnitKind(kind), SpeakerLevel.ENTERPRISE)
