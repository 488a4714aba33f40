"""Re-tests (抽考): a sample drawn by chance sits a short paper under supervision."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from exams.drawing.samples import draw_sample
from exams.errors import NotSupervised, RetestRefused
from exams.models import Attempt, AttemptState, Exam, ExamState, ResultsShown, SpotCheck
from exams.services.audience import sitters_of
from exams.services.draws import Draw, new_seed
from exams.services.papers import new_seats
from exams.services.plans import plan_of
from exams.services.readiness import check_filled
from organizations.audit import record
from organizations.flood import tried, tries
from organizations.models import Membership

if TYPE_CHECKING:
    from exams.models import Paper
    from organizations.models import Unit, User
    from organizations.models.units import UnitQuerySet

WRONG_CODES = "retest code"
WRONG_CODES_ALLOWED = 10
CODE_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Retest:
    """What a re-test is to be; of each enterprise so many `people`, or that many `percent`."""

    title: str
    paper: Paper
    opens_at: datetime
    closes_at: datetime
    minutes: int
    supervisor: User
    people: int | None = None
    percent: int | None = None


def who_sat(exam: Exam, units: UnitQuerySet) -> dict[str, list[int]]:
    """Return the workers who sat the exam and are still where they sat it, rising, by the key of their enterprise."""
    sat = Attempt.objects.filter(exam=exam).first_valid().filter(state=AttemptState.GRADED, unit__in=units)
    here = sat.filter(
        worker__memberships__in=Membership.objects.current(),
        worker__memberships__enterprise=F("enterprise"),
        worker__is_active=True,
    )
    found: defaultdict[str, list[int]] = defaultdict(list)
    for enterprise, worker in here.order_by("enterprise", "worker").values_list("enterprise", "worker").distinct():
        found[str(enterprise)].append(worker)
    return dict(found)


@transaction.atomic
def draw_retest(*, exam: Exam, retest: Retest, owner: Unit, units: UnitQuerySet, by: User) -> Exam:
    """Return a published exam in which those drawn have their seats; the seed, and from whom was drawn, are recorded.

    Nobody chooses the seed. Raises RetestRefused, PaperCannotBeFilled.
    """
    _check(exam, retest)
    drawn_from, seed = who_sat(exam, units), new_seed()
    if not drawn_from:
        raise RetestRefused(_("Nobody in your units has sat this exam."))
    again = Exam(
        title=retest.title,
        owner=owner,
        paper=retest.paper,
        opens_at=retest.opens_at,
        closes_at=retest.closes_at,
        duration_minutes=retest.minutes,
        pass_points=retest.paper.full_points() * exam.pass_points / exam.paper.full_points(),
        results_shown=ResultsShown.AFTER_APPROVAL,
        retest_of=exam,
        state=ExamState.PUBLISHED,
    )
    again.pass_points = again.pass_points.quantize(exam.pass_points)
    again.full_clean()
    again.save()
    check = SpotCheck.objects.create(
        exam=again,
        seed=seed,
        people=retest.people,
        percent=retest.percent,
        drawn_from=drawn_from,
        supervisor=retest.supervisor,
        drawn_by=by,
    )
    people = _seat(again, set(chain.from_iterable(drawn(check).values())))
    record("exam.retest", by=by, subject=again, unit=owner, exam=str(exam.pk), seed=seed, people=people)
    return again


def drawn(check: SpotCheck) -> dict[str, list[int]]:
    """Draw the sample (once more) as it is recorded."""
    return draw_sample(check.drawn_from, seed=check.seed, people=check.people, percent=check.percent)


def code_of_the_day(exam: Exam, moment: datetime | None = None) -> str:
    """Return the digits that open the re-test on that day; its supervisor says them on the spot."""
    day = timezone.localdate(moment)
    digest = salted_hmac("exams.retest", f"{exam.pk}:{day.isoformat()}", algorithm="sha256").digest()
    return str(int.from_bytes(digest[:8], "big") % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def check_supervised(*, exam: Exam, worker: User, code: str) -> None:
    """Raise NotSupervised for the start of a re-test without the code of the day, or after too many wrong ones."""
    if exam.retest_of_id is None:
        return
    who = f"{exam.pk}:{worker.pk}"
    if tries(WRONG_CODES, who) >= WRONG_CODES_ALLOWED:
        raise NotSupervised(_("Too many wrong codes. Wait a quarter of an hour."))
    if not constant_time_compare("".join(code.split()), code_of_the_day(exam)):
        tried(WRONG_CODES, who)
        raise NotSupervised(_("This is not the code of today. The supervisor says it on the spot."))


def _check(exam: Exam, retest: Retest) -> None:
    if exam.state != ExamState.CLOSED or exam.retest_of_id is not None:
        raise RetestRefused(_("Only an exam that is closed is tested again."))
    if retest.closes_at <= max(timezone.now(), retest.opens_at):
        raise RetestRefused(_("It has to close after it opens, and later than now."))
    if (retest.people is None) == (retest.percent is None):
        raise RetestRefused(_("Say how many people of each enterprise, or how many percent: one of the two."))
    if not retest.paper.full_points() or not exam.paper.full_points():
        raise RetestRefused(_("The paper has no parts: add at least one."))


def _seat(again: Exam, workers: set[int]) -> int:
    plan = plan_of(again.paper)
    sitters = sitters_of(Membership.objects.current().filter(user__in=workers))
    check_filled(plan, [sitter.standing for sitter in sitters])
    Attempt.objects.bulk_create(new_seats(again, sitters, Draw(again, plan, timezone.now())), batch_size=500)
    return len(sitters)
