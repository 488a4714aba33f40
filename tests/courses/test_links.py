"""Where texts may link to, and how a link of its own, a film and a document stand in a case."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.test.utils.form_data import rich_text

from courses.models import AccidentCasePage, LecturePage
from courses.pages.blocks import CaseBody
from courses.rights.sections import make_section
from tests.factories.courses import a_case, a_document
from tests.factories.films import a_film
from tests.factories.links import allowed, elsewhere, head_of, published, section
from tests.factories.organizations import County, phone_of, worker_of

pytestmark = pytest.mark.django_db


def test_a_link_to_a_strange_host_is_refused_with_its_name_and_whom_to_ask(county: County) -> None:
    said = published(head_of(county), county, section(rich_text('<p><a href="https://evil.example/x">看</a></p>')))

    assert "不能链接到 evil.example" in said
    assert f"找{county.bureau.name}放行" in said
    assert not LecturePage.objects.exists()


def test_once_the_bureau_allowed_the_host_the_same_link_stays(county: County) -> None:
    allowed("evil.example")

    assert (
        published(head_of(county), county, section(rich_text('<p><a href="https://evil.example/x">看</a></p>'))) == ""
    )

    assert 'href="https://evil.example/x"' in phone_of(worker_of(county.team)).get(LecturePage.objects.get().url).text


def test_a_link_of_its_own_is_a_card_that_says_where_it_leads_and_loads_nothing(county: County) -> None:
    allowed("v.example.com")
    case = a_case(body=[{"type": "elsewhere", "value": elsewhere("https://v.example.com/a.mp4")}])

    html = phone_of(worker_of(county.team)).get(case.url).text

    assert 'href="https://v.example.com/a.mp4"' in html
    assert "去 v.example.com，是别的网站" in html
    assert 'rel="external noopener noreferrer"' in html
    assert 'src="https://v.example.com' not in html


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://evil.example/a.mp4", "不能链接到 evil.example"),
        ("http://v.example.com/a.mp4", "以 https:// 开头"),
        ("v.example.com/a.mp4", "以 https:// 开头"),
        ("javascript:alert(1)", "以 https:// 开头"),
    ],
)
def test_a_link_of_its_own_to_a_strange_host_is_refused(county: County, url: str, said: str) -> None:
    allowed("v.example.com")
    assert said in published(head_of(county), county, ("elsewhere", elsewhere(url)))
    assert not LecturePage.objects.exists()


def test_a_lecture_of_a_link_counts_the_time_it_is_read() -> None:
    lecture = LecturePage(required_minutes=7, body=[("elsewhere", elsewhere("https://www.gov.cn/a.mp4"))])
    assert (lecture.demand.needed_seconds, lecture.demand.is_video) == (420, False)


def test_a_film_in_a_case_is_played_from_here_and_does_not_count(county: County) -> None:
    film = a_film()
    case = a_case(body=[{"type": "film", "value": {"film": film.pk, "caption": "井下演示"}}])
    reader = phone_of(worker_of(county.team))

    html = reader.get(case.url).text

    assert f'src="/films/{film.pk}/"' in html
    assert f'poster="/films/{film.pk}/poster/"' in html
    assert 'preload="none"' in html
    assert "data-film" not in html
    assert reader.get(f"/films/{film.pk}/", headers={"range": "bytes=0-9"}).status_code == 206
    assert not AccidentCasePage.objects.get().demand.is_video


@pytest.mark.parametrize("kind", ["film", "document"])
def test_a_case_offers_no_file_that_only_one_enterprise_can_open(county: County, kind: str) -> None:
    own = {"collection": make_section(county.enterprise).collection}
    value: Any = {"film": a_film("讲水", **own).pk, "caption": ""} if kind == "film" else a_document("讲水", **own).pk
    with pytest.raises(ValidationError) as refused:
        a_case(body=[{"type": kind, "value": value}])
    assert "“讲水”只有一家单位能打开" in refused.value.message_dict["body"][0]


@pytest.mark.parametrize("kind", ["film", "document"])
def test_a_film_is_chosen_as_a_film_and_a_document_as_a_document(kind: str) -> None:
    wrong = a_document() if kind == "film" else a_film()
    block = CaseBody().child_blocks[kind]
    value = block.to_python({"film": wrong.pk, "caption": ""} if kind == "film" else wrong.pk)
    with pytest.raises(ValidationError):
        block.clean(value)
