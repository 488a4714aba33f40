"""Pictures on the pages that show questions: for whom, at which price, and what is said to who can't see them."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exams.models import Attempt, Question, QuestionState
from exams.pictures.addresses import picture_url
from exams.pictures.alone import PICTURE_ALONE
from exams.printing.question_paper import form_pdf
from exams.printing.sheet import sheet_of
from exams.services.journal import record_events
from exams.services.practice import todays_ten
from exams.services.printed_forms import make_forms
from exams.services.sittings import start_attempt, submit_attempt
from organizations.models import User
from tests.factories.exams import ExamFactory, QuestionBankFactory, QuestionFactory, filled_paper
from tests.factories.organizations import County, TeamFactory, phone_of
from tests.factories.pictures import bytes_of, show
from tests.factories.sittings import a_worker, an_event, an_exam

pytestmark = pytest.mark.django_db
PICTURE = re.compile(r'<img class="question-picture" src="([^"]+)" width="(\d+)" height="(\d+)" alt="([^"]+)"')


@pytest.fixture
def attempt(worker: User) -> Attempt:
    """A sitting of five questions; the stem of each and the option B of each show something."""
    exam = an_exam(worker.memberships.get().enterprise)
    for number, question in enumerate(Question.objects.all()):
        show(question, alt=f"图{number}", colour="teal")
        show(question, "B", alt=f"选项图{number}", colour="firebrick")
    return start_attempt(exam=exam, worker=worker)


def test_the_paper_brings_the_pictures_of_all_its_questions_with_their_words(worker: User, attempt: Attempt) -> None:
    page = phone_of(worker).get(f"/attempts/{attempt.pk}/").content.decode()

    found = PICTURE.findall(page)
    assert len(found) == 10
    assert {(width, height) for _src, width, height, _alt in found} == {("640", "480")}
    assert sum(alt.startswith("选项图") for *_rest, alt in found) == 5
    assert "loading=" not in page  # what waits until it is scrolled to is not there when the signal is gone


def test_a_worker_gets_the_pictures_of_his_own_paper_and_keeps_them(worker: User, attempt: Attempt) -> None:
    phone = phone_of(worker)
    page = phone.get(f"/attempts/{attempt.pk}/").content.decode()
    again = phone.get(f"/attempts/{attempt.pk}/").content.decode()
    address = PICTURE.findall(page)[0][0]

    answer = phone.get(address)

    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"  # type: ignore[attr-defined]
    assert [src for src, *_rest in PICTURE.findall(again)] == [src for src, *_rest in PICTURE.findall(page)]


def test_an_address_made_for_another_or_for_nobody_shows_nothing(worker: User) -> None:
    picture = show(QuestionFactory()).picture_id
    other = phone_of(a_worker(TeamFactory()))

    assert other.get(picture_url(picture, reader=worker.pk)).status_code == 404
    assert phone_of(worker).get(picture_url(uuid4(), reader=worker.pk)).status_code == 404
    assert phone_of(worker).get(f"/question-pictures/{worker.pk}.{picture}:forged/").status_code == 404


def test_pictures_cost_a_page_one_query_however_many(worker: User, attempt: Attempt) -> None:
    phone = phone_of(worker)
    with CaptureQueriesContext(connection) as many:
        phone.get(f"/attempts/{attempt.pk}/")
    assert sum("exams_versionpicture" in query["sql"] for query in many.captured_queries) == 1


def test_the_result_shows_what_was_chosen_and_what_was_right(worker: User, attempt: Attempt) -> None:
    record_events(attempt_id=attempt.pk, device=uuid4(), events=[an_event(0, 0, ["B"])])
    submit_attempt(attempt=attempt)

    page = phone_of(worker).get(f"/attempts/{attempt.pk}/result/").content.decode()

    alts = [alt for *_rest, alt in PICTURE.findall(page)]
    assert sum(alt.startswith("选项图") for alt in alts) == 1  # the wrong choice; A has no picture
    assert len(alts) == 6


def test_practice_and_the_mock_exam_show_pictures_too(worker: User) -> None:
    bank = QuestionBankFactory(owner=worker.memberships.get().enterprise)
    for question in QuestionFactory.create_batch(3, bank=bank, state=QuestionState.IN_USE):
        show(question, alt="井口")
    ten = todays_ten(worker=worker)
    assert ten is not None
    phone = phone_of(worker)

    page = phone.get(f"/practice/ten/{ten.pk}/1/").content.decode()
    phone.post(f"/practice/ten/{ten.pk}/1/", {"q0": "D"})
    answered = phone.get(f"/practice/ten/{ten.pk}/1/").content.decode()
    mock = phone.post("/practice/mock/", follow=True).content.decode()

    assert [alt for *_rest, alt in PICTURE.findall(page)] == ["井口"]
    assert [alt for *_rest, alt in PICTURE.findall(answered)] == ["井口"]
    assert len(PICTURE.findall(mock)) == 3


def test_a_printed_paper_has_the_pictures(county: County) -> None:
    exam = ExamFactory(owner=county.enterprise, paper=filled_paper(owner=county.enterprise))
    for question in Question.objects.all():
        show(question)
        show(question, "C", colour="firebrick")
    form = make_forms(exam=exam, by=None)[0]

    content = form_pdf(sheet_of(form, "https://jingzhong.example/"))

    assert content.count(b"/Subtype /Image") == 2  # each once, however often it is shown


def test_who_keeps_the_bank_reads_the_question_with_its_pictures(county: County, officer: Client) -> None:
    question = QuestionFactory(bank__owner=county.bureau)
    used = show(question, "A", alt="灭火器")

    page = officer.get(f"/admin/questions/{question.pk}/read/").content.decode()

    [(src, *_size, alt)] = PICTURE.findall(page)
    assert alt == "灭火器"
    assert b"".join(officer.get(src).streaming_content) == bytes_of(used.picture)  # type: ignore[attr-defined]


def test_an_option_that_is_a_picture_alone_is_known_by_the_letter_of_its_place(worker: User) -> None:
    exam = an_exam(worker.memberships.get().enterprise)
    for question in Question.objects.all():
        version = question.current
        assert version is not None
        alone = [{**option, "text": PICTURE_ALONE} for option in version.options]
        type(version).objects.filter(pk=version.pk).update(options=alone)
        for option in alone:
            show(question, option["key"], alt=f"标志{option['key']}")

    page = phone_of(worker).get(f"/attempts/{start_attempt(exam=exam, worker=worker).pk}/").content.decode()

    assert PICTURE_ALONE not in page
    assert page.count("data-pictures") == 5
    letters = re.findall(r'<span class="choice-key">(\w)</span>', page)
    assert letters[:4] == ["A", "B", "C", "D"]
