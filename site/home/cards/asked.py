"""The cards of what wants his word or his eye: to sign, to promise, to renew, to say that a bonus is wrong, to mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.procedures.access import unsigned_version
from exams.certificates.held import Held, running_out
from exams.models import BonusLine, SheetState
from hazards.access import pledge_to_sign
from home.cards.card import Task
from leaderboard.at_hand import marks_owed

if TYPE_CHECKING:
    from organizations.models import User


def to_judge(user: User) -> list[Task]:
    return [Task(owed.url, owed.title, owed.what, "edit", action=owed.action) for owed in marks_owed(user)]


def bonus(user: User) -> list[Task]:
    """The way to a bonus line while he can say that it is wrong. One query."""
    open_now = BonusLine.objects.filter(
        worker=user, sheet__state=SheetState.PUBLISHED, sheet__appeals_until__gt=timezone.now()
    )
    months = {line.sheet.month: line.sheet.appeals_until for line in open_now.select_related("sheet")}
    return [
        Task(
            reverse("exams:my_bonus_month", args=[month]),
            _("Your bonus of %s") % date_format(month, _("F")),
            _("How every number came. Is one wrong? Say so."),
            "list",
            tag=_("Open until %s") % date_format(timezone.localtime(until), "n月j日 H:i"),
            action=_("Look"),
        )
        for month, until in sorted(months.items())
    ]


def to_renew(user: User) -> list[Task]:
    """The way to his certificates for each that runs out."""
    return [_renewal_card(held) for held in running_out(user)]


def _renewal_card(held: Held) -> Task:
    """The way to his certificates when one runs out, with the exam that renews it."""
    day = date_format(held.certificate.valid_until, "n月j日")
    name = _("Your certificate runs out on %s") if held.standing.is_good else _("Your certificate ran out on %s")
    what = _("Renew it: %s") % held.renewing.title if held.renewing else held.certificate.exam.title
    return Task(reverse("exams:my_certificates"), name % day, what, "alert", action=_("Look at it"))


def to_sign(user: User) -> list[Task]:
    """The way to the procedure of his post while he has not signed the version in force. One query."""
    version = unsigned_version(user)
    if version is None:
        return []
    what = _("It has changed. Read it and sign it.") if version.number > 1 else _("Read every step and sign it.")
    address = reverse("courses:read_procedure", args=[version.procedure_id])
    return [Task(address, version.procedure.name, what, "sign", action=_("Read and sign"))]


def to_promise(user: User) -> list[Task]:
    """The way to the pledge of his enterprise while he has not signed the text in force. One query."""
    pledge = pledge_to_sign(user)
    if pledge is None:
        return []
    what = (
        _("The pledge has changed. Read it and sign it.") if pledge.number > 1 else _("Read it, promise it, sign it.")
    )
    return [Task(reverse("hazards:pledge"), _("Pledge against violations"), what, "sign", action=_("Read and sign"))]
