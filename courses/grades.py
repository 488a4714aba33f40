"""The grade of an accident (国务院令第493号 第三条), as far as the numbers that are known can decide it."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    """State Council Order 493 Art. 3, the gravest first."""

    SPECIALLY_GRAVE = "特别重大", _("Specially grave")
    GRAVE = "重大", _("Grave")
    LARGE = "较大", _("Larger")
    ORDINARY = "一般", _("Ordinary")


# Lowest number of deaths, of severe injuries, and lowest direct loss in 10,000 yuan: 以上 includes the number itself.
_FLOORS = ((30, 100, Decimal(10_000)), (10, 50, Decimal(5_000)), (3, 10, Decimal(1_000)))


def grade_by_harm(
    *, deaths: int | None, missing: int | None, loss_wan: Decimal | None, severely_injured: int | None = None
) -> str:
    """The grade by deaths, severe injuries and direct loss, whichever weighs most.

    Who is missing counts with the dead: Art. 12 has both reported together. Acute industrial poisoning counts as a
    severe injury. Empty where nobody came to harm and the loss is unknown: the article then has nothing to go by.
    """
    lost, severe = (deaths or 0) + (missing or 0), severely_injured or 0
    loss = loss_wan or Decimal(0)
    for grade, (deaths_floor, severe_floor, loss_floor) in zip(Grade, _FLOORS, strict=False):
        if lost >= deaths_floor or severe >= severe_floor or loss >= loss_floor:
            return grade
    return Grade.ORDINARY if lost or severe or loss_wan is not None else ""
