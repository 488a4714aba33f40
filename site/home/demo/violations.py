"""The demonstration's 三违: a year of what was seen and told in the enterprises, and a pledge that most have signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from courses.models import ProcedureStep, VersionState
from hazards.models import PledgeText, SelfReport, SelfReportAnswer, Slip, ViolationKind, ViolationSource
from hazards.pledge_words import DEFAULT_PLEDGE
from hazards.services.pledges import put_in_force, sign_pledge
from hazards.services.self_reports import Told, answer_self_report, report_self
from hazards.services.violations import Facts, record_violation
from home.demo.county import ENTERPRISES, FIRST, WORKER_NO
from organizations.models import Membership, Role, RoleGrant, Unit, User

if TYPE_CHECKING:
    from collections.abc import Sequence

DAYS, SEEN_EACH, TOLD_EACH, SIGNED_OF_TEN = 330, 9, 7, 8
ANSWERED_AFTER, NOT_YET = timedelta(hours=20), timedelta(days=30)  # what is newer waits for an answer
WITH_A_PLEDGE = 9  # enterprises; the others have still to put one in force


@dataclass(frozen=True, slots=True)
class Seen:
    """One invented violation."""

    kind: ViolationKind
    place: str
    what: str
    rule: str
    measures: tuple[str, ...]


SEEN = (
    Seen(ViolationKind.WORK, "作业现场", "登高不系安全带", "高处作业必须系好安全带", ("mended", "talk")),
    Seen(ViolationKind.WORK, "设备旁", "没停电挂牌就伸手清料", "检修、清理前先停电挂牌", ("mended", "retraining")),
    Seen(ViolationKind.WORK, "配电间", "验电前就动手接线", "先停电、验电，再动手", ("steps", "talk")),
    Seen(ViolationKind.WORK, "装卸处", "在吊着的重物下穿过", "起重臂和吊物下面不站人", ("talk", "case")),
    Seen(ViolationKind.ORDERS, "班前会", "催着跳过检查先开机", "没检查完不得开机", ("retraining",)),
    Seen(ViolationKind.DISCIPLINE, "值班室", "当班睡岗二十分钟", "当班不得睡岗、脱岗", ("talk",)),
    Seen(ViolationKind.DISCIPLINE, "入口处", "没戴安全帽就进现场", "进现场戴好安全帽", ("mended",)),
)
TOLD = (
    (Slip.NEAR_MISS, "差点砸到、夹到、摔倒：料块从身边滚过去", "我干活的地方"),
    (Slip.NEAR_MISS, "差点砸到、夹到、摔倒：梯子滑了一下", "设备旁"),
    (Slip.WORK, "漏了步骤、抄了近路：少验了一次电", "设备旁"),
    (Slip.WORK, "没戴好劳保用品：面罩没放下来", "我干活的地方"),
    (Slip.DISCIPLINE, "犯困、生病、走神：夜班后半夜打瞌睡", "我干活的地方"),
)
ANSWERS = (
    "谢谢你说出来，班前会上讲给大家听了。",
    "说得好。那块地方已经清理，加了护栏。",
    "谢谢。规程这一步加了提醒，卡片已经换新。",
)


def build_violations() -> None:
    """A year of 三违 exists afterwards; the worker whose sign-in is printed has the pledge to sign."""
    if PledgeText.objects.exists():
        return
    rng = Random(36)  # noqa: S311  (invented counts)
    for place, planned in enumerate(ENTERPRISES):
        enterprise = Unit.objects.get(code=planned.code)
        people = list(
            Membership.objects.current().filter(enterprise=enterprise).select_related("user", "unit", "enterprise")
        )
        for _number in range(SEEN_EACH + rng.randrange(6)):
            _see(rng.choice(people), rng)
        for _number in range(TOLD_EACH + rng.randrange(8)):
            _tell(rng.choice(people), rng)
        if place < WITH_A_PLEDGE:
            _promise(enterprise, people, rng)
    _miss_a_step()
    _answer_the_printed_worker()


def _see(place: Membership, rng: Random) -> None:
    seen, moment = rng.choice(SEEN), _moment(rng)
    was_there = place.started_on <= timezone.localdate(moment)
    facts = Facts(
        unit=place.unit,
        kind=seen.kind,
        source=rng.choice(ViolationSource.values),
        happened_at=moment,
        place=seen.place,
        what=seen.what,
        rule=seen.rule,
        person=place.user if was_there and place.employee_no != WORKER_NO else None,
        measures=seen.measures,
    )
    record_violation(facts=facts, by=_officer(place.enterprise))


def _tell(place: Membership, rng: Random) -> None:
    """Written as it stands afterwards: the service takes nothing that is older than a month."""
    kind, what, where = rng.choice(TOLD)
    said_at = _moment(rng)
    report = SelfReport.objects.create(
        worker=place.user,
        enterprise=place.enterprise,
        unit=place.unit,
        kind=kind,
        what=what,
        place=where,
        happened_on=timezone.localdate(said_at),
        said_at=said_at,
        key=UUID(int=rng.getrandbits(128)),
    )
    officer, answered_at = _officer(place.enterprise), said_at + ANSWERED_AFTER
    if officer is not None and answered_at < timezone.now() - NOT_YET:
        SelfReportAnswer.objects.create(report=report, text=rng.choice(ANSWERS), by=officer, at=answered_at)


def _answer_the_printed_worker() -> None:
    """The worker whose sign-in is printed told of a near miss last week, and has an answer to read."""
    place = Membership.objects.current().filter(enterprise__code=FIRST.code, employee_no=WORKER_NO).get()
    officer = _officer(place.enterprise)
    if officer is None:
        return
    told_on = timezone.localdate() - timedelta(days=6)
    words = Told(kind=Slip.NEAR_MISS, what=TOLD[1][1], place=TOLD[1][2], happened_on=told_on, key=UUID(int=36))
    report = report_self(worker=place.user, told=words)
    answer_self_report(report=report, text="谢谢你说出来。梯脚换了防滑垫，其他梯子也都查了一遍。", by=officer)


def _promise(enterprise: Unit, people: Sequence[Membership], rng: Random) -> None:
    pledge = put_in_force(enterprise=enterprise, text=DEFAULT_PLEDGE, by=_officer(enterprise))
    for place in people:
        if place.employee_no != WORKER_NO and rng.randrange(10) < SIGNED_OF_TEN:
            sign_pledge(pledge=pledge, worker=place.user)


def _miss_a_step() -> None:
    """Somebody of the first enterprise left out a critical step of his post's procedure yesterday."""
    enterprise = Unit.objects.get(code=FIRST.code)
    in_force = Q(version__state=VersionState.IN_FORCE, version__procedure__enterprise=enterprise, is_critical=True)
    step = ProcedureStep.objects.filter(in_force).select_related("version__procedure").first()
    if step is None:
        return
    holders = Membership.objects.current().filter(enterprise=enterprise, post=step.version.procedure.post_id)
    place = holders.exclude(employee_no=WORKER_NO).select_related("user", "unit").order_by("employee_no")[0]
    facts = Facts(
        unit=place.unit,
        kind=ViolationKind.WORK,
        source=ViolationSource.SEEN,
        happened_at=timezone.now() - timedelta(days=1),
        place="采掘工作面",
        what=f"漏了关键步骤：{step.action}",
        step=step,
        person=place.user,
        measures=("mended", "steps"),
    )
    record_violation(facts=facts, by=_officer(enterprise))


def _moment(rng: Random) -> datetime:
    return timezone.now() - timedelta(days=rng.randrange(1, DAYS), minutes=rng.randrange(24 * 60))


def _officer(enterprise: Unit) -> User | None:
    grants = RoleGrant.objects.current().filter(role=Role.SAFETY_OFFICER, unit=enterprise)
    grant = grants.select_related("user").order_by("pk").first()
    return grant.user if grant else None
