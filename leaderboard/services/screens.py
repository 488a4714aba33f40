"""Big screens: one asks with a code, an officer lets it show something, changes that, and switches it off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leaderboard.errors import ScreenRefused
from leaderboard.models import ScreenDevice
from leaderboard.models.screens import CODE_GOOD_FOR
from leaderboard.screens.codes import new_code, plain
from leaderboard.screens.watching import key_of
from organizations import flood
from organizations.audit import record

if TYPE_CHECKING:
    from exams.models import Exam
    from leaderboard.models import Competition
    from organizations.models import Unit, User

MOST_WAITING = 20  # of one address, which a whole works may share
MOST_GUESSES = 10  # in a quarter of an hour, of one officer


@dataclass(frozen=True, slots=True)
class Shown:
    """What an officer lets a screen show, and what he calls it."""

    unit: Unit
    name: str
    competition: Competition | None = None
    exam: Exam | None = None
    shows_live: bool = True


def ask_to_show(*, address: str | None) -> ScreenDevice:
    """Return a new screen that waits with a code; whose code ran out before is forgotten, so the table stays small.

    Raises ScreenRefused while too many of this address wait.
    """
    now = timezone.now()
    ScreenDevice.objects.waiting().filter(made_at__lte=now - CODE_GOOD_FOR).delete()
    if ScreenDevice.objects.waiting().filter(address=address).count() >= MOST_WAITING:
        raise ScreenRefused(_("Too many screens wait here at once. Try again in ten minutes."))
    while True:
        try:
            with transaction.atomic():
                return ScreenDevice.objects.create(code=new_code(), address=address)
        except IntegrityError:  # two in 729 million
            continue


@transaction.atomic
def allow_screen(*, typed: str, shown: Shown, by: User) -> ScreenDevice:
    """Let the screen with this code show that from now on; the code is used up.

    Raises ScreenRefused for a code that no screen has, that ran out or was used, after ten wrong ones for a quarter of
    an hour, without a name, and when nothing is shown.
    """
    name = _checked(shown)
    if flood.tries("screen-code", str(by.pk)) >= MOST_GUESSES:
        raise ScreenRefused(_("Too many wrong codes. Wait a quarter of an hour, then read the code once more."))
    device = _waiting_with(plain(typed), by)
    for field, value in _fields(shown, name).items():
        setattr(device, field, value)
    device.approved_at, device.approved_by = timezone.now(), by
    device.full_clean()
    device.save()
    record("screen.allow", by=by, subject=device, unit=shown.unit, shows=_told(shown))
    forget(device)
    return device


@transaction.atomic
def change_screen(*, device: ScreenDevice, shown: Shown, by: User) -> ScreenDevice:
    """Let the screen show something else. Raises ScreenRefused without a name, for nothing, and once it is off."""
    name = _checked(shown)
    device = ScreenDevice.objects.select_for_update(of=("self",)).get(pk=device.pk)
    if device.approved_at is None or device.revoked_at is not None:
        raise ScreenRefused(_("This screen is switched off. Let it ask for a new code."))
    for field, value in _fields(shown, name).items():
        setattr(device, field, value)
    device.full_clean()
    device.save()
    record("screen.change", by=by, subject=device, unit=shown.unit, shows=_told(shown))
    forget(device)
    return device


@transaction.atomic
def switch_off(*, device: ScreenDevice, by: User) -> None:
    """Within a minute nothing of the numbers stands there any more. A second time changes nothing."""
    showing = ScreenDevice.objects.showing().filter(pk=device.pk)
    if showing.update(revoked_at=timezone.now(), revoked_by=by):
        record("screen.switch_off", by=by, subject=device, unit=device.unit)
        forget(device)


def forget(device: ScreenDevice) -> None:
    """What is kept at hand of the screen is read anew at its next asking, once this is committed."""
    transaction.on_commit(lambda: cache.delete(key_of(device.pk)))


def _checked(shown: Shown) -> str:
    name = shown.name.strip()[:20]
    if not name:
        raise ScreenRefused(_("Write where the screen hangs."))
    if shown.competition is None and shown.exam is None:
        raise ScreenRefused(_("Choose a competition, an exam, or both."))
    return name


def _waiting_with(code: str, by: User) -> ScreenDevice:
    found = ScreenDevice.objects.select_for_update(of=("self",)).filter(code=code) if code else None
    device = found.order_by("-made_at").first() if found is not None else None
    if device is not None and device.approved_at is None and not device.has_run_out:
        return device
    flood.tried("screen-code", str(by.pk))
    if device is None:
        raise ScreenRefused(_("No screen shows this code. Read it once more: six characters, none of them 0, O, 1, I."))
    if device.approved_at is None:
        raise ScreenRefused(_("This code has run out. The screen shows a new one by now."))
    raise ScreenRefused(_("This code was used before. A screen that waits shows a new one."))


def _fields(shown: Shown, name: str) -> dict[str, object]:
    return {
        "name": name,
        "unit": shown.unit,
        "competition": shown.competition,
        "exam": shown.exam,
        "shows_live": shown.shows_live,
    }


def _told(shown: Shown) -> dict[str, object]:
    return {
        "competition": str(shown.competition.pk) if shown.competition else "",
        "exam": str(shown.exam.pk) if shown.exam else "",
        "live": shown.shows_live,
    }
