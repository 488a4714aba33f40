"""At what level a speaker speaks: the notice counts lectures by it (R08-R10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpeakerLevel(models.TextChoices):
    BUREAU = "bureau", _("Leader of the bureau")
    TOWN = "town", _("Head of a town centre")
    ENTERPRISE = "enterprise", _("Head of an enterprise")
    OTHER = "other", _("Somebody else")
