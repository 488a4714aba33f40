"""The desk's way from a worker's doubt to a corrected result, and what the worker reads then."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from exams.models import Correction, Exam, QuestionVersion, Treatment
from exams.rulings import Ruling
from exams.services.doubts import say_doubt
from exams.services.regrading import regrade, try_out
from organizations.models import Role, User
from tests.factories.corrections import (
    REASON,
    another_key,
    asked_in,
    choose,
    corrected,
    over,
    proposed,
    the_same_for_all,
    version_asked,
)
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import County, desk_of, phone_of, staff
from tests.factories.pictures import show
from tests.factories.sittings import a_worker, an_exam, sit

GIVE = Ruling(Treatment.GIVE)


@pytest.fixture
def exam(county: County, worker: User) -> Exam:
    """Everybody was asked the same; the worker chose B where A was right, and had three of the others."""
    held = the_same_for_all(county.enterprise)
    *others, doubted = asked_in(held)
    choose(held, worker, {version: ["A"] for version in others[:3]} | {doubted: ["B"]})
    return over(held)


@pytest.fixture
def version(exam: Exam) -> QuestionVersion:
    found: QuestionVersion = QuestionVersion.objects.get(pk=asked_in(exam)[4])
    return found


@pytest.fixture
def officer(officer_user: User) -> Client:
    return desk_of(officer_user)


def page_of(made: Correction) -> str:
    return reverse("exams:correction", args=(made.exam_id, made.pk))


def test_from_a_doubt_to_the_note_on_the_workers_result(
    county: County, exam: Exam, version: QuestionVersion, worker: User, officer: Client
) -> None:
    doubt = say_doubt(worker=worker, version=version, text="B 才对。")
    there = reverse("exams:propose_correction", args=(exam.pk, version.pk))
    assert there in officer.get(reverse("admin_doubts:edit", args=[doubt.pk])).content.decode()
    assert there in officer.get(reverse("exams:corrections", args=[exam.pk])).content.decode()

    sent = officer.post(there, {"treatment": "key", "answers": ["B"], "reason": REASON})

    made = Correction.objects.get()
    assert sent["Location"] == page_of(made)
    assert officer.get(f"{page_of(made)}progress/").json()["finished"] is False
    assert "data-poll-url" in officer.get(page_of(made)).content.decode()
    try_out(correction=made)
    assert officer.get(f"{page_of(made)}progress/").json()["finished"] is True
    officer.post(f"{page_of(made)}decide/", {"decision": "approved"})
    made.refresh_from_db()
    assert made.is_waiting  # he proposed it himself

    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    assert worker.name in bureau.get(page_of(made)).content.decode()
    bureau.post(f"{page_of(made)}decide/", {"decision": "approved"})
    made.refresh_from_db()
    regrade(correction=made)

    attempt = worker.attempts.get()
    result = phone_of(worker).get(f"/attempts/{attempt.pk}/result/?show=right").content.decode()
    assert attempt.score == 80
    assert attempt.passed
    assert REASON in result
    assert "60 → 80" in result
    assert "做法B" in result


def test_a_sitting_that_was_not_touched_says_nothing_of_corrections(
    county: County, exam: Exam, version: QuestionVersion, officer_user: User, officer: Client
) -> None:
    corrected(exam, version, another_key("C"), officer_user, staff(Role.BUREAU_ADMIN, county.bureau))
    untouched = exam.attempts.get()

    page = phone_of(untouched.worker).get(f"/attempts/{untouched.pk}/result/")

    assert page.context["corrections"] == []


@pytest.mark.parametrize(
    "said",
    [
        {"treatment": "", "reason": REASON},
        {"treatment": "key", "reason": REASON},
        {"treatment": "key", "answers": ["B"], "reason": ""},
        {"treatment": "points", "reason": REASON},
        {"treatment": "points", "points": "-3", "reason": REASON},
        {"treatment": "also", "answers": ["A"], "reason": REASON},
        {"treatment": "key", "answers": ["B", "C"], "reason": REASON},
    ],
)
def test_what_is_not_said_rightly_comes_back_with_a_sentence(
    exam: Exam, version: QuestionVersion, officer: Client, said: dict[str, object]
) -> None:
    answer = officer.post(reverse("exams:propose_correction", args=(exam.pk, version.pk)), said)

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("kind", "text", "answers"),
    [("ordered", "c, a；b d", [["C", "A", "B", "D"]]), ("written", "CO； 一氧化碳", [["CO"], ["一氧化碳"]])],
)
def test_steps_and_texts_are_written(
    county: County, officer: Client, kind: str, text: str, answers: list[list[str]]
) -> None:
    held = the_same_for_all(county.enterprise)
    bank = held.paper.parts.get().bank
    other = QuestionFactory(bank=bank, **{kind: True}).current
    attempt = sit(held, a_worker(county.team), right=3)
    attempt.paper[0] = [other.pk, [option["key"] for option in other.options], "20"]
    attempt.save()
    over(held)

    officer.post(
        reverse("exams:propose_correction", args=(held.pk, other.pk)),
        {"treatment": "key", "text": text, "reason": REASON},
    )

    assert Correction.objects.get().answers == answers


def test_a_refusal_needs_a_reason_and_stands_on_the_page(
    county: County, exam: Exam, version: QuestionVersion, officer_user: User, officer: Client
) -> None:
    made = proposed(exam, version, GIVE, officer_user)
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    bureau.post(f"{page_of(made)}decide/", {"decision": "refused", "reason": ""})
    made.refresh_from_db()
    assert made.is_waiting
    bureau.post(f"{page_of(made)}decide/", {"decision": "refused", "reason": "规程没有改。"})

    assert "规程没有改。" in officer.get(page_of(made)).content.decode()


def test_an_old_dry_run_can_be_done_again_from_the_page(
    exam: Exam, version: QuestionVersion, officer_user: User, officer: Client
) -> None:
    made = proposed(exam, version, GIVE, officer_user)
    again = f"{page_of(made)}again/"
    assert again not in officer.get(page_of(made)).content.decode()
    Correction.objects.update(tried_upto=0)

    assert again in officer.get(page_of(made)).content.decode()
    officer.post(again)

    made.refresh_from_db()
    assert made.is_under_way


def test_questions_are_found_by_their_words_and_only_those_that_were_asked(county: County, officer: Client) -> None:
    held = an_exam(county.enterprise)
    asked = version_asked(sit(held, a_worker(county.team), right=3), 0)
    over(held)
    there = reverse("exams:corrections", args=[held.pk])

    assert officer.get(there, {"q": asked.stem}).context["found"] == [asked]
    everything = officer.get(there, {"q": "下井前"}).content.decode()
    assert len(re.findall(r"corrections/propose/", everything)) == 5
    assert officer.get(there, {"q": "没有的话"}).context["found"] == []


def test_while_the_exam_runs_there_is_no_form(county: County, officer: Client) -> None:
    running = an_exam(county.enterprise)
    asked = version_asked(sit(running, a_worker(county.team), right=3), 0)

    page = officer.get(reverse("exams:propose_correction", args=(running.pk, asked.pk))).content.decode()

    assert 'name="treatment"' not in page


def test_who_proposes_and_who_decides_see_the_pictures_of_the_question(
    exam: Exam, version: QuestionVersion, officer_user: User, officer: Client
) -> None:
    show(version.question, alt="井口平台")
    made = proposed(exam, version, GIVE, officer_user)

    for address in (reverse("exams:propose_correction", args=(exam.pk, version.pk)), page_of(made)):
        assert 'alt="井口平台"' in officer.get(address).content.decode()


def test_who_proposes_reads_how_many_points_the_question_had(
    exam: Exam, version: QuestionVersion, officer: Client
) -> None:
    page = officer.get(reverse("exams:propose_correction", args=(exam.pk, version.pk)))

    assert page.context["worth"] == 20


def test_the_page_costs_the_same_for_few_and_for_many(
    county: County, officer_user: User, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    held = the_same_for_all(county.enterprise)
    for _person in range(12):
        choose(held, a_worker(county.team), {asked_in(held)[0]: ["B"]})
    made = proposed(over(held), QuestionVersion.objects.get(pk=asked_in(held)[0]), GIVE, officer_user)

    with django_assert_max_num_queries(18):
        page = officer.get(page_of(made))
    assert len(page.context["page"].object_list) == 12
