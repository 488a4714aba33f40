"""The grade of an accident (国务院令第493号 第三条), as far as the numbers that are known can decide it."""

from decimal import Decimal

GRADES = ("特别重大", "重大", "较大", "一般")
# Lowest number of deaths and lowest direct loss in 10,000 yuan; the article's 以上 includes the number itself.
_FLOORS = ((30, Decimal(10_000)), (10, Decimal(5_000)), (3, Decimal(1_000)))


def grade_by_harm(*, deaths: int | None, missing: int | None, loss_wan: Decimal | None) -> str:
    """The grade by deaths and loss. Who is missing counts with the dead: Art. 12 has both reported together.

    Injuries are left out, because the sources don't say which were severe. Empty where nobody died
    and the loss is unknown: the article then has nothing to go by.
    """
    lost = (deaths or 0) + (missing or 0)
    for grade, (deaths_floor, loss_floor) in zip(GRADES, _FLOORS, strict=False):
        if lost >= deaths_floor or (loss_wan is not None and loss_wan >= loss_floor):
            return grade
    return GRADES[-1] if lost or loss_wan is not None else ""
