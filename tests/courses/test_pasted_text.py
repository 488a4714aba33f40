"""What of a pasted page is kept: the editor's own features, and nothing else."""

from __future__ import annotations

import json

import pytest
from wagtail.test.utils.form_data import rich_text

from courses.models import LecturePage
from courses.pages.blocks import LectureBody
from tests.factories.courses import a_case, a_lecture
from tests.factories.links import head_of, published, section
from tests.factories.organizations import County, UserFactory, phone_of, worker_of

pytestmark = pytest.mark.django_db
PASTED = (
    '<p style="color:red" onclick="alert(1)">先<b>停</b><script>alert(2)</script></p>'
    '<style>p{display:none}</style><iframe src="https://evil.example/"></iframe>'
    '<img src="https://evil.example/x.png" onerror="alert(3)"><h1>大</h1><table><tr><td>格</td></tr></table>'
    '<a href="javascript:alert(4)">点</a>'
)


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
