"""From his doubt a worker gets back to where he met the question, and reads there what came of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from exams.doubting import doubt_url
from exams.models import Attempt, AttemptState, Exam, QuestionDoubt, QuestionVersion, ResultsShown, Treatment
from exams.rulings import Ruling
from exams.services.doubts import answer_doubt
from organizations.models import Role, User
from tests.factories.corrections import REASON, another_key, asked_in, choose, corrected, over, the_same_for_all
from tests.factories.organizations import County, phone_of, staff
from tests.factories.sittings import a_worker, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(county: County, worker: User) -> Exam:
    """The worker has three right, chose B where A was right, and left the last one blank."""
    held = the_same_for_all(county.enterprise)
    *right, doubted, _blank = asked_in(held)
    choose(held, worker, {version: ["A"] for version in right} | {doubted: ["B"]})
    return over(held)


@pytest.fixture
def version(exam: Exam) -> QuestionVersion:
    found: QuestionVersion = QuestionVersion.objects.get(pk=asked_in(exam)[3])
    return found


@pytest.fixture
def phone(worker: User) -> Client:
    return phone_of(worker)


def address_on(page: str, stem: str) -> str:
    """Return where a page leads who doubts that question."""
    card = next(card for card in page.split("<article")[1:] if stem in card)
    return re.findall(r'href="(/practice/doubts/[^"]+)"', card)[0]


def test_from_a_result_he_gets_back_to_that_question_of_it(
    exam: Exam, version: QuestionVersion, worker: User, phone: Client
) -> None:
    attempt = worker.attempts.get()
    result = f"/attempts/{attempt.pk}/result/"
    there = address_on(phone.get(result).content.decode(), version.stem)
    number = [line[0] for line in attempt.paper].index(version.pk) + 1

    assert phone.get(there).context["way_back"].url == f"{result}#q{number}"
    assert f'id="q{number}"' in phone.get(result).content.decode()
    phone.post(there, {"text": "B 才对。"})
    assert f'href="{result}#q{number}"' in phone.get(there).content.decode()
    assert QuestionDoubt.objects.get().attempt == attempt


def test_from_what_he_had_right_he_gets_back_to_what_he_had_right(exam: Exam, worker: User, phone: Client) -> None:
    result = f"/attempts/{worker.attempts.get().pk}/result/"
    there = address_on(
        phone.get(result, {"show": "right"}).content.decode(), QuestionVersion.objects.get(pk=asked_in(exam)[0]).stem
    )

    assert phone.get(there).context["way_back"].url.startswith(f"{result}?show=right#q")


def test_from_practice_he_gets_back_to_practice(version: QuestionVersion, worker: User, phone: Client) -> None:
    page = phone.get(doubt_url(worker=worker.pk, version=version.pk))

    assert page.context["way_back"].url == reverse("exams:practice")


def test_no_address_leads_to_the_sitting_of_somebody_else_or_out_of_the_house(
    county: County, exam: Exam, version: QuestionVersion, worker: User, phone: Client
) -> None:
    other = sit(the_same_for_all(county.enterprise), a_worker(county.team), right=3)
    for there in (
        doubt_url(worker=worker.pk, version=version.pk, attempt=other.pk),
        f"{doubt_url(worker=worker.pk, version=version.pk)}?next=https://example.org/&back=//example.org",
    ):
        page = phone.get(there)
        assert page.context["way_back"].url == reverse("exams:practice")
        assert "example.org" not in page.content.decode()


def test_a_result_that_is_not_out_any_more_is_no_way_back(
    exam: Exam, version: QuestionVersion, worker: User, phone: Client
) -> None:
    there = doubt_url(worker=worker.pk, version=version.pk, attempt=worker.attempts.get().pk)
    Exam.objects.update(results_shown=ResultsShown.AFTER_APPROVAL)

    assert phone.get(there).context["way_back"].url == reverse("exams:practice")


def test_once_he_is_answered_the_answer_stands_there_and_the_form_is_folded_away(
    county: County, version: QuestionVersion, worker: User, phone: Client
) -> None:
    there = doubt_url(worker=worker.pk, version=version.pk)
    assert "<details" not in phone.get(there).content.decode()
    phone.post(there, {"text": "B 才对。"})
    waiting = phone.get(there).content.decode()
    assert 'name="text"' not in waiting

    answer_doubt(
        doubt=QuestionDoubt.objects.get(), answer="按规程是 A。", by=staff(Role.SAFETY_OFFICER, county.enterprise)
    )

    answered = phone.get(there).content.decode()
    assert "B 才对。" in answered
    assert "按规程是 A。" in answered
    assert answered.index("按规程是 A。") < answered.index("<details>") < answered.index('name="text"')
    assert "<details open>" in phone.post(there, {"text": ""}).content.decode()
    phone.post(there, {"text": "规程改过了。"})
    assert QuestionDoubt.objects.count() == 2


@pytest.mark.parametrize(
    ("ruling", "score", "moves"), [(Ruling(Treatment.GIVE), "60 → 80", True), (another_key("C"), "60", False)]
)
def test_he_reads_what_followed_and_what_it_made_of_his_score(
    version: QuestionVersion, phone: Client, ruling: Ruling, score: str, moves: bool
) -> None:
    attempt = Attempt.objects.get(state=AttemptState.GRADED)
    there = doubt_url(worker=attempt.worker_id, version=version.pk, attempt=attempt.pk)
    phone.post(there, {"text": "B 才对。"})
    assert phone.get(there).context["said"][0].followed is None

    corrected(attempt.exam, version, ruling, *(staff(Role.BUREAU_ADMIN, attempt.exam.owner) for _person in range(2)))

    for address in (there, reverse("exams:doubts")):
        page = phone.get(address)
        assert page.context["said"][0].followed.is_moved is moves
        for words in (REASON, score, f'href="/attempts/{attempt.pk}/result/"'):
            assert words in page.content.decode()
