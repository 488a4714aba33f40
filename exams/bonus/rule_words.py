"""A bonus rule in words, as it stands on the screen, on the sheet and on the paper for the workers' congress."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from exams.bonus.rule import Bands, BonusRule, MeanOver, Slope, TeamLine


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a rule: for whom, and which coefficient (a number, or a span of them)."""

    who: str
    coefficient: Decimal | str


def worker_bands(rule: BonusRule) -> list[Said]:
    """Return the worker's lines, absences last."""
    scored = _slope(rule.worker) if isinstance(rule.worker, Slope) else _bands(rule.worker)
    return [
        *scored,
        Said(_("absent, excused"), rule.excused),
        Said(_("absent, not excused"), rule.unexcused),
    ]


def team_bands(rule: BonusRule) -> list[Said]:
    """Return the team's lines, highest first; the first that holds counts."""
    return [Said(_team_line(row), row.coefficient) for row in rule.team]


def rule_sentences(rule: BonusRule) -> list[str]:
    """Return everything of a rule that stands in no line, as sentences."""
    said = [
        _("Combined coefficient = worker's coefficient × team's coefficient, rounded half up to two places."),
        _("It is never below %(floor)s and never above %(cap)s.") % {"floor": rule.floor, "cap": rule.cap},
        _mean_words(rule.mean_over),
        _("Attendance: of all who should sit. Pass rate: of those who sat. Who is excused is left out of the team."),
        _make_up_words(rule.make_up_ceiling),
    ]
    if isinstance(rule.worker, Slope):
        said.append(_("Between the two scores the coefficient rises evenly, rounded half up to two places."))
    return said


def _mean_words(over: MeanOver) -> str:
    if over is MeanOver.SAT:
        return _("The team's mean is taken over those who sat.")
    return _("The team's mean is taken over everybody who should sit, absent without excuse = 0.")


def _make_up_words(ceiling: Decimal | None) -> str:
    if ceiling is None:
        return _("The first valid sitting counts; a make-up does not change the bonus.")
    said = _(
        "A make-up counts for the worker if it is better, with a coefficient of at most %s; for the team it does not."
    )
    return said % ceiling


def _bands(bands: Bands) -> Iterator[Said]:
    above: Decimal | None = None
    for band in bands:
        yield Said(_span(band.at_least, above), band.coefficient)
        above = band.at_least


def _span(low: Decimal, above: Decimal | None) -> str:
    words = {"low": plain(low), "above": plain(above) if above is not None else ""}
    if above is None:
        return _("%(low)s and more") % words
    return _("%(low)s to below %(above)s") % words if low else _("below %(above)s") % words


def _slope(slope: Slope) -> Iterator[Said]:
    low, high = plain(slope.from_score), plain(slope.to_score)
    yield Said(_("%(low)s and more") % {"low": high}, slope.to_coefficient)
    between = _("%(low)s → %(high)s, rising evenly") % {"low": slope.from_coefficient, "high": slope.to_coefficient}
    yield Said(_("%(low)s to below %(above)s") % {"low": low, "above": high}, between)
    if slope.from_score:
        yield Said(_("below %(above)s") % {"above": low}, slope.from_coefficient)


def _team_line(row: TeamLine) -> str:
    asked = [
        words % plain(least)
        for words, least in (
            (_("mean at least %s"), row.mean),
            (_("attendance at least %s%%"), row.attendance),
            (_("pass rate at least %s%%"), row.pass_rate),
        )
        if least
    ]
    return _(", ").join(asked) if asked else _("every other team")


def plain(number: Decimal) -> str:
    """Return a score or rate without needless noughts: 90, not 90.00."""
    return f"{number.normalize():f}"
