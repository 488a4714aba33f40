"""A session on a shared tablet: for one sitting, and for as long as somebody touches the tablet."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from time import time
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from django.http import HttpRequest

    from exams.models import Attempt

KIOSK = "kiosk"
# on the device: what it showed when an officer made it a shared tablet
COOKIE = "kiosk"
# the seconds also stand in base_exam.html
IDLE_SECONDS = 3 * 60
# the page counts the three minutes, and tells the server once a minute that somebody is there
LATEST_WORD_SECONDS = IDLE_SECONDS + 90
PRECISION_SECONDS = 20  # writing the session at every request would cost a write a page


@dataclass(frozen=True, slots=True)
class KioskSitting:
    """Whose sitting this session is for; `seen` is when the server last heard of him, in seconds since 1970."""

    exam: str
    attempt: str
    seen: int

    @property
    def is_idle(self) -> bool:
        return time() - self.seen > LATEST_WORD_SECONDS

    def may_open(self, path: str) -> bool:
        """Whether the address belongs to this sitting."""
        own = reverse("exams:paper", args=[self.attempt]), reverse("exams:door", args=[self.exam])
        return path.startswith((*own, reverse("exams:kiosk"), "/question-pictures/", "/worker.js", "/text-size/"))


def begin_at_kiosk(request: HttpRequest, attempt: Attempt) -> None:
    """From now on the session is for this sitting only."""
    request.session[KIOSK] = asdict(KioskSitting(str(attempt.exam_id), str(attempt.pk), int(time())))


def kiosk_sitting(request: HttpRequest) -> KioskSitting | None:
    """Return the sitting that the session is for; None for the session of a phone or a desk. No query of its own."""
    said = request.session.get(KIOSK)
    return KioskSitting(**said) if said else None


def heard_of(request: HttpRequest, sitting: KioskSitting) -> None:
    """Remember that somebody is there."""
    if time() - sitting.seen > PRECISION_SECONDS:
        request.session[KIOSK] = asdict(sitting) | {"seen": int(time())}
