"""What is told most often, so that a thumb says it and nobody has to write."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

OTHER = "other"


class UsualSlip(models.TextChoices):
    GEAR = "gear", _("Protective gear not worn")
    POWER = "power", _("Power not cut and tagged")
    CHECK = "check", _("Begun without checking")
    SKIPPED = "skipped", _("Left out a step, took a short cut")
    CROSSED = "crossed", _("Went where nobody may go")
    ORDER = "order", _("An order against the rules")
    TIRED = "tired", _("Sleepy, ill, not with it")
    NEARLY = "nearly", _("Nearly hit, caught or fallen")
    OTHER = OTHER, _("Something else")


class UsualPlace(models.TextChoices):
    WORK = "work", _("Where I work")
    WAY = "way", _("On the way")
    MACHINE = "machine", _("At a machine")
    STORE = "store", _("Store, yard, loading")
    OTHER = OTHER, _("Elsewhere")


class UsualDay(models.TextChoices):
    TODAY = "today", _("Today")
    YESTERDAY = "yesterday", _("Yesterday")
    OTHER = OTHER, _("Another day")
