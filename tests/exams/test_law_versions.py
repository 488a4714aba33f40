"""The version of a law that is in force: a day, asked about before it parks anything, and put right again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from exams.models import LawText, Question, QuestionState
from exams.services.laws import LawKept, keep_law
from exams.services.parking import park_questions
from organizations.models import Role
from tests.factories.exams import QuestionFactory
from tests.factories.organizations import BureauFactory, desk_of, staff

pytestmark = pytest.mark.django_db
LAW, OLD, NEW, WRONG = "安全生产法", "2014-08-31", "2021-06-10", "2021-06-01"


def on(version: str) -> Question:
    question: Question = QuestionFactory(basis_text=LAW, basis_version=version)
    return question


def keep(version: str) -> LawKept:
    law = LawText.objects.filter(title=LAW).first() or LawText(title=LAW)
    law.version = version
    return keep_law(law=law, by=None)


def again(question: Question) -> Question:
    return Question.objects.get(pk=question.pk)


@pytest.mark.parametrize("wrong", ["明年", "2021", "2021-13-01", "2921-06-10", ""])
def test_what_is_no_day_or_one_to_come_is_no_version_in_force(wrong: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        keep(wrong)
    assert "version" in refusal.value.message_dict
    assert not LawText.objects.exists()


@pytest.mark.parametrize("written", ["2021年6月10日", " 2021/6/10", "2021.06.10"])
def test_a_day_is_kept_as_it_is_cited_however_it_is_written(written: str) -> None:
    keep(written)
    assert LawText.objects.get().version == NEW


def test_the_right_version_puts_back_what_a_wrong_one_has_parked() -> None:
    new, old = on(NEW), on(OLD)
    keep(NEW)
    assert keep(WRONG) == LawKept(parked=1, back=0)

    assert keep(NEW) == LawKept(parked=0, back=1)

    assert (again(new).state, again(new).parked_because) == (QuestionState.IN_USE, "")
    assert (again(old).state, again(old).parked_because) == (QuestionState.PARKED, f"《{LAW}》（{NEW}）已经施行。")


def test_what_a_case_has_parked_stays_parked_whatever_the_law_says() -> None:
    question = on(NEW)
    park_questions(questions=Question.objects.all(), because="案例“透水”重新发布了。", by=None)
    assert keep(NEW) == LawKept(parked=0, back=0)
    assert again(question).parked_because == "案例“透水”重新发布了。"


def save(**form: str) -> Any:
    desk = desk_of(staff(Role.CURATOR, BureauFactory()))
    return desk.post(reverse("admin_laws:add"), {"title": f"《{LAW}》", "version": NEW, **form}, follow=True)


def test_a_curator_is_told_how_many_questions_stop_before_they_do() -> None:
    question = on(OLD)

    answer = save()

    assert "1 道在用的题依据的不是" in answer.content.decode()
    assert 'type="checkbox" name="parks"' in answer.content.decode()
    assert not LawText.objects.exists()
    assert again(question).state == QuestionState.IN_USE
    save(parks="on")
    assert again(question).state == QuestionState.PARKED


def test_a_version_that_parks_nothing_is_saved_at_once_and_counts_nothing() -> None:
    on(NEW)
    html = save().content.decode()
    assert LawText.objects.get().version == NEW
    assert "0 道题" not in html
