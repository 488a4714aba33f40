"""Something is wrong with a question: said by a worker, answered by who keeps the bank."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from exams.doubting import Doubted, doubt_url, doubted
from exams.errors import DoubtRefused
from exams.models import QuestionDoubt, QuestionVersion
from exams.services.doubts import answer_doubt, say_doubt
from organizations.models import Role, User
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import County, desk_of, phone_of, staff
from tests.factories.pictures import a_hazard_question, show
from tests.factories.sittings import a_worker, an_exam, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(county: County) -> QuestionVersion:
    made: QuestionVersion = QuestionFactory(bank__owner=county.enterprise).current
    return made


def test_one_doubt_waits_at_a_time_and_after_its_answer_there_may_be_another(
    county: County, worker: User, version: QuestionVersion
) -> None:
    doubt = say_doubt(worker=worker, version=version, text="A 也对。")
    with pytest.raises(DoubtRefused):
        say_doubt(worker=worker, version=version, text="B 也对。")
    say_doubt(worker=a_worker(county.team), version=version, text="B 也对。")

    answer_doubt(doubt=doubt, answer="改了。", by=staff(Role.SAFETY_OFFICER, county.enterprise))
    say_doubt(worker=worker, version=version, text="还是不对。")

    assert QuestionDoubt.objects.open().count() == 2


def test_twenty_a_day_are_enough(county: County, worker: User) -> None:
    questions = QuestionFactory.create_batch(22, bank__owner=county.enterprise)
    for question in questions[:20]:
        say_doubt(worker=worker, version=question.current, text="不对。")
    with pytest.raises(DoubtRefused):
        say_doubt(worker=worker, version=questions[20].current, text="不对。")

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        say_doubt(worker=worker, version=questions[21].current, text="不对。")


def test_an_address_is_good_for_one_worker_and_one_question(worker: User, version: QuestionVersion) -> None:
    token = doubt_url(worker=worker.pk, version=version.pk).split("/")[-2]

    assert doubted(token, worker=worker.pk) == Doubted(version.pk, None)
    assert doubted(token, worker=worker.pk + 1) is None
    assert doubted(token.replace(f"-{version.pk}", f"-{version.pk + 1}"), worker=worker.pk) is None
    assert doubted("nonsense", worker=worker.pk) is None


def test_from_the_result_page_to_the_answer_on_the_page_where_he_asked(county: County, worker: User) -> None:
    attempt = sit(an_exam(county.enterprise), worker, right=3)
    phone = phone_of(worker)
    result = phone.get(f"/attempts/{attempt.pk}/result/").content.decode()
    there = re.findall(r'href="(/practice/doubts/[^"]+)"', result)[-1]
    assert phone.post(there, {"text": "第二个做法也对。"})["Location"] == there
    assert phone.post(there, {"text": "再说一次。"}).context["form"].errors
    doubt = QuestionDoubt.objects.get()
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))

    page = officer.get(reverse("admin_doubts:edit", args=[doubt.pk])).content.decode()
    assert "第二个做法也对。" in page
    assert worker.name not in page
    assert reverse("admin_questions:edit", args=[doubt.version.question_id]) in page
    assert officer.post(reverse("admin_doubts:edit", args=[doubt.pk]), {"answer": ""}).status_code == 200
    assert not QuestionDoubt.objects.exclude(answered_at=None)
    officer.post(reverse("admin_doubts:edit", args=[doubt.pk]), {"answer": "对，题目已经改了。"})

    for address in (there, "/practice/doubts/"):
        assert "对，题目已经改了。" in phone.get(address).content.decode()
    assert phone.get("/practice/").context["answered"] == 1


@pytest.mark.parametrize("text", ["", "   ", "长" * 301])
def test_nothing_or_too_much_is_not_sent(worker: User, version: QuestionVersion, text: str) -> None:
    there = doubt_url(worker=worker.pk, version=version.pk)

    assert phone_of(worker).post(there, {"text": text}).context["form"].errors
    assert not QuestionDoubt.objects.exists()


def test_doubts_stand_in_the_list_of_who_keeps_the_bank_the_waiting_first(
    county: County, worker: User, version: QuestionVersion
) -> None:
    officer = staff(Role.SAFETY_OFFICER, county.enterprise)
    answered = say_doubt(worker=worker, version=version, text="早的那条")
    answer_doubt(doubt=answered, answer="改了。", by=officer)
    say_doubt(worker=worker, version=version, text="晚的那条")
    of_bureau = QuestionFactory(bank__owner=county.bureau).current
    say_doubt(worker=worker, version=of_bureau, text="县里的题")

    page = desk_of(officer).get(reverse("admin_doubts:index")).content.decode()
    assert "县里的题" not in page
    assert page.index("晚的那条") < page.index("早的那条")
    curator = desk_of(staff(Role.CURATOR, county.bureau)).get(reverse("admin_doubts:index")).content.decode()
    assert "县里的题" in curator


def test_every_question_of_a_result_can_be_doubted_on_the_page_of_the_wrong_or_of_the_right_ones(
    county: County, worker: User
) -> None:
    attempt = sit(an_exam(county.enterprise), worker, right=3)
    phone, there = phone_of(worker), f"/attempts/{attempt.pk}/result/"

    wrong, right = (
        set(re.findall(r"/practice/doubts/[^\"]+", phone.get(there, shown).content.decode()))
        for shown in ({}, {"show": "right"})
    )

    assert (len(wrong), len(right), len(wrong | right)) == (2, 3, 5)


def test_who_doubts_and_who_answers_see_the_pictures_of_the_question(county: County, worker: User) -> None:
    question = QuestionFactory(bank__owner=county.enterprise)
    show(question, alt="井口平台")
    show(question, "B", alt="没有护栏")
    doubt = say_doubt(worker=worker, version=question.current, text="看不清。")
    officer = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise))
    there = doubt_url(worker=worker.pk, version=question.current_id)

    for reader, address in (
        (phone_of(worker), there),
        (phone_of(worker), reverse("exams:doubts")),
        (officer, reverse("admin_doubts:edit", args=[doubt.pk])),
    ):
        page = reader.get(address).content.decode()
        found = re.findall(r'class="question-picture" src="([^"]+)"[^>]* alt="([^"]+)"', page)
        assert [alt for _src, alt in found] == ["井口平台", "没有护栏"]
        assert reader.get(found[0][0]).status_code == 200


def test_of_hazards_who_answers_sees_the_picture_and_not_a_list_of_squares(county: County, worker: User) -> None:
    question = a_hazard_question(bank__owner=county.enterprise)
    doubt = say_doubt(worker=worker, version=QuestionVersion.objects.get(question=question), text="还有一处。")

    page = desk_of(staff(Role.SAFETY_OFFICER, county.enterprise)).get(reverse("admin_doubts:edit", args=[doubt.pk]))

    assert "没戴安全帽" in page.content.decode()
    assert "第1行第1列" not in page.content.decode()
    assert "question-picture" in page.content.decode()
