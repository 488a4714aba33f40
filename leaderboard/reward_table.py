"""A list of rewards as an Excel file, to pay and to sign for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organizations.excel import POINTS, WHOLE, Column, Table, Value

if TYPE_CHECKING:
    from leaderboard.models import RewardLine
    from leaderboard.reward_page import RewardPage


def reward_filename(title: str, kind: str) -> str:
    return f"{title} {date_format(localtime(now()), 'Y-m-d')}.{kind}"


def reward_table(page: RewardPage) -> Table:
    """Return the sheet; without yuan for who sees none."""
    rewards = page.rewards
    approved = [_("approved by %s") % rewards.approved_by.name] if rewards.approved_by else []
    yuan = (Column(_("Yuan"), 12, POINTS),) if page.shows_yuan else ()
    return Table(
        name=_("Rewards"),
        title=rewards.title,
        above=(rewards.occasion, " · ".join([rewards.owner.shown_name, rewards.get_state_display(), *approved])),
        columns=(
            Column(pgettext("ranking", "Place"), 8, WHOLE),
            Column(pgettext("reward", "Prize"), 14),
            Column(pgettext("reward", "Recipient"), 16),
            Column(_("Enterprise"), 24),
            Column(_("Team"), 16),
            Column(pgettext("reward", "Reason"), 34),
            *yuan,
            Column(_("Number of the certificate"), 22),
            Column(_("Remark"), 24),
            Column(pgettext("reward", "Signature"), 14),
        ),
        rows=[_row(line, shows_yuan=page.shows_yuan) for line in page.lines],
        below=(_("Together %s yuan") % f"{page.total:.2f}",) if page.total else (),
    )


def _row(line: RewardLine, *, shows_yuan: bool) -> tuple[Value, ...]:
    return (
        line.place,
        line.prize,
        line.name,
        line.enterprise.shown_name,
        line.unit.name if line.unit_id != line.enterprise_id else "",
        line.reason,
        *((line.amount,) if shows_yuan else ()),
        line.number,
        _("Withdrawn: %s") % line.withdrawn_reason if line.is_withdrawn else "",
        "",
    )
