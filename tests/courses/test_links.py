"""Where texts may link to, and what of a pasted page is kept: the editor's own features, no way to strange hosts."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from courses.hosts import BadHost, plain_host, refused_links
from courses.models import AccidentCasePage, AllowedHost, LecturePage
from courses.pages.blocks import CaseBody, LectureBody
from courses.rights.sections import make_section
from courses.services.hosts import allow_host, forbid_host
from organizations.models import AuditEntry, Role
from organizations.services.grants import grant_role
from tests.factories.courses import a_case, a_document, a_lecture
from tests.factories.editor import lecture_form
from tests.factories.films import a_film
from tests.factories.organizations import (
    PASSWORD,
    BureauFactory,
    County,
    UserFactory,
    desk_of,
    phone_of,
    small_county,
    staff,
    worker_of,
)

pytestmark = pytest.mark.django_db
PASTED = (
    '<p style="color:red" onclick="alert(1)">先<b>停</b><script>alert(2)</script></p>'
    '<style>p{display:none}</style><iframe src="https://evil.example/"></iframe>'
    '<img src="https://evil.example/x.png" onerror="alert(3)"><h1>大</h1><table><tr><td>格</td></tr></table>'
    '<a href="javascript:alert(4)">点</a>'
)


@pytest.fixture
def county() -> County:
    return small_county()


def head_of(county: County) -> Client:
    head = UserFactory(password=PASSWORD)
    grant_role(user=head, role=Role.ENTERPRISE_HEAD, unit=county.enterprise, by=None)
    return desk_of(head)


def allowed(host: str) -> AllowedHost:
    return allow_host(host=host, why="视频", bureau=BureauFactory(), by=None)


def published(head: Client, county: County, part: tuple[str, Any]) -> str:
    """Publish a lecture of one part and return what the editor answers; empty where it went through."""
    place = ["courses", "lecturepage", make_section(county.enterprise).pk]
    answer = head.post(reverse("wagtailadmin_pages:add", args=place), lecture_form(body=streamfield([part])))
    # the errors of blocks travel as JSON, with every Chinese character escaped
    said = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found.group(1), 16)), answer.text)
    return said if answer.status_code == 200 else ""


def section(text: Any) -> tuple[str, Any]:
    return "section", {"heading": "讲", "text": text}


# ---- which host is which ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("v.example.com", "v.example.com"),
        (" https://V.Example.com/x?y=1 ", "v.example.com"),
        ("https://v.example.com:8443/", "v.example.com"),
        ("例子.中国", "xn--fsqu00a.xn--fiqs8s"),
    ],
)
def test_a_host_may_be_pasted_as_it_is_found(typed: str, host: str) -> None:
    assert plain_host(typed) == host


@pytest.mark.parametrize("typed", ["", "example", "com.cn", "gov.cn", "10.0.0.1", "*.example.com", "a b.com", "-a.com"])
def test_what_would_allow_anything_or_nothing_is_no_host(typed: str) -> None:
    with pytest.raises(BadHost):
        plain_host(typed)


@pytest.mark.parametrize(
    "address",
    [
        "https://v.example.com/x",
        "http://m.v.example.com/",
        "https://www.mem.gov.cn/x",
        "/cases/water/",
        "#part",
        "mailto:office@example.org",
        "tel:12350",
        "http://127.0.0.1:8000/cases/",
    ],
)
def test_links_lead_home_to_the_government_and_to_hosts_that_the_bureau_allowed(address: str) -> None:
    allowed("v.example.com")
    assert refused_links([address]) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "https://notv.example.com/",
        "https://v.example.com.evil.example/",
        "https://v.example.com@evil.example/",
        "https://evil.example\\@v.example.com/",
        "//v.example.com/x",
        "/\\evil.example/",
        "https:v.example.com",
        "ftp://v.example.com/",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "https://mygov.cn/",
        "https://[::1]/",
        "https://[",
    ],
)
def test_no_spelling_leads_to_a_strange_host(address: str) -> None:
    allowed("v.example.com")
    assert len(refused_links([address])) == 1


# ---- texts --------------------------------------------------------------------------------------------------------


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


def test_of_a_pasted_page_only_the_editors_features_are_stored(county: County) -> None:
    """What the editor posts is its own JSON; here it carries everything that a forger could put there."""
    forged = {
        "blocks": [
            {"key": "a", "text": "先停下来", "type": "unstyled", "depth": 0, "inlineStyleRanges": [
                {"offset": 0, "length": 2, "style": "BOLD"}, {"offset": 0, "length": 4, "style": "COLOR_RED"}],
             "entityRanges": [{"key": 0, "offset": 0, "length": 2}]},
            {"key": '"><script>alert(1)</script>', "text": "<script>alert(2)</script>", "type": "header-one",
             "depth": 0, "inlineStyleRanges": [], "entityRanges": []},
            {"key": "c", "text": " ", "type": "atomic", "depth": 0, "inlineStyleRanges": [],
             "entityRanges": [{"key": 1, "offset": 0, "length": 1}]},
            {"key": '"><script>alert(3)</script>', "text": "<iframe src=x>", "type": "unstyled", "depth": 0,
             "inlineStyleRanges": [], "entityRanges": []},
        ],
        "entityMap": {
            "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(4)"}},
            "1": {"type": "EMBED", "mutability": "IMMUTABLE", "data": {"url": "https://evil.example/", "onload": "x"}},
        },
    }  # fmt: skip

    assert published(head_of(county), county, section(json.dumps(forged))) == ""

    stored = LecturePage.objects.get().body[0].value["text"].source
    assert "先停" in stored
    for bad in ("<script", "javascript", "<iframe", "<h1", "embed", "evil", "RED", "onload"):
        assert bad not in stored, stored


def test_a_text_without_words_is_no_text(county: County) -> None:
    assert published(head_of(county), county, section(rich_text("<p> </p><p></p>")))
    assert not LecturePage.objects.exists()


def test_whatever_is_set_as_raw_json_shows_only_the_editors_features(county: County) -> None:
    part = {"type": "section", "value": {"heading": "讲", "text": PASTED}}
    lecture = a_lecture(county.bureau, body=json.dumps([part]))
    case = a_case(body=[{"type": "text", "value": PASTED}])
    reader = phone_of(worker_of(county.team))

    for page in (lecture, case):
        html = reader.get(page.url).text
        assert "<b>停</b>" in html
        for bad in ("evil.example", "onclick", "onerror", "display:none}</style>", "<td>", "javascript:"):
            assert bad not in html
    body = LecturePage.objects.get(pk=lecture.pk).body
    body[0].value["text"]
    assert "onclick" not in json.dumps(body.get_prep_value())


def test_what_the_editor_made_comes_through_unchanged(county: County) -> None:
    text = (
        '<h3 data-block-key="a">题</h3><p data-block-key="b">字<b>粗</b>，<a href="https://www.gov.cn/">法</a></p>'
        '<ol><li data-block-key="c">一</li></ol><ul><li data-block-key="d">二</li></ul>'
        f'<p data-block-key="e"><a id="{a_case().pk}" linktype="page">案例</a></p>'
    )
    block = LectureBody().child_blocks["section"].child_blocks["text"]

    once = block.clean(block.to_python(text)).source

    assert once == block.clean(block.to_python(once)).source
    for part in ("<h3", "<b>粗</b>", 'href="https://www.gov.cn/"', "<ol>", "<ul>", 'linktype="page"'):
        assert part in once


def test_a_source_may_lie_anywhere_for_it_says_where_a_fact_was_read() -> None:
    source = {"publisher": "某报", "title": "", "date": "", "url": "https://news.example/1"}
    case = a_case(sources=[{"type": "source", "value": source}])
    assert 'href="https://news.example/1"' in phone_of(UserFactory()).get(case.url).text


# ---- links of their own, films --------------------------------------------------------------------------------------


def elsewhere(url: str) -> dict[str, str]:
    return {"title": "局里录的课", "url": url}


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


# ---- the bureau's list ----------------------------------------------------------------------------------------------


def test_the_bureau_allows_a_host_in_the_admin_and_forbids_it_again(county: County) -> None:
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))

    bureau.post(reverse("admin_allowed_hosts:add"), {"host": "https://V.example.com/x", "why": "局里的课"})
    host = AllowedHost.objects.get()
    assert (host.host, host.bureau) == ("v.example.com", county.bureau)
    assert "v.example.com" in bureau.get(reverse("admin_allowed_hosts:index")).text

    bureau.post(reverse("admin_allowed_hosts:forbid", args=[host.pk]))
    assert not AllowedHost.objects.exists()
    assert list(
        AuditEntry.objects.filter(action__startswith="host.").values_list("action", flat=True).order_by("pk")
    ) == [
        "host.allow",
        "host.forbid",
    ]


def test_what_is_no_host_is_said_in_the_form(county: County) -> None:
    bureau = desk_of(staff(Role.BUREAU_ADMIN, county.bureau))
    said = bureau.post(reverse("admin_allowed_hosts:add"), {"host": "com.cn", "why": "x"}).text
    assert "“com.cn”不是网站名" in said


@pytest.mark.parametrize("role", [Role.CURATOR, Role.ENTERPRISE_HEAD, Role.SAFETY_OFFICER])
def test_nobody_else_allows_a_host(county: County, role: Role) -> None:
    unit = county.bureau if role == Role.CURATOR else county.enterprise
    client = desk_of(staff(role, unit))
    client.post(reverse("admin_allowed_hosts:add"), {"host": "v.example.com", "why": "x"})
    assert not AllowedHost.objects.exists()


def test_a_host_is_allowed_once_and_forbidding_leaves_the_pages_alone(county: County) -> None:
    host = allowed("v.example.com")
    assert allowed("https://v.example.com/") == host
    case = a_case(body=[{"type": "elsewhere", "value": elsewhere("https://v.example.com/")}])
    forbid_host(allowed=host, by=None)
    assert 'href="https://v.example.com/"' in phone_of(worker_of(county.team)).get(case.url).text
