"""The awards of an enterprise's people in its archive: names and prizes. It is read from above too: no yuan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from leaderboard.award_section import award_section
from leaderboard.models import RewardLine
from organizations.filing.dossier import Dossier
from organizations.filing.papers import papers_and_tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from organizations.filing.archive_writer import Filed, Piece
    from organizations.filing.dossier import FileSection
    from organizations.models import Unit


def rewards_part(enterprise: Unit) -> list[Piece]:
    """Return a folder with the awards of its people and teams, whoever gave them."""
    return [partial(_folder, enterprise)]


def _folder(enterprise: Unit) -> Iterator[Filed]:
    title = _("Rewards")
    dossier = Dossier(
        title=_("File of rewards"),
        name=enterprise.shown_name,
        about=[(_("Enterprise"), enterprise.shown_name)],
        sections=[awards_section(enterprise)],
        signed_by=(_("Safety officer"), _("Date")),
    )
    return papers_and_tables_of(dossier, title, title)


def awards_section(enterprise: Unit) -> FileSection:
    """Return the awards of approved lists, the latest first, withdrawn ones too. One query."""
    lines = RewardLine.objects.out().filter(enterprise=enterprise).select_related("rewards__owner", "unit")
    ordered = lines.order_by("-rewards__approved_at", "order")
    return award_section(ordered, key="awards", empty=_("Nobody has been rewarded yet."), whose=True)
