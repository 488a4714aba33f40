"""Whether papers can be made: what is missing, in whole sentences, before anybody sits down."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils.translation import gettext as _

from courses.models.post_kinds import PostKind
from exams.drawing.blueprint import ELSEWHERE, Standing
from exams.drawing.papers import Shortage
from exams.drawing.plans import Plan
from exams.errors import PaperCannotBeFilled
from exams.models import Paper, QuestionState
from organizations.models import Industry

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMED = 3  # so many groups of workers are named, the others are counted


def obstacles_of(paper: Paper, plan: Plan, people: Mapping[Standing, int]) -> list[str]:
    """Return why papers can't be made by this plan for these people; nothing when they can.

    At most two queries. `people` says how many stand where; without any the plan is held against what is for everybody.
    """
    if plan.is_empty:
        return [_("The paper has no parts: add at least one.")]
    return [*_stale(paper), *shortages_of(plan, people)]


def shortages_of(plan: Plan, people: Mapping[Standing, int]) -> list[str]:
    """Return a sentence for each thing that the banks can't give, with whom it is missing for. At most one query."""
    groups: Counter[Standing] = Counter()
    for standing, number in (people or {ELSEWHERE: 0}).items():
        groups[plan.as_far_as_it_matters(standing)] += number
    short: dict[Shortage, list[Standing]] = defaultdict(list)
    for standing in groups:
        for shortage in plan.shortages_for(standing):
            short[shortage].append(standing)
    names = _names_of_kinds() if short else {}
    return [
        _sentence(shortage, "" if len(concerned) == len(groups) else _whom(concerned, groups, names))
        for shortage, concerned in short.items()
    ]


def check_filled(plan: Plan, standings: Iterable[Standing]) -> None:
    """Raise PaperCannotBeFilled, naming every shortage, unless the banks hold enough for everybody who stands there."""
    if plan.is_empty:
        raise PaperCannotBeFilled(_("The paper has no parts: add at least one."))
    missing = shortages_of(plan, Counter(standings))
    if missing:
        raise PaperCannotBeFilled("".join(missing))


def _stale(paper: Paper) -> list[str]:
    """Name the questions of a fixed paper that are no longer what would be asked today. One query, for a fixed one."""
    if not paper.is_fixed:
        return []
    changed = ~Q(version__question__state=QuestionState.IN_USE) | ~Q(version=F("version__question__current"))
    stale = paper.questions.filter(changed).select_related("version__question").order_by("place")
    return [
        _("Question %(number)d is no longer in use as it was: “%(stem)s”. Fix a new draw.")
        % {"number": asked.place, "stem": asked.version.stem}
        for asked in stale
    ]


def _sentence(shortage: Shortage, whom: str) -> str:
    said = {"part": shortage.label, "needed": shortage.needed, "held": shortage.held, "whom": whom}
    if shortage.in_cases:
        return _sentence_on_cases(said)
    if not whom:
        return _("%(part)s needs %(needed)d questions, the bank has %(held)d in use.") % said
    return _("%(part)s needs %(needed)d questions, the bank has %(held)d in use for %(whom)s.") % said


def _sentence_on_cases(said: Mapping[str, object]) -> str:
    """A case that is not whole is missing, though the list of questions shows some of it in use."""
    short = _("%(part)s needs %(needed)d cases, the bank has only %(held)d for %(whom)s.")
    if not said["whom"]:
        short = _("%(part)s needs %(needed)d cases, the bank has only %(held)d.")
    return short % said + _("A case is drawn only when all its questions are in use and suit the worker.")


def _whom(concerned: list[Standing], groups: Mapping[Standing, int], names: Mapping[int, str]) -> str:
    told = "、".join(_words(standing, names) for standing in concerned[:NAMED])
    words = {"groups": told, "people": sum(groups[standing] for standing in concerned)}
    if len(concerned) > NAMED:
        return _("%(groups)s and others (%(people)d people)") % words
    return _("%(groups)s (%(people)d people)") % words


def _words(standing: Standing, names: Mapping[int, str]) -> str:
    industry = [str(Industry(standing.industry).label)] if standing.industry else []
    posts = [name for pk, name in names.items() if pk in standing.kinds]
    return "·".join([*industry, *posts]) or _("all others")


def _names_of_kinds() -> dict[int, str]:
    return dict(PostKind.objects.values_list("pk", "name"))
