"""What rests on something that has changed is asked no more until somebody has looked at it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from exams.contents import draft_of
from exams.models import LawText, Question, QuestionState
from exams.services.laws import keep_law
from exams.services.questions import review_questions, revise_question
from organizations.models import AuditEntry, Role
from tests.factories.courses import a_case
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import BureauFactory, County, PostFactory, desk_of, staff
from tests.factories.procedures import People, changed, in_force

pytestmark = pytest.mark.django_db
LAW, OLD, NEW = "安全生产法", "2014-08-31", "2021-06-10"


def on(version: str, **fields: object) -> Question:
    question: Question = QuestionFactory(basis_text=LAW, basis_version=version, **fields)
    return question


def state_of(question: Question) -> str:
    return Question.objects.get(pk=question.pk).state


def test_a_new_version_of_a_law_parks_what_rests_on_the_old_one_and_says_why() -> None:
    old, new, other = on(OLD), on(NEW), QuestionFactory(basis_text="矿山安全法", basis_version=OLD)

    assert keep_law(law=LawText(title=f"《{LAW}》", version=NEW), by=None).parked == 1

    assert [state_of(question) for question in (old, new, other)] == ["parked", "in_use", "in_use"]
    assert Question.objects.get(pk=old.pk).parked_because == f"《{LAW}》（{NEW}）已经施行。"
    assert AuditEntry.objects.filter(action="questions.park").exists()


def test_a_question_that_says_not_on_which_version_it_rests_is_parked_too() -> None:
    question = on("")
    keep_law(law=LawText(title=LAW, version=NEW), by=None)
    assert state_of(question) == QuestionState.PARKED


def test_what_is_retired_or_waits_for_its_review_stays_so() -> None:
    questions = [on(OLD, state=state) for state in (QuestionState.RETIRED, QuestionState.TO_REVIEW)]
    keep_law(law=LawText(title=LAW, version=NEW), by=None)
    assert [state_of(question) for question in questions] == [QuestionState.RETIRED, QuestionState.TO_REVIEW]


def test_nobody_puts_a_question_on_an_old_law_into_use() -> None:
    keep_law(law=LawText(title=LAW, version=NEW), by=None)
    old, new = on(OLD, state=QuestionState.TO_REVIEW), on(NEW, state=QuestionState.TO_REVIEW)
    assert review_questions(questions=Question.objects.all(), state=QuestionState.IN_USE, by=None) == 1
    assert [state_of(question) for question in (old, new)] == [QuestionState.TO_REVIEW, QuestionState.IN_USE]


def test_a_case_that_is_published_anew_parks_what_rests_on_it() -> None:
    case, other = a_case(), a_case()
    question, neighbour = QuestionFactory(basis_case=case), QuestionFactory(basis_case=other)

    case.save_revision().publish()

    assert (state_of(question), state_of(neighbour)) == (QuestionState.PARKED, QuestionState.IN_USE)
    assert case.short_title in Question.objects.get(pk=question.pk).parked_because


def test_a_next_version_of_a_procedure_in_force_parks_what_rests_on_it(
    county: County, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        version, other = (in_force(county.enterprise, county.team, post=PostFactory(name=name)) for name in "甲乙")
    question, neighbour = (QuestionFactory(basis_procedure=each.procedure) for each in (version, other))

    with django_capture_on_commit_callbacks(execute=True):
        changed(version, People(county.enterprise, county.team))

    assert (state_of(question), state_of(neighbour)) == (QuestionState.PARKED, QuestionState.IN_USE)
    assert version.procedure.name in Question.objects.get(pk=question.pk).parked_because
    revise_question(question=question, draft=replace(draft_of(question), explanation="看新版"), by=None)
    assert Question.objects.get(current__basis_procedure=version.procedure) == question


def test_a_curator_keeps_the_register_and_reads_how_many_are_parked() -> None:
    on(OLD)
    desk = desk_of(staff(Role.CURATOR, BureauFactory()))
    answer = desk.post(reverse("admin_laws:add"), {"title": LAW, "version": NEW, "parks": "on"}, follow=True)
    assert "1 道题依据的是别的版本" in answer.content.decode()
    assert f"{reverse('admin_questions:index')}?state=parked" in answer.content.decode()
    assert Question.objects.get().state == QuestionState.PARKED
    html = desk.get(reverse("admin_questions:index"), {"state": "parked"}).content.decode()
    assert "已经施行" in html


def test_who_puts_many_into_use_reads_which_stayed_out() -> None:
    keep_law(law=LawText(title=LAW, version=NEW), by=None)
    on(OLD, state=QuestionState.TO_REVIEW)
    desk = desk_of(staff(Role.BUREAU_ADMIN, BureauFactory()))
    address = reverse("wagtail_bulk_action", args=["exams", "question", "use"])
    answer = desk.post(f"{address}?id=all&next={reverse('admin_questions:index')}", follow=True)
    assert "1 道题依据的是旧版法规" in answer.content.decode()
