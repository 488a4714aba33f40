"""What a case may say of itself, and what its page shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from courses.models import AccidentCasePage, CaseIndexPage
from organizations.models import Role
from tests.courses.test_rights import somebody
from tests.factories.courses import a_case
from tests.factories.editor import case_form, write
from tests.factories.organizations import BureauFactory, UserFactory, desk_of, phone_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> Client:
    return desk_of(somebody(Role.CURATOR, BureauFactory()))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"grade": "较大"}, "grade"),
        ({"grade": ""}, "grade"),
        ({"deaths": 2, "loss_wan": Decimal(5000), "grade": "一般"}, "grade"),
        ({"deaths": 0, "injured": 60, "severely_injured": 60, "grade": "一般"}, "grade"),
        ({"injured": 3, "severely_injured": 4}, "severely_injured"),
        ({"injured": None, "severely_injured": 4}, "injured"),
        ({"deaths": None, "missing": 13, "deaths_at_least": True}, "deaths"),
        ({"deaths": None, "grade": "重大"}, "grade"),
        ({"deaths": 0, "injured": 5, "grade": "一般"}, "grade"),
        ({"occurred_on": date(2999, 1, 1), "as_of": date(2999, 1, 2)}, "occurred_on"),
        ({"as_of": date(2020, 1, 1)}, "as_of"),
        ({"reading_minutes": 0}, "reading_minutes"),
        ({"occurred_time": "7:20"}, "occurred_time"),
        ({"occurred_time": "24:00"}, "occurred_time"),
        ({"accident_type": "溃水"}, "accident_type"),
    ],
)
def test_facts_that_contradict_are_refused(facts: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        a_case(**facts)
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"grade": ""}, "按数字是“重大”事故（493 号令第三条），选上它。"),
        ({"grade": "较大"}, "按数字应当是“重大”"),
        ({"deaths": None, "grade": "一般"}, "现有的数字定不了等级"),
    ],
)
def test_a_grade_that_does_not_fit_says_why(facts: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        a_case(**facts)
    assert said in refusal.value.message_dict["grade"][0]


def test_a_draft_may_be_unfinished_but_nobody_publishes_it(curator: Client) -> None:
    reviewer = desk_of(somebody(Role.BUREAU_ADMIN, BureauFactory()))
    unfinished = case_form(grade="", summary="", deaths="", **{"sources": streamfield([])})
    unfinished.pop("action-publish")

    write(curator, CaseIndexPage.objects.get(), "accidentcasepage", unfinished)

    draft = AccidentCasePage.objects.get()
    assert not draft.live
    said = reviewer.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), case_form(grade="")).text
    assert "选上它" in said
    assert not AccidentCasePage.objects.live().exists()
    reviewer.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), case_form())
    assert AccidentCasePage.objects.live().exists()


def test_a_draft_of_a_published_case_may_contradict_itself_and_the_case_stays(curator: Client) -> None:
    case = a_case()
    changed = case_form(grade="一般")
    changed.pop("action-publish")

    curator.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), changed)

    case.refresh_from_db()
    assert (case.live, case.has_unpublished_changes, case.grade) == (True, True, "重大")


def test_a_case_of_which_no_number_is_known_has_no_grade() -> None:
    assert a_case(deaths=None, grade="").facts()[0]["label"] != "事故等级"


def test_what_is_not_known_is_no_fact() -> None:
    labels = [fact["label"] for fact in a_case(injured=None, loss_wan=None).facts()]
    assert labels == ["遇难", "事故等级", "日期"]


def test_the_story_is_told_block_by_block() -> None:
    body = [
        {"type": "course", "value": [{"when": "早上", "what": "水进来了。", "key": True}]},
        {"type": "causes", "value": {"direct": "矿柱被采掉。", "indirect": ["没有探水。"]}},
        {
            "type": "chain",
            "value": {
                "source": "雨水",
                "barriers": [{"name": "保安矿柱", "failed": "采掉了。"}],
                "outcome": "13 人遇难",
                "is_our_reading": True,
            },
        },
        {"type": "lessons", "value": [{"post": "班组长", "text": "先问停不停产。"}]},
        {"type": "checks", "value": [{"question": "矿柱还在吗？", "yes": "在", "no": "不在", "safe": "yes"}]},
        {"type": "discuss", "value": ["谁有权叫撤？"]},
        {
            "type": "laws",
            "value": [{"text": "矿山安全法", "version": "2009", "article": "第十四条", "says": "不准采。"}],
        },
    ]
    source = {"publisher": "应急管理部", "title": "通报", "date": "2024-12", "url": "https://www.mem.gov.cn/"}
    case = a_case(
        body=body,
        uncertain="当班多少人，没有读到。",
        sources=[{"type": "source", "value": source}],
        confidence="medium",
    )
    html = phone_of(UserFactory()).get(case.url).content.decode()
    for words in (
        "水进来了。",
        "没有探水。",
        "1. 保安矿柱",
        "13 人遇难",
        "先问停不停产。",
        "矿柱还在吗？",
        "谁有权叫撤？",
        "第十四条",
        "当班多少人，没有读到。",
        "2024-12",
    ):
        assert words in html
    assert 'href="https://www.mem.gov.cn/"' in html


def test_an_address_that_is_none_is_shown_but_no_link() -> None:
    source = {"publisher": "某网", "title": "", "date": "", "url": "javascript:alert(1)"}
    html = phone_of(UserFactory()).get(a_case(sources=[{"type": "source", "value": source}]).url).content.decode()
    assert "javascript:alert(1)" in html
    assert 'href="javascript' not in html


def test_after_a_case_comes_the_next_older_one_of_its_industry() -> None:
    case = a_case(occurred_on="2020-01-01")
    a_case("更近，别的行业", occurred_on="2019-01-01", industry="metallurgy")
    older = a_case("更早，同行业", occurred_on="2010-01-01")
    assert case.next_case() == older
    assert older.next_case() is None
