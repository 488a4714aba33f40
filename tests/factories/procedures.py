"""Procedures at every stage of their way."""

from __future__ import annotations

from dataclasses import replace

from courses.models import Procedure, ProcedureVersion, VersionState
from courses.procedures.steps import StepDraft
from courses.services.procedure_reviews import let_pass, submit
from courses.services.procedures import begin_procedure, begin_version, keep_draft
from organizations.models import Membership, Post, Role, Unit, User
from tests.factories.organizations import PostFactory, staff, worker_of

STEPS = (
    StepDraft("敲帮问顶，撬下浮石", "浮石掉落砸人", "由外向里", "不撬完就进去干活", "安全帽", is_critical=True),
    StepDraft("检查支护", "顶板冒落", "锚杆托盘贴紧岩面", "空顶作业", "安全帽、手套"),
)


def holds(worker: User, post: Post) -> User:
    """Let the person hold the post."""
    Membership.objects.current().filter(user=worker).update(post=post)
    return worker


def holder_of(unit: Unit, post: Post | None = None, **fields: object) -> User:
    """Return somebody who works in that team and holds the post."""
    return holds(worker_of(unit, **fields), post or PostFactory())


class People:
    """Those who have a say in an enterprise: one for each stage."""

    def __init__(self, enterprise: Unit, team: Unit) -> None:
        self.enterprise = enterprise
        self.officer = staff(Role.SAFETY_OFFICER, enterprise)
        self.leader = staff(Role.TEAM_LEADER, team)
        self.head = staff(Role.ENTERPRISE_HEAD, enterprise)

    def of(self, version: ProcedureVersion) -> User:
        """Return who lets it pass where it lies: an officer who did not write it, where there is one."""
        officers = User.objects.filter(grants__role=Role.SAFETY_OFFICER, grants__unit=self.enterprise).order_by("pk")
        another = officers.exclude(pk=version.made_by_id).first() or self.officer
        stages = {VersionState.WORKSHOP: self.leader, VersionState.OFFICER: another}
        return stages.get(VersionState(version.state), self.head)


def a_procedure(enterprise: Unit, *, post: Post | None = None, by: User | None = None) -> Procedure:
    """Return a procedure with a draft of two steps."""
    procedure = begin_procedure(enterprise=enterprise, post=post or PostFactory(), by=by)
    keep_draft(version=procedure.versions.get(), steps=STEPS, changes="", by=by)
    return procedure


def through(version: ProcedureVersion, people: People, *, until: str = VersionState.IN_FORCE) -> ProcedureVersion:
    """Let the version go its way until it stands there."""
    version = submit(version=version, by=people.officer)
    while version.state != until:
        version = let_pass(version=version, stage=version.state, by=people.of(version))
    return version


def in_force(enterprise: Unit, team: Unit, *, post: Post | None = None) -> ProcedureVersion:
    """Return the first version of a procedure, in force."""
    people = People(enterprise, team)
    procedure = a_procedure(enterprise, post=post, by=people.officer)
    return through(procedure.versions.get(), people)


def changed(version: ProcedureVersion, people: People, *steps: StepDraft) -> ProcedureVersion:
    """Return the next version with these steps, in force. Hazard and standard are filled in where a step has none."""
    draft = begin_version(procedure=version.procedure, by=people.officer)
    whole = [
        replace(step, hazard=step.hazard or "浮石掉落", standard=step.standard or "由外向里")
        for step in steps or STEPS[:1]
    ]
    keep_draft(version=draft, steps=whole, changes="改了步骤", by=people.officer)
    return through(draft, people)
