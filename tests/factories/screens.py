"""Big screens on each step of their way, made by the services."""

from __future__ import annotations

from django.test import Client

from exams.models import Exam
from leaderboard.models import Competition, ScreenDevice
from leaderboard.screens.contents import Contents
from leaderboard.services.screens import Shown, allow_screen, ask_to_show
from organizations.models import Role, Unit, User
from tests.factories.organizations import staff

ADDRESS = "127.0.0.1"


def a_waiting_screen() -> ScreenDevice:
    return ask_to_show(address=ADDRESS)


def a_screen(
    unit: Unit,
    *,
    competition: Competition | None = None,
    exam: Exam | None = None,
    shows_live: bool = True,
    by: User | None = None,
) -> ScreenDevice:
    """Return a screen that shows this of the unit."""
    shown = Shown(unit, "调度室", competition, exam, shows_live)
    officer = by or staff(Role.BUREAU_ADMIN, unit)
    return allow_screen(typed=a_waiting_screen().code, shown=shown, by=officer)


def hung_up(client: Client) -> ScreenDevice:
    """Open the screen's page in this browser; return what waits now with its code."""
    assert client.get("/screen/").status_code == 200
    newest: ScreenDevice = ScreenDevice.objects.order_by("-made_at")[0]
    return newest


def contents(unit: Unit, competition: Competition | None = None, exam: Exam | None = None) -> Contents:
    """Return what a screen of that unit shows, live."""
    return Contents(unit.pk, competition.pk if competition else None, exam.pk if exam else None, True)
