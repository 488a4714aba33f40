"""Papers that are the same for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exams.drawing.blueprint import ELSEWHERE
from exams.drawing.sampling import seeded
from exams.models import Paper, PaperQuestion
from exams.services.draws import new_seed
from exams.services.plans import plan_of
from exams.services.readiness import check_filled
from organizations.audit import record

if TYPE_CHECKING:
    from organizations.models import User


@transaction.atomic
def fix_draw(*, paper: Paper, name: str = "", seed: int | None = None, by: User | None) -> Paper:
    """Draw once by the blueprint and return a new paper of these questions; the blueprint stays as it is.

    What suits only some posts or industries is left out, and of each choice the part for everybody else is taken. The
    seed is recorded: the same one draws the same questions from the same banks. Raises PaperCannotBeFilled.
    """
    plan = plan_of(paper)
    check_filled(plan, [ELSEWHERE])
    seed = new_seed() if seed is None else seed
    fixed = Paper(name=name.strip()[: _longest()] or usual_name(paper), owner=paper.owner, is_fixed=True, seed=seed)
    fixed.full_clean()
    fixed.save()
    drawn = plan.paper_for(ELSEWHERE, seeded(seed, "fixed"))
    PaperQuestion.objects.bulk_create(
        PaperQuestion(paper=fixed, version_id=version, points=points, place=place)
        for place, (version, _shown, points) in enumerate(drawn, 1)
    )
    record("paper.fix", by=by, subject=fixed, unit=fixed.owner, blueprint=paper.pk, seed=seed, questions=len(drawn))
    return fixed


def usual_name(paper: Paper) -> str:
    """Return what a paper fixed today is called unless somebody names it."""
    mark = _("(fixed on %s)") % timezone.localdate().isoformat()
    return f"{paper.name[: _longest() - len(mark)]}{mark}"


def _longest() -> int:
    return Paper._meta.get_field("name").max_length or 0
