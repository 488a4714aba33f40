"""The rules of a competition in sentences, as they are printed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from leaderboard.models import Competition, Stage


def rule_sentences(competition: Competition) -> list[str]:
    """Return the rules, one sentence each. Two queries where stages and parts aren't fetched yet."""
    stages = list(competition.stages.order_by("place").prefetch_related("parts"))
    said = [_stage(stage) for stage in stages]
    words = {"least": competition.least_judges, "from": competition.trim_from}
    said.append(
        _(
            "At least %(least)d judges mark each part; their mean counts. From %(from)d judges on, one highest and one "
            "lowest score are left out."
        )
        % words
    )
    said.append(_("No judge marks himself or his own unit, and none sees the others' marks."))
    said.append(
        _(
            "A critical step missed is a veto: where more than half of the judges say so, and where fewer say so and "
            "the chief judge decides so. The part counts 0 then, and the competitor stands behind all others."
        )
    )
    said.append(
        _("Where judges differ by more than %s points of a hundred, new marks can be asked for; those count then.")
        % f"{competition.spread_limit.normalize():f}"
    )
    said.append(_("Same score, same place: after two firsts comes the third. How fast somebody was does not count."))
    said.append(_("Appeals are taken for %d days after the results are shown.") % competition.appeal_days)
    return said


def _stage(stage: Stage) -> str:
    parts = "，".join(f"{part} {part.weight.normalize():f} %" for part in stage.parts.all())
    said = _("%(stage)s: %(parts)s.") % {"stage": stage.name, "parts": parts}
    if stage.go_on is None:
        return said
    return said + _("The first %d go on, and who shares the last of these places.") % stage.go_on
