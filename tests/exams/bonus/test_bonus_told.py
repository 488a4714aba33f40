"""Beside his result a worker reads that the month's bonus follows from it, and finds his line once it is shown."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import gettext as _
from pytest_django import DjangoAssertNumQueries

from exams.bonus.of_exam import bonus_of
from exams.models import Attempt, Exam, ExamState
from exams.services.bonus_sheets import publish_sheet
from tests.factories.bonus import MARCH, YUAN, base_of, counted, member, officer_of
from tests.factories.make_ups import a_make_up, close
from tests.factories.organizations import County, phone_of
from tests.factories.sittings import an_exam, sit

pytestmark = pytest.mark.django_db


def sat_for_march(county: County, month: date | None = MARCH, *, right: int = 5) -> Attempt:
    exam, place = an_exam(county.enterprise), member(county.team)
    Exam.objects.filter(pk=exam.pk).update(bonus_month=month)
    base_of(place, YUAN, place.user)
    attempt = sit(exam, place.user, right=right)
    return Attempt.objects.select_related("exam").get(pk=attempt.pk)


def result_of(attempt: Attempt) -> str:
    text: str = phone_of(attempt.worker).get(f"/attempts/{attempt.pk}/result/").content.decode()
    return text


def test_before_the_sheet_is_shown_the_sentence_stands_there_without_any_number(county: County) -> None:
    attempt = sat_for_march(county)
    counted(county, officer_of(county))

    text = result_of(attempt)

    assert _("The bonus of %(month)s follows from this exam.") % {"month": "2024年3月"} in text
    assert "/bonus/2024-03/" not in text
    assert YUAN not in text


def test_once_it_is_shown_the_sentence_leads_to_his_line(county: County) -> None:
    attempt, officer = sat_for_march(county), officer_of(county)
    Exam.objects.update(state=ExamState.CLOSED)
    publish_sheet(sheet=counted(county, officer), by=officer)

    assert 'href="/bonus/2024-03/"' in result_of(attempt)


def test_an_exam_that_moves_no_bonus_says_nothing_of_it(county: County) -> None:
    attempt = sat_for_march(county, month=None)

    assert bonus_of(attempt) is None
    assert "2024年3月" not in result_of(attempt)


def test_of_a_make_up_it_says_that_the_rule_decides(county: County) -> None:
    attempt = sat_for_march(county, right=0)
    close(attempt.exam)
    attempt.make_up = a_make_up(attempt.exam, [attempt.worker])

    told = bonus_of(attempt)

    assert told is not None
    assert told.said == _("Whether this make-up counts for the bonus of %(month)s, your enterprise's rule says.") % {
        "month": "2024年3月"
    }


def test_it_costs_one_query(county: County, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    attempt = sat_for_march(county)

    with django_assert_num_queries(1):
        bonus_of(attempt)
