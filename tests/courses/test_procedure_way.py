"""The way of a procedure: drafted, looked at by three people, in force, replaced by the next version."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from courses.models import ProcedureStep, ProcedureVersion, VersionState
from courses.models.procedures import PublishedNeverChanges
from courses.procedures.access import may_act_on
from courses.procedures.reviewers import versions_to_decide
from courses.procedures.steps import MOST_STEPS, StepDraft
from courses.services.procedure_reviews import NotItsTurn, SamePerson, let_pass, send_back, submit
from courses.services.procedures import AlreadyOpen, NotADraft, begin_procedure, begin_version, keep_draft
from courses.signals import procedure_published
from organizations.errors import Refused
from organizations.models import AuditEntry, Role
from tests.factories.organizations import County, PostFactory, TeamFactory, WorkshopFactory, staff
from tests.factories.procedures import STEPS, People, a_procedure, changed, holder_of, in_force, through

pytestmark = pytest.mark.django_db


def test_a_version_goes_from_the_workshop_to_the_officer_to_the_head(draft: ProcedureVersion, people: People) -> None:
    version = through(draft, people)

    assert (version.state, version.number) == (VersionState.IN_FORCE, 1)
    assert version.published_at is not None
    assert [(review.stage, review.by) for review in version.reviews.all()] == [
        ("workshop", people.leader),
        ("officer", people.officer),
        ("approval", people.head),
    ]
    actions = AuditEntry.objects.filter(subject__contains=str(version.procedure.pk)).values_list("action", flat=True)
    assert {"procedure.begin", "procedure.submit", "procedure.pass", "procedure.publish"} <= set(actions)


def test_a_post_has_one_procedure_in_an_enterprise(county: County, draft: ProcedureVersion) -> None:
    with pytest.raises(ValidationError):
        begin_procedure(enterprise=county.enterprise, post=PostFactory(), by=None)

    assert begin_procedure(enterprise=county.neighbour, post=PostFactory(), by=None).versions.count() == 1


def test_a_draft_without_steps_goes_nowhere(county: County, people: People) -> None:
    empty = begin_procedure(enterprise=county.enterprise, post=PostFactory(), by=people.officer).versions.get()

    with pytest.raises(Refused):
        submit(version=empty, by=people.officer)


def test_a_step_without_its_hazard_or_standard_is_named_and_goes_nowhere(
    draft: ProcedureVersion, people: People
) -> None:
    bare = StepDraft("打锚杆眼", standard="湿式打眼")
    keep_draft(version=draft, steps=(STEPS[0], bare, StepDraft("清理现场")), changes="", by=people.officer)

    with pytest.raises(Refused, match=r"2（危险）、3（危险、标准）"):
        submit(version=draft, by=people.officer)


def test_a_step_can_be_without_anything_forbidden_and_without_gear(draft: ProcedureVersion, people: People) -> None:
    lean = StepDraft("交班写清", "后一班不知道险情", "写进交班本")
    keep_draft(version=draft, steps=(lean,), changes="", by=people.officer)

    assert submit(version=draft, by=people.officer).state == VersionState.WORKSHOP


def test_a_next_version_says_what_has_changed(draft: ProcedureVersion, people: People) -> None:
    first = through(draft, people)
    second = begin_version(procedure=first.procedure, by=people.officer)

    with pytest.raises(Refused):
        submit(version=second, by=people.officer)


def test_without_a_leader_of_the_workshop_nothing_is_handed_in(county: County, people: People) -> None:
    post = PostFactory(name="水泵工")
    holder_of(TeamFactory(parent=WorkshopFactory(parent=county.enterprise)), post)
    draft = a_procedure(county.enterprise, post=post, by=people.officer).versions.get()

    with pytest.raises(Refused):
        submit(version=draft, by=people.officer)


def test_the_leader_of_any_team_of_the_workshop_speaks_for_it(county: County, people: People) -> None:
    holder_of(county.team)
    elsewhere = staff(Role.TEAM_LEADER, TeamFactory(parent=WorkshopFactory(parent=county.enterprise)))
    beside, neighbour = staff(Role.TEAM_LEADER, county.other_team), staff(Role.TEAM_LEADER, county.neighbour_team)
    draft = a_procedure(county.enterprise, by=people.officer).versions.get()
    waiting = submit(version=draft, by=people.officer)

    may = [may_act_on(person, waiting) for person in (people.leader, beside, elsewhere, neighbour, people.officer)]
    assert may == [True, True, False, False, False]
    assert list(versions_to_decide(beside)) == [waiting]
    assert list(versions_to_decide(people.head)) == []


@pytest.mark.parametrize("role", [Role.BUREAU_ADMIN, Role.INSPECTOR, Role.TOWN_OFFICER])
def test_from_above_nobody_has_a_say(county: County, draft: ProcedureVersion, people: People, role: Role) -> None:
    above = staff(role, county.town if role == Role.TOWN_OFFICER else county.bureau)
    last = through(draft, people, until=VersionState.APPROVAL)

    assert not may_act_on(above, last)
    assert may_act_on(people.head, last)


def test_nobody_puts_his_own_in_force(county: County, people: People) -> None:
    draft = a_procedure(county.enterprise, by=people.head).versions.get()
    last = through(draft, people, until=VersionState.APPROVAL)

    with pytest.raises(SamePerson):
        let_pass(version=last, stage="approval", by=people.head)


def test_one_person_lets_pass_at_one_stage_only(draft: ProcedureVersion, people: People) -> None:
    last = through(draft, people, until=VersionState.APPROVAL)

    with pytest.raises(SamePerson):
        let_pass(version=last, stage="approval", by=people.officer)


def test_after_it_came_back_the_same_people_look_again(draft: ProcedureVersion, people: People) -> None:
    last = through(draft, people, until=VersionState.APPROVAL)
    back = send_back(version=last, stage="approval", by=people.head, reason="第二步写明距离")

    assert through(back, people).is_in_force
    assert back.reviews.filter(outcome="returned").get().remark == "第二步写明距离"


def test_sending_back_wants_a_reason(draft: ProcedureVersion, people: People) -> None:
    waiting = submit(version=draft, by=people.officer)

    with pytest.raises(Refused):
        send_back(version=waiting, stage="workshop", by=people.leader, reason="  ")
    assert ProcedureVersion.objects.get(pk=waiting.pk).state == VersionState.WORKSHOP


def test_who_pressed_on_an_old_page_is_told(draft: ProcedureVersion, people: People) -> None:
    moved = through(draft, people, until=VersionState.OFFICER)

    with pytest.raises(NotItsTurn):
        let_pass(version=moved, stage="workshop", by=people.leader)
    with pytest.raises(NotItsTurn):
        submit(version=moved, by=people.officer)


def test_what_is_in_review_is_not_written_in(draft: ProcedureVersion, people: People) -> None:
    waiting = submit(version=draft, by=people.officer)

    with pytest.raises(NotADraft):
        keep_draft(version=waiting, steps=STEPS, changes="", by=people.officer)


def test_a_step_says_what_to_do_and_there_are_not_too_many(draft: ProcedureVersion) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        keep_draft(version=draft, steps=[StepDraft("  ")], changes="", by=None)
    with pytest.raises(Refused):
        keep_draft(version=draft, steps=[StepDraft("做")] * (MOST_STEPS + 1), changes="", by=None)
    assert draft.steps.count() == len(STEPS)


def test_the_next_version_begins_with_the_steps_in_force_and_only_once(county: County, people: People) -> None:
    first = in_force(county.enterprise, county.team)
    second = begin_version(procedure=first.procedure, by=people.officer)

    assert [step.action for step in second.steps.all()] == [step.action for step in STEPS]
    with pytest.raises(AlreadyOpen):
        begin_version(procedure=first.procedure, by=people.officer)


def test_a_next_version_replaces_the_one_in_force_and_that_is_told(
    county: County, people: People, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    told: list[tuple[int, int]] = []

    def hear(version: ProcedureVersion, replaced: ProcedureVersion | None, **_kwargs: object) -> None:
        told.append((version.number, replaced.number if replaced else 0))

    procedure_published.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            first = in_force(county.enterprise, county.team)
            second = changed(first, people)
    finally:
        procedure_published.disconnect(hear)

    assert told == [(1, 0), (2, 1)]
    states = dict(second.procedure.versions.values_list("number", "state"))
    assert states == {1: VersionState.REPLACED, 2: VersionState.IN_FORCE}


def test_a_published_version_never_changes(county: County) -> None:
    version = ProcedureVersion.objects.get(pk=in_force(county.enterprise, county.team).pk)
    step = version.steps.select_related("version").all()[0]

    for change in (version.save, step.save, step.delete, version.delete, version.steps.all().delete):
        with pytest.raises(PublishedNeverChanges):
            change()
    with pytest.raises(PublishedNeverChanges):
        ProcedureStep.objects.filter(version=version).update(action="别的")
    with pytest.raises(NotADraft):
        keep_draft(version=version, steps=STEPS, changes="", by=None)


def test_two_versions_are_never_in_force_at_once(county: County, people: People) -> None:
    version = in_force(county.enterprise, county.team)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.create(
            procedure=version.procedure, number=7, state=VersionState.IN_FORCE, published_at=version.published_at
        )
