"""What points are given for. Never for speed, never for being right, never for doing much in one day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

DAY_CAP = 20  # points a day over everything: nobody has to hurry, and nothing is gained by an evening of clicking


class PointKind(TextChoices):
    """What somebody did for it."""

    PRACTICE = "practice", pgettext_lazy("points", "Daily practice")
    READING = "reading", pgettext_lazy("points", "Reading")
    PROCEDURE = "procedure", pgettext_lazy("points", "Procedure mastered")
    HAZARD = "hazard", pgettext_lazy("points", "Hazard reported")


@dataclass(frozen=True, slots=True)
class Worth:
    """`points` for each time, `most` points a day. `what` says for what; `why` gives the reason of the measure."""

    points: int
    most: int
    icon: str
    what: Promise
    why: Promise


# The product's own choice. It stands on the page of points as it stands here.
WORTH: dict[PointKind, Worth] = {
    PointKind.PRACTICE: Worth(
        5,
        5,
        "exam",
        _("The ten questions of the day answered to the last, right or wrong."),
        _("There is one ten a day."),
    ),
    PointKind.READING: Worth(
        3,
        6,
        "book",
        _("A case or a lecture taken in to the end on the phone."),
        _("Two a day: who reads more at a stretch keeps less of it."),
    ),
    PointKind.PROCEDURE: Worth(
        10,
        10,
        "list",
        _("The version in force of the procedure of one's post read and signed."),
        _("A post has one procedure."),
    ),
    PointKind.HAZARD: Worth(
        5,
        10,
        "alert",
        _("A hazard or a near miss reported."),
        _("Two a day give points; every report counts."),
    ),
}
